"""What follows from the law over a registry: the four lists, cost, coverage and poverty."""
