"""By place: maps, a chart for every commune, silent places, old units and districts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import polars as pl

from ansinh.insight.columns import LISTS
from ansinh.insight.report import charts
from ansinh.insight.report.atlas import Atlas, class_limits
from ansinh.insight.report.cartogram import commune_tiles
from ansinh.insight.report.document import Absent, Block, Column, Figure, Prose, Section, Table
from ansinh.insight.report.findings import Findings, titles
from ansinh.insight.report.maps import Classes, multiples, shaded
from ansinh.insight.report.sections.common import STAGES, headcounts, stage_series, take_up
from ansinh.insight.report.sections.other_places import districts, former_units, silent
from ansinh.insight.report.wording import (
    NBSP,
    Text,
    count,
    day,
    decimal,
    money,
    same,
    say,
    share,
)

_TITLE, _SHORT = Text("Theo địa bàn", "By place"), Text("Địa bàn", "Places")
#: With fewer communes a map says less than a list.
FEW_PLACES = 12
#: Rows of a chart that lists places; its table has them all.
MOST_ROWS = 25


@dataclass(frozen=True)
class Measure:
    """A figure for every commune.

    Attributes:
        values: Code → figure; communes of which nothing is known are left out.
        is_share: From 0 to 1, or else đồng.
    """

    key: str
    name: Text
    values: Mapping[str, float]
    is_share: bool = True

    def told(self, value: float | None) -> Text:
        """The figure in words."""
        if self.is_share or value is None:
            return share(value)
        return money(round(value))

    def limit(self, value: float) -> Text:
        """The figure as it bounds a class: ``12,4 %``, ``38 nghìn đ``."""
        if self.is_share:
            return share(value)
        number = decimal(value / 1000, 0 if value >= 10_000 else 1)
        return Text(f"{number.vi}{NBSP}nghìn{NBSP}đ", f"{number.en}{NBSP}thousand{NBSP}đ")

    def short(self, value: float | None) -> Text:
        """The figure as it fits into a tile: ``12,4``, ``38``."""
        if value is None:
            return Text("–", "–")
        return decimal(100 * value, 1) if self.is_share else decimal(value / 1000, 0)


def places(found: Findings, boundaries: Path | None) -> Section:
    """Where it is how.

    Raises:
        DataError: the boundaries are not GeoJSON, or lack a commune.
    """
    blocks: tuple[Block, ...]
    if has_map(found, boundaries):
        blocks = _map_blocks(found, Atlas.of(found.communes, boundaries))
    elif len(found.communes) > 1:
        blocks = _few_blocks(found)
    else:
        blocks = _village_blocks(found)
    old = (*silent(found), *districts(found), *former_units(found))
    return Section("places", _TITLE, (*blocks, *old), _SHORT)


def has_map(found: Findings, boundaries: Path | None) -> bool:
    """Whether there are communes enough for a map, and a place for each on it."""
    if len(found.communes) < FEW_PLACES:
        return False
    return boundaries is not None or found.communes.keys() <= commune_tiles().keys()


# --- many communes --------------------------------------------------------------------------------


def measures(found: Findings) -> tuple[Measure, ...]:
    """Headcount, take-up and cost a head by commune."""
    poor = found.table("poverty", "commune").filter(pl.col("stage") == "received")
    cover = found.table("coverage", "commune")
    paid = cover.filter(
        (pl.col("paid") == "monthly") & (pl.col("unit") == "VND") & pl.col("counted")
    )
    people = found.people_by_commune
    due = dict(paid.group_by("group").agg(pl.col("due").sum()).iter_rows())
    return (
        Measure(
            "headcount",
            Text(
                "Tỷ lệ người không vượt chuẩn thu nhập", "Share of people not above the income line"
            ),
            _known(poor.select("group", "headcount")),
        ),
        Measure(
            "take-up",
            Text("Bao phủ mọi chế độ", "Coverage of all benefits"),
            _known(take_up(cover, ["group"]).select("group", "take_up")),
        ),
        Measure(
            "cost",
            Text("Chi hằng tháng theo luật, bình quân đầu người", "Due a month by law, per person"),
            {code: amount / people[code] for code, amount in due.items() if people.get(code)},
            is_share=False,
        ),
    )


def _known(rows: pl.DataFrame) -> dict[str, float]:
    return {
        code: value for code, value in rows.iter_rows() if code != "unknown" and value is not None
    }


def _map_blocks(found: Findings, atlas: Atlas) -> tuple[Block, ...]:
    taken = measures(found)
    lead = say(
        "{n} xã, phường ngày {day}. {how}",
        "{n} communes and wards on {day}. {how}",
        n=len(found.communes),
        day=day(found.date),
        how=atlas.explanation,
    )
    table = _commune_table(found, taken)
    figures = [
        measure_map(found, atlas, measure, table if measure is taken[0] else None)
        for measure in taken
        if measure.values
    ]
    if not figures:
        return (Absent(Text("Chưa có số liệu theo xã.", "There are no figures by commune.")), table)
    return (Prose(lead, is_lead=True), *figures, *_multiples(found))


def measure_map(found: Findings, atlas: Atlas, measure: Measure, table: Table | None) -> Figure:
    """A map shaded by a measure, its extremes in the title."""
    names = found.communes
    known = {code: value for code, value in measure.values.items() if code in names}
    classes = _classes(known, measure)
    shown = atlas.places(
        {code: measure.values.get(code) for code in names},
        {code: measure.short(measure.values.get(code)) for code in names},
    )
    unit = Text("%", "%") if measure.is_share else Text("nghìn đồng", "thousand đồng")
    return Figure(
        f"map-{measure.key}",
        say(
            "{name}: cao nhất {high}, thấp nhất {low}",
            "{name}: highest {high}, lowest {low}",
            name=measure.name,
            high=_where(names, known, max(known.values()), measure),
            low=_where(names, known, min(known.values()), measure),
        ),
        say(
            "Ngày {day}; số trên bản đồ tính bằng {unit}.",
            "On {day}; figures on the map in {unit}.",
            day=day(found.date),
            unit=unit,
        ),
        say(
            "Bản đồ {n} xã, phường tô theo mức; số của từng xã ở bảng của phần Theo địa bàn.",
            "Map of {n} communes shaded by class; each figure stands in the table “By place”.",
            n=len(names),
        ),
        lambda view: shaded(shown, classes, view, named=atlas.has_tiles),
        table,
        is_map=True,
        numbers_in="" if table else "map-headcount",
    )


def _where(
    names: Mapping[str, str], known: Mapping[str, float], value: float, measure: Measure
) -> Text:
    """The commune that stands at ``value``, or how many do."""
    shown = measure.told(value)
    there = [code for code, other in known.items() if measure.told(other) == shown]
    if len(there) == 1:
        return say("{x} ({n})", "{x} ({n})", x=same(names[there[0]]), n=shown)
    return say("{k} xã, phường ({n})", "{k} communes ({n})", k=len(there), n=shown)


def _classes(known: Mapping[str, float], measure: Measure) -> Classes:
    """Classes of a measure, no two of which are called the same."""
    said = {measure.limit(limit): limit for limit in class_limits([*known.values()])}
    limits = tuple(said.values())
    return Classes(limits, tuple(_class_labels(limits, measure)))


def _class_labels(limits: tuple[float, ...], measure: Measure) -> list[Text]:
    told = [measure.limit(limit) for limit in limits]
    if not told:
        return [Text("mọi xã", "all communes")]
    between = [say("{a} – dưới {b}", "{a} – under {b}", a=a, b=b) for a, b in pairwise(told)]
    return [
        say("dưới {a}", "under {a}", a=told[0]),
        *between,
        say("từ {a}", "{a} and over", a=told[-1]),
    ]


def _commune_table(found: Findings, taken: tuple[Measure, ...]) -> Table:
    lines = {row["commune_code"]: row for row in found.summary.get("communes", [])}
    heads = {name: title for name, title in titles().items() if name != "soon"}
    rows = tuple(
        (
            same(name),
            count(found.people_by_commune.get(code)),
            *(measure.told(measure.values.get(code)) for measure in taken),
            *(count(lines[code].get(head, 0)) for head in heads),
        )
        for code, name in found.communes.items()
    )
    return Table(
        say("Từng xã, phường, ngày {day}", "Commune by commune, on {day}", day=day(found.date)),
        (
            Column(Text("Xã, phường", "Commune"), is_figure=False),
            Column(Text("Người", "People")),
            Column(Text("Không vượt chuẩn", "Not above line")),
            Column(Text("Bao phủ", "Coverage")),
            Column(Text("Chi/người/tháng", "Due/person/month")),
            *(Column(title) for title in heads.values()),
        ),
        rows,
        is_folded=True,
    )


def _multiples(found: Findings) -> tuple[Block, ...]:
    table = found.table("poverty", "commune").filter(pl.col("stage").is_in(list(STAGES)))
    by_code: dict[str, dict[str, float]] = {}
    for code, stage, value in table.select("group", "stage", "headcount").iter_rows():
        if value is not None and code in found.communes:
            by_code.setdefault(code, {})[stage] = value
    if len(by_code) < FEW_PLACES:
        return ()
    atlas = Atlas.of(found.communes, None)
    shown = atlas.places(dict.fromkeys(found.communes), dict.fromkeys(found.communes, same("")))
    fallen = {
        c: v["before"] - v["due"] for c, v in by_code.items() if {"before", "due"} <= v.keys()
    }
    most = max(fallen, key=lambda code: (fallen[code], code))
    return (
        Figure(
            "multiples",
            say(
                "Trợ cấp làm tỷ lệ giảm nhiều nhất ở {place}: từ {a} xuống {b}",
                "Transfers bring the share down most in {place}: from {a} to {b}",
                place=same(found.communes[most]),
                a=share(by_code[most]["before"]),
                b=share(by_code[most]["due"]),
            ),
            say(
                "Mỗi ô một xã, ba cột: trước trợ cấp, với mức đang nhận, với mức được hưởng; cột "
                "cao nhất của cả bản đồ là {top}. Ngày {day}.",
                "A tile a commune, three columns: before transfers, as received, as due; the "
                "highest column of all is {top}. On {day}.",
                top=share(max(v for row in by_code.values() for v in row.values())),
                day=day(found.date),
            ),
            Text(
                "Bản đồ ô, mỗi ô một biểu đồ ba cột nhỏ về tỷ lệ người không vượt chuẩn thu nhập.",
                "Tile map, a small chart of three columns in each: share of people not above the "
                "line.",
            ),
            lambda view: multiples(shown, by_code, stage_series(), view),
            _stage_table(found, by_code),
            is_map=True,
        ),
    )


def _stage_table(found: Findings, by_code: Mapping[str, Mapping[str, float]]) -> Table:
    return Table(
        say(
            "Tỷ lệ người không vượt chuẩn thu nhập từng xã, ngày {day}",
            "Share of people not above the line by commune, on {day}",
            day=day(found.date),
        ),
        (Column(Text("Xã, phường", "Commune"), is_figure=False), *map(Column, STAGES.values())),
        tuple(
            (same(name), *(share(by_code[code].get(stage)) for stage in STAGES))
            for code, name in found.communes.items()
            if code in by_code
        ),
        is_folded=True,
    )


# --- one commune, a few, or communes without a place on a map -------------------------------------


def _few_blocks(found: Findings) -> tuple[Block, ...]:
    rows = headcounts(found, ("commune",))
    rows.sort(key=lambda row: (-(row.values.get("received") or 0), row.label.vi))
    table = _commune_table(found, measures(found))
    if not rows:
        return (table,)
    return (
        Figure(
            "communes",
            say(
                "Cao nhất trong {n} xã, phường: {place} ({share})",
                "Highest of {n} communes: {place} ({share})",
                n=len(found.communes),
                place=rows[0].label,
                share=share(rows[0].values.get("received")),
            ),
            say(
                "Tỷ lệ người không vượt chuẩn thu nhập, ngày {day}; {n} xã, phường cao nhất.",
                "Share of people not above the income line, on {day}; the {n} highest communes.",
                day=day(found.date),
                n=min(len(rows), MOST_ROWS),
            ),
            Text("Biểu đồ chấm: mỗi dòng một xã.", "Dot plot: a row a commune."),
            lambda view: charts.dots(rows[:MOST_ROWS], stage_series(), view, charts.SHARES),
            table,
        ),
    )


def _village_blocks(found: Findings) -> tuple[Block, ...]:
    """One commune: its villages by what waits in them."""
    parts = [
        found.listed(name, "village").group_by("village").len(name)
        for name in LISTS
        if name != "soon"
    ]
    lines = pl.concat(parts, how="diagonal").group_by("village").sum().fill_null(0)
    lines = lines.filter(pl.col("village").is_not_null()).sort(
        "missed", "village", descending=[True, False]
    )
    if lines.is_empty():
        return (Absent(Text("Không có dòng nào theo thôn.", "No lines by village.")),)
    heads = {name: title for name, title in titles().items() if name in lines.columns}
    table = Table(
        say(
            "Từng thôn, tổ dân phố, ngày {day}", "Village by village, on {day}", day=day(found.date)
        ),
        (
            Column(Text("Thôn, tổ dân phố", "Village"), is_figure=False),
            *(Column(title) for title in heads.values()),
        ),
        tuple(
            (same(row["village"]), *(count(row[name]) for name in heads))
            for row in lines.iter_rows(named=True)
        ),
        is_folded=True,
    )
    rows = [
        charts.Bar(same(row["village"]), row["missed"], count(row["missed"]))
        for row in lines.head(MOST_ROWS).iter_rows(named=True)
    ]
    first = lines.row(0, named=True)
    return (
        Figure(
            "villages",
            say(
                "Nhiều suất bị bỏ sót nhất: {place} ({n})",
                "Most entitlements are missed in {place} ({n})",
                place=same(first["village"]),
                n=first["missed"],
            ),
            say(
                "Sổ chỉ có một xã nên so sánh các thôn: số suất được hưởng mà chưa nhận, ngày "
                "{day}.",
                "The registry holds one commune, so villages are compared: entitlements missed, "
                "on {day}.",
                day=day(found.date),
            ),
            Text("Biểu đồ thanh ngang, mỗi thanh một thôn.", "Horizontal bars, one a village."),
            lambda view: charts.bars(rows, view, charts.COUNTS),
            table,
        ),
    )
