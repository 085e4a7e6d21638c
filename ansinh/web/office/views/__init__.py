"""Pages of the working day, a module a page."""
