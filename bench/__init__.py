"""The first figures, side by side in one run: ``python -m bench`` writes ``docs/benchmarks.md``."""
