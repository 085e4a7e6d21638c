"""What provinces lay over the national law: one folder a province."""
