"""Indicators as a file: a workbook, a flat table, or one document for machines."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.errors import DataError
from ansinh.insight.columns import Column, ListKind
from ansinh.insight.excel import write_sheets
from ansinh.insight.indicators.build import NOTES, Indicators
from ansinh.insight.indicators.definitions import definitions, themes
from ansinh.insight.indicators.words import CAUTION, VERDICTS
from ansinh.insight.outlook import SCENARIOS, rates
from ansinh.insight.words import day

FORMAT, VERSION = "ansinh-indicators", 1
_GREEN, _GREY, _BLUE = "#1E4D3A", "#5A5A5A", "#274C77"
_GROUPS = {
    "all": "Chung",
    "commune": "Xã, phường",
    "area_kind": "Loại địa bàn",
    "area_class": "Khu vực",
    "ethnicity": "Dân tộc",
    "sex": "Giới tính",
}
_SCOPES = {
    "national": "Cả nước",
    "bacgiang": "Bắc Giang",
    "bacninh_old": "Bắc Ninh (cũ)",
    "bacninh_new": "Bắc Ninh",
}
_SURE = {"high": "cao", "medium": "trung bình", "low": "thấp"}
_FIGURE = (
    Column("value", "decimal", "Giá trị", 12),
    Column("low", "decimal", "Từ (95 %)", 10),
    Column("high", "decimal", "Đến (95 %)", 10),
    Column("part", "money", "Tử số", 14),
    Column("whole", "money", "Mẫu số", 14),
    Column("unknown", "money", "Chưa rõ", 10),
    Column("said", "text", "Ghi chú", 30),
)
_TARGET = (
    Column("target", "text", "Mã mục tiêu", 10),
    Column("whose", "text", "Của", 14),
    Column("year", "count", "Năm", 8),
    Column("wanted", "decimal", "Mục tiêu", 12),
    Column("gap", "decimal", "Chênh lệch", 11),
    Column("told", "text", "Kết quả", 20),
    Column("sure", "text", "Độ tin cậy của mục tiêu", 14),
)
_NAME = (
    Column("theme", "text", "Lĩnh vực", 24),
    Column("name", "text", "Chỉ tiêu", 52, wrap=True),
    Column("unit", "text", "Đơn vị", 20),
)
_WHOLE = ListKind(
    "whole",
    "Chỉ tiêu",
    "Toàn địa bàn, so với mục tiêu",
    _GREEN,
    (*_NAME, *_FIGURE, *_TARGET),
)
_BY_GROUP = ListKind(
    "by_group",
    "Theo địa bàn và nhóm",
    "Xã, loại địa bàn, khu vực, dân tộc, giới tính",
    _GREEN,
    (
        *_NAME[1:],
        Column("dimension", "text", "Theo", 14),
        Column("label", "text", "Nhóm", 26),
        *_FIGURE,
        *_TARGET,
    ),
)
_MISSING = ListKind(
    "missing",
    "Chưa tính được",
    "Mục tiêu mà sổ đăng ký chưa trả lời được",
    _GREY,
    (
        Column("code", "text", "Mã", 8),
        Column("name", "text", "Mục tiêu", 60, wrap=True),
        Column("needs", "text", "Cần thêm dữ liệu", 70, wrap=True),
    ),
)
_OUTLOOK = ListKind(
    "outlook",
    "Dự báo dân số",
    CAUTION[0],
    _BLUE,
    (
        Column("scenario", "text", "Phương án", 30),
        Column("year", "count", "Năm", 8),
        *(
            Column(name, "money", heading, 12)
            for name, heading in (
                ("people", "Dân số"),
                ("male", "Nam"),
                ("female", "Nữ"),
                ("children", "0–14 tuổi"),
                ("working", "15–64 tuổi"),
                ("from_60", "Từ 60 tuổi"),
                ("from_65", "Từ 65 tuổi"),
                ("fertile_women", "Phụ nữ 15–49"),
                ("births", "Sinh trong năm"),
                ("deaths", "Chết trong năm"),
            )
        ),
        Column("total_fertility", "decimal", "Tổng tỷ suất sinh", 12),
        Column("boys_to_girls", "decimal", "Trai/gái khi sinh", 12),
        Column("dependency", "decimal", "Tỷ số phụ thuộc", 12),
        Column("is_golden", "flag", "Cơ cấu vàng", 10),
        Column("is_ageing", "flag", "Già hóa", 10),
    ),
)
_BOYS = ListKind(
    "boys",
    "Giới tính khi sinh",
    "Nơi trẻ trai sinh ra nhiều hơn mức ngẫu nhiên, gộp 36 tháng, so với 105 trai/100 gái",
    _BLUE,
    (
        Column("dimension", "text", "Theo", 14),
        Column("label", "text", "Nhóm", 26),
        Column("boys", "money", "Bé trai", 10),
        Column("girls", "money", "Bé gái", 10),
        Column("ratio", "decimal", "Tỷ số", 10),
        Column("low", "decimal", "Từ (95 %)", 10),
        Column("high", "decimal", "Đến (95 %)", 10),
        Column("p", "decimal", "Xác suất ngẫu nhiên (p)", 14),
        Column("q", "decimal", "Tỷ lệ báo nhầm (q)", 14),
    ),
)
_AGES = ListKind(
    "ages",
    "Dân số theo tuổi",
    "Nam, nữ theo từng tuổi; dòng cuối gồm cả tuổi cao hơn",
    _BLUE,
    (
        Column("age", "count", "Tuổi", 8),
        Column("male", "money", "Nam", 12),
        Column("female", "money", "Nữ", 12),
    ),
)
_FERTILITY = ListKind(
    "fertility",
    "Mức sinh theo tuổi",
    "Gộp 36 tháng; nhóm 5 tuổi, rồi từng tuổi",
    _BLUE,
    (
        Column("width", "count", "Độ rộng nhóm", 12),
        Column("age", "count", "Từ tuổi", 10),
        Column("births", "decimal", "Trẻ sinh", 12),
        Column("women_years", "decimal", "Số năm-phụ nữ", 14),
        Column("rate", "decimal", "Trẻ/1.000 phụ nữ/năm", 14),
        Column("low", "decimal", "Từ (95 %)", 10),
        Column("high", "decimal", "Đến (95 %)", 10),
    ),
)
_MEANING = ListKind(
    "meaning",
    "Định nghĩa",
    "Cách tính, căn cứ, điều chưa kiểm chứng",
    _GREY,
    (
        Column("name", "text", "Chỉ tiêu", 44, wrap=True),
        Column("meaning", "text", "Định nghĩa", 70, wrap=True),
        Column("unit", "text", "Đơn vị", 20),
        Column("basis", "text", "Căn cứ", 44, wrap=True),
        Column("unverified", "text", "Chưa kiểm chứng", 40, wrap=True),
    ),
)


def write_indicators(found: Indicators, path: Path) -> None:
    """Write to a file; its ending says how: ``.xlsx``, ``.csv`` or ``.json``.

    Raises:
        DataError: another ending.
    """
    kind = path.suffix.lower()
    if kind not in _WRITERS:
        raise DataError(f"--out: {path.name}: expected a name that ends in {', '.join(_WRITERS)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    _WRITERS[kind](found, path)


def _as_workbook(found: Indicators, path: Path) -> None:
    whole = _named(found.whole)
    kinds = pl.col("dimension").replace_strict(_GROUPS)
    groups = _named(found.figures.filter(pl.col("dimension") != "all")).with_columns(kinds)
    boys = found.boys.with_columns(kinds)
    missing = {
        "code": [each.target.code for each in found.unanswered],
        "name": [each.target.vi for each in found.unanswered],
        "needs": [each.needs for each in found.unanswered],
    }
    people = pl.col("people", "male", "female", "children", "working")
    ahead = found.outlook.with_columns(
        pl.col("scenario").replace_strict({name: vi for name, (vi, _) in SCENARIOS.items()}),
        people.round(),
        pl.col("from_60", "from_65", "fertile_women", "births", "deaths").round(),
    )
    meanings = [
        (known.vi, known.meaning, known.unit, known.basis, known.unverified)
        for known in definitions().values()
    ]
    columns = [column.name for column in _MEANING.columns]
    sheets: list[tuple[ListKind, Mapping[str, list[Any]]]] = [
        (_WHOLE, whole.to_dict(as_series=False)),
        (_BY_GROUP, groups.to_dict(as_series=False)),
        (_MISSING, missing),
        (_BOYS, boys.to_dict(as_series=False)),
        (_AGES, found.ages.to_dict(as_series=False)),
        (_FERTILITY, found.fertility.to_dict(as_series=False)),
        (_OUTLOOK, ahead.to_dict(as_series=False)),
        (_MEANING, dict(zip(columns, map(list, zip(*meanings, strict=True)), strict=True))),
    ]
    write_sheets(path, f"Ngày xét {day(found.day)}. {CAUTION[0]}", sheets)


def _named(figures: pl.DataFrame) -> pl.DataFrame:
    """Figures with the words of their indicator, note and verdict."""
    known, theme = definitions(), themes()
    words = pl.DataFrame(
        [(d.name, theme[d.theme][0], d.vi, d.unit) for d in known.values()],
        schema=dict.fromkeys(("indicator", "theme", "name", "unit"), pl.String),
        orient="row",
    )
    notes = {"": "", **{code: vi for code, (vi, _) in NOTES.items()}}
    return figures.join(words, on="indicator", maintain_order="left").with_columns(
        said=pl.col("note").replace_strict(notes),
        whose=pl.col("scope").replace(_SCOPES),
        sure=pl.col("confidence").replace(_SURE),
        told=pl.col("verdict").replace_strict({code: vi for code, (vi, _) in VERDICTS.items()}),
    )


def _as_table(found: Indicators, path: Path) -> None:
    _named(found.figures).drop("said", "told", "whose", "sure").write_csv(path)


def _as_document(found: Indicators, path: Path) -> None:
    figures = found.figures.drop("indicator").to_dicts()
    by_name: dict[str, list[dict[str, Any]]] = {}
    for name, row in zip(found.figures["indicator"], figures, strict=True):
        by_name.setdefault(name, []).append(row)
    content = {
        "format": FORMAT,
        "version": VERSION,
        "date": found.day.isoformat(),
        "registry_date": found.registry.isoformat(),
        "area": found.area,
        "people": found.people,
        "households": found.homes,
        "indicators": [
            {**vars(known), "figures": by_name.get(name, [])}
            for name, known in definitions().items()
        ],
        "unanswered": [
            {"target": each.target.code, "vi": each.target.vi, "en": each.target.en}
            | {"needs": each.needs, "needs_en": each.needs_en}
            for each in found.unanswered
        ],
        "excess_of_boys": found.boys.to_dicts(),
        "ages": found.ages.to_dicts(),
        "fertility": found.fertility.to_dicts(),
        "outlook": {
            "source": rates().source,
            "caution": CAUTION[0],
            "caution_en": CAUTION[1],
            "left_out": found.unknown_age,
            "rows": found.outlook.to_dicts(),
        },
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


_WRITERS: Mapping[str, Callable[[Indicators, Path], None]] = {
    ".xlsx": _as_workbook,
    ".csv": _as_table,
    ".json": _as_document,
}
