"""The chapters of the report: each a function of what was found."""
