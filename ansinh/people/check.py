"""The checker of registry snapshots: every violation, by file, row and column.

::

    report = check("demo/registry", benefits=national_law().benefits)
    for violation in report:
        print(violation)

A snapshot that is broken gives messages, never an exception.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import DataError
from ansinh.people.checks.columns import check_columns, check_files
from ansinh.people.checks.insurance import check_insurance
from ansinh.people.checks.registry import Registry
from ansinh.people.checks.report import CAP, Report, Violation
from ansinh.people.checks.sense import check_sense
from ansinh.people.checks.ties import check_ties
from ansinh.people.layout import INFO, VERSION, Layout, law_entities
from ansinh.people.snapshot import SnapshotInfo

__all__ = ["CAP", "Report", "Violation", "check"]


def check(
    path: Path | str,
    benefits: Collection[str] | None = None,
    entities: EntityMap | None = None,
) -> Report:
    """Check a snapshot folder.

    Args:
        path: The folder.
        benefits: Codes that receipts may name; any, unless given.
        entities: Entities of the law, unless those declared now.

    Returns:
        A list of violations, at most :data:`CAP` of each kind, with totals.
    """
    report, folder = Report(), Path(path)
    try:
        info = SnapshotInfo.load(folder)
    except DataError as error:
        report.add("not a snapshot", INFO, error, f"a snapshot of version {VERSION}")
        return report
    registry = Registry(folder, info, Layout(entities or law_entities()), report)
    check_files(registry)
    check_columns(registry)
    check_ties(registry)
    check_sense(registry, benefits)
    check_insurance(registry)
    return report
