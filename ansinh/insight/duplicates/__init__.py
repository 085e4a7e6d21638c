"""The same person twice in a registry: pairs of rows, how likely they are one, and why.

::

    frame = find_duplicates(Snapshot.open("demo/registry"), date(2026, 11, 24))

Splink (Fellegi–Sunter) weighs the evidence in :mod:`.evidence` over DuckDB; :mod:`.kin` sets aside
what looks like one person and is two: twins, father and son of one name.
"""

from ansinh.insight.duplicates.finding import SCHEMA, THRESHOLD, duplicates_to, find_duplicates

__all__ = ["SCHEMA", "THRESHOLD", "duplicates_to", "find_duplicates"]
