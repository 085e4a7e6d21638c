"""Basic services: who lacks them, in which groups and places, and who is entitled to help."""

from __future__ import annotations

import polars as pl

from ansinh.insight.report import charts
from ansinh.insight.report.document import Absent, Block, Column, Figure, Prose, Section, Table
from ansinh.insight.report.findings import Findings, label_of
from ansinh.insight.report.sections.common import DIMENSIONS, FEW, with_interval
from ansinh.insight.report.wording import Text, count, day, lowered, say, share

_TITLE = Text("Thiếu dịch vụ cơ bản", "Basic services that are lacking")
_SHORT = Text("Dịch vụ", "Services")
#: Communes told for each lack.
_PLACES = 3


def services(found: Findings) -> Section:
    """Shares of people and households that lack each service, by group and place."""
    table = found.table("services", "all").filter(pl.col("known") > 0)
    if table.is_empty():
        none = Text("Chưa tính dịch vụ cơ bản.", "Basic services are not computed.")
        return Section("services", _TITLE, (Absent(none),), _SHORT)
    blocks = (Prose(_lead(found, table), is_lead=True), _shares(found, table))
    return Section("services", _TITLE, (*blocks, *_groups(found), *_places(found)), _SHORT)


def _lead(found: Findings, table: pl.DataFrame) -> Text:
    school = int(table.filter(pl.col("service") == "education")["lacking"].sum())
    card = int(table.filter(pl.col("lack") == "health_card")["lacking"].sum())
    return say(
        "{school} trẻ em trong tuổi đi học không đến trường và {card} người không có thẻ bảo hiểm "
        "y tế, theo sổ ngày {day}. Mỗi người, mỗi hộ có một dòng, kèm quyền lợi có thể giúp, trong "
        "sổ Excel.",
        "{school} children of school age are out of school and {card} people have no health card, "
        "by the registry of {day}. Each has a line in the workbook, with the entitlements that "
        "would help.",
        school=school,
        card=card,
        day=day(found.date),
    )


def _shares(found: Findings, table: pl.DataFrame) -> Figure:
    rows = [
        charts.Interval(
            label_of(row, "lack_label"),
            row["share_low"],
            row["share"],
            row["share_high"],
            say("{share} ({n})", "{share} ({n})", share=share(row["share"]), n=row["lacking"]),
        )
        for row in table.sort("share", descending=True).iter_rows(named=True)
    ]
    most = table.sort("share", descending=True).row(0, named=True)
    top = min(1.0, 1.1 * max(row.high for row in rows))
    return Figure(
        "services",
        say(
            "Thiếu nhiều nhất: {what} ({share})",
            "Lacking most: {what} ({share})",
            what=lowered(label_of(most, "lack_label")),
            share=share(most["share"]),
        ),
        say(
            "Tỷ lệ người (hộ) thiếu trong số đã rõ, ngày {day}; vạch là khoảng tin cậy 95 % "
            "(Wilson), trong ngoặc là số người (hộ).",
            "Share of people (households) that lack it, of those known, on {day}; the line is the "
            "95 % interval (Wilson), their number in brackets.",
            day=day(found.date),
        ),
        Text(
            "Biểu đồ chấm có khoảng tin cậy, mỗi dòng một điều còn thiếu.",
            "Dot plot with intervals, a row for each thing that is lacking.",
        ),
        lambda view: charts.intervals(rows, view, top=top),
        _table(
            say("Dịch vụ cơ bản, ngày {day}", "Basic services, on {day}", day=day(found.date)),
            table,
            ("service_label", "lack_label"),
            (Text("Dịch vụ", "Service"), Text("Thiếu", "Lacking")),
        ),
    )


def _groups(found: Findings) -> tuple[Block, ...]:
    wanted = pl.col("dimension").is_in(list(DIMENSIONS)) & (pl.col("known") >= FEW)
    table = found.table("services").filter(wanted & (pl.col("group") != "unknown"))
    if table.is_empty():
        return ()
    caption = say(
        "Theo nhóm, ngày {day}; nhóm dưới {few} không ghi",
        "By group, on {day}; groups of fewer than {few} are left out",
        day=day(found.date),
        few=FEW,
    )
    headings = (Text("Thiếu", "Lacking"), Text("Nhóm", "Group"))
    return (_table(caption, table.sort("lack", maintain_order=True), _OF_GROUP, headings),)


def _places(found: Findings) -> tuple[Block, ...]:
    """Communes whose share is surely above the province's: the interval lies above it."""
    whole = found.table("services", "all").select("lack", whole="share")
    table = found.table("services", "commune").join(whole, on="lack")
    table = table.filter(pl.col("share_low") > pl.col("whole")).sort(
        "share_low", "group", descending=[True, False]
    )
    worst = table.group_by("lack", maintain_order=True).head(_PLACES)
    if worst.is_empty():
        return ()
    caption = say(
        "Xã, phường thiếu rõ hơn cả tỉnh, ngày {day}: tối đa {n} nơi mỗi điều",
        "Communes that clearly lack more than the whole, on {day}: at most {n} for each",
        day=day(found.date),
        n=_PLACES,
    )
    headings = (Text("Thiếu", "Lacking"), Text("Xã, phường", "Commune"))
    return (_table(caption, worst, _OF_GROUP, headings),)


_OF_GROUP = ("lack_label", "label")


def _table(
    caption: Text, table: pl.DataFrame, labels: tuple[str, str], headings: tuple[Text, Text]
) -> Table:
    figures = (
        Text("Số thiếu", "Lacking"),
        Text("Trong số", "Of"),
        Text("Tỷ lệ (95 %)", "Share (95 %)"),
        Text("Có quyền lợi giúp", "Entitled to help"),
    )
    return Table(
        caption,
        (*(Column(text, is_figure=False) for text in headings), *map(Column, figures)),
        tuple(
            (
                *(label_of(row, name) for name in labels),
                count(row["lacking"]),
                count(row["known"]),
                with_interval(row["share"], row["share_low"], row["share_high"]),
                count(row["mended"]),
            )
            for row in table.iter_rows(named=True)
        ),
        is_folded=True,
    )
