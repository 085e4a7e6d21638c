"""The registry: households, people and records, whose columns are the facts of the law."""
