"""The working day: what a run found, what officers decided, and the pages they work on."""
