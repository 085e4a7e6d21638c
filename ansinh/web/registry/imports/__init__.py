"""Excel and CSV files of communes into the registry: read, matched, tried, taken in, undone."""
