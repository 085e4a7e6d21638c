"""The office under load: a province in PostgreSQL, and its officers at work all at once."""
