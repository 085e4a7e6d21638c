"""The office for programs: the same rows, policy and gate as the pages, as JSON."""
