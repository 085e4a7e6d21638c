"""How the synthetic province is brought to the figures that were found: raking to margins."""
