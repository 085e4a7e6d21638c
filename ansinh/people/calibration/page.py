"""The page ``docs/calibration.md``: figures met and missed, then what is assumed."""

from __future__ import annotations

from typing import Any

from ansinh.people.assumptions import assumptions
from ansinh.people.calibration.compare import Compared
from ansinh.people.calibration.outcomes import Outcome
from ansinh.people.calibration.targets import figures
from ansinh.people.missing import rates


def page(lines: list[Compared], more: list[Outcome], made: str) -> str:
    """The page.

    Args:
        more: What the assumptions come to where no figure was found.
        made: The command that makes it.
    """
    met, uphill = sum(line.is_met for line in lines), rates()["mountain_communes_against_others"]
    used = {line.figure for line in lines}
    parts = [
        "# Calibration of the synthetic province",
        "",
        "Target against generated, figure by figure; then what is assumed. Written by a command:",
        "",
        f"```console\n$ {made}\n```",
        "",
        f"{met} of {len(lines)} figures are met. A figure is met when it is within its tolerance,",
        "which holds three spreads of the chance of a world of this size. Households are raked",
        "(minimum discrimination information, `ansinh/people/calibration/`) and drawn; counts are",
        "raised by real households of the review of 2022 for one generated.",
        "",
        *_table(lines),
        "",
        "## Figures that are no targets",
        "",
        f"{len(figures()) - len(used)} figures of `calibration.csv` describe what the world has no",
        "use for (areas, products, religions, plans), earlier years, or repeat those above.",
        "",
        "## Where no figure was found",
        "",
        "What the assumptions below come to at the end of 2024, in percent:",
        "",
        "| share of the world | % |",
        "|---|---:|",
        *(f"| {outcome.name} | {outcome.percent:.2f} |" for outcome in more),
        "",
        "## Assumptions",
        "",
        "`ansinh/people/data/assumptions.yaml`, read by the code:",
        "",
        "| name | value | why |",
        "|---|---|---|",
        *(f"| `{a.name}` | {_value(a.value)} | {a.why} |" for a in assumptions().values()),
        "",
        "What the registry lacks, `ansinh/people/data/missing.yaml`: a share of each fact where",
        f"it applies, {uphill} times as much in mountain communes;",
        f"{rates()['careless']['communes']:.0%} of communes are bad at a fact and lack",
        f"{rates()['careless']['lack']:.0%} of it.",
        "",
        "| fact | missing |",
        "|---|---|",
        *(
            f"| `{entity}.{fact}` | {rate:.0%} |"
            for entity, facts in rates()["rates"].items()
            for fact, rate in facts.items()
        ),
        "",
    ]
    return "\n".join(parts)


def _table(lines: list[Compared]) -> list[str]:
    rows = [
        "| figure | place | year | target | generated | difference | tolerance | met | source |",
        "|---|---|---|---:|---:|---:|---:|---|---|",
    ]
    for line in lines:
        figure, digits = line.figure, 0 if abs(line.target) > 1000 else 2
        numbers = (line.target, line.generated, line.generated - line.target, line.tolerance)
        shown = " | ".join(f"{number:,.{digits}f}" for number in numbers)
        source = f"{figure.source}; {line.note}" if line.note else figure.source
        rows.append(
            f"| {figure.indicator}, {figure.unit} | {figure.unit_code} | {figure.year} | {shown} "
            f"| {'yes' if line.is_met else '**no**'} | {source} |"
        )
    return rows


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{key} {_value(part)}" for key, part in value.items())
    if isinstance(value, list):
        return ", ".join(str(part) for part in value)
    return f"{value:,}" if isinstance(value, int) else str(value)
