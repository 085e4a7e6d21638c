"""A results folder with made-up figures, in the form that a run writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from ansinh.insight.columns import LISTS, schema_of
from ansinh.insight.measures import wilson
from ansinh.insight.report.findings import SCHEMAS
from ansinh.people.units import communes

DAY = date(2026, 11, 24)
#: Code, names, how paid, unit, entitled in 10,000 people, đồng each.
BENEFITS = (
    ("t.pension", "Trợ cấp hưu trí xã hội", "Social pension", "monthly", "VND", 300, 540_000),
    ("t.disability", "Trợ cấp người khuyết tật nặng, đặc biệt nặng", "Severe disability allowance",
     "monthly", "VND", 150, 1_080_000),
    ("t.child", "Trợ cấp trẻ em không có nguồn nuôi dưỡng", "Child without support",
     "monthly", "VND", 20, 810_000),
    ("t.card", "Thẻ bảo hiểm y tế", "Health insurance card", "in kind", "card", 480, 0),
    ("t.funeral", "Hỗ trợ chi phí mai táng", "Funeral support", "once", "VND", 3, 10_800_000),
)  # fmt: skip
GROUPS: dict[str, tuple[tuple[str, str, str, float], ...]] = {
    "area_kind": (("rural", "Nông thôn", "Rural", 0.6), ("urban", "Thành thị", "Urban", 0.4)),
    "area_class": (
        ("region_iii", "Khu vực III", "Region III", 0.1),
        ("outside", "Ngoài vùng", "Outside", 0.5),
        ("unknown", "Chưa rõ", "Unknown", 0.4),
    ),
    "ethnicity": (
        ("kinh", "Kinh", "Kinh", 0.85),
        ("nung", "Nùng", "Nùng", 0.1),
        ("tay", "Tày", "Tày", 0.05),
    ),
    "sex": (("male", "Nam", "Male", 0.49), ("female", "Nữ", "Female", 0.51)),
    "age": (("0-15", "0–15 tuổi", "0–15", 0.3), ("16-59", "16–59 tuổi", "16–59", 0.55),
            ("60+", "Từ 60 tuổi", "60 and over", 0.15)),
    "district": (("219", "Huyện Lục Ngạn", "Huyện Lục Ngạn", 0.5),
                 ("213", "Thành phố Bắc Giang", "Thành phố Bắc Giang", 0.5)),
    "former_unit": (("07525", "Xã Cấm Sơn", "Xã Cấm Sơn", 0.5),
                    ("07531", "Xã Tân Sơn", "Xã Tân Sơn", 0.5)),
}  # fmt: skip


def write_results(
    folder: Path,
    codes: Sequence[str] | None = None,
    *,
    without: Sequence[str] = (),
    renamed: dict[str, str] | None = None,
) -> Path:
    """Write the folder.

    Args:
        codes: Communes; all 99 unless given.
        without: Tables left out.
        renamed: Code of a commune → another name.
    """
    units = [unit for unit in communes() if codes is None or unit.code in codes]
    names = {unit.code: (renamed or {}).get(unit.code, unit.name) for unit in units}
    maker = _Maker(names, {unit.code: unit.population for unit in units})
    (folder / "tables").mkdir(parents=True)
    for name, rows in maker.tables().items():
        if name not in without:
            frame = pl.DataFrame(rows, schema=dict(SCHEMAS[name]), orient="row")
            frame.write_parquet(folder / "tables" / f"{name}.parquet")
    for name, lines in maker.lists().items():
        lines.write_parquet(folder / f"{name}.parquet")
    (folder / "summary.json").write_text(json.dumps(maker.summary()), encoding="utf-8")
    return folder


class _Maker:
    def __init__(self, names: dict[str, str], people: dict[str, int]) -> None:
        self.names, self.people = names, people
        self.all = sum(people.values())
        self.random = np.random.default_rng(7)
        self.coverage = list(self._coverage())

    def tables(self) -> dict[str, list[Any]]:
        return {
            "coverage": self.coverage,
            "why": list(self._why()),
            "silent": list(self._silent()),
            "poverty": list(self._poverty()),
            "deprivation": list(self._deprivation()),
            "gaps": list(self._gaps()),
            "near": list(self._near()),
            "months": list(self._months()),
            "accuracy": [
                ("missed", "Bỏ sót", "Missed", 200, 210, 198, 1, 198 / 210, 198 / 200),
                ("old level", "Chi theo mức cũ", "Old level still paid", 50, 50, 50, 0, 1.0, 1.0),
            ],
        }

    def _groups(self) -> list[tuple[tuple[str, str, str, str], int]]:
        found = [(("all", "all", "Chung", "All"), self.all)]
        found += [(("commune", c, n, n), self.people[c]) for c, n in self.names.items()]
        for dimension, rows in GROUPS.items():
            found += [((dimension, c, vi, en), int(self.all * part)) for c, vi, en, part in rows]
        return found

    def _coverage(self) -> Any:
        for group, people in self._groups():
            for code, vi, en, paid, unit, per, amount in BENEFITS:
                entitled = people * per // 10_000
                covered = int(entitled * (0.99 - 0.12 * self.random.random()))
                low, high = (float(end) for end in wilson(covered, entitled))
                receiving, take_up = (
                    covered + entitled // 50,
                    covered / entitled if entitled else None,
                )
                yield (
                    *group, code, vi, en, "state budget", paid, unit, unit != "card", entitled,
                    receiving, covered, entitled - covered, receiving - covered, entitled // 40,
                    entitled // 30, entitled * amount, receiving * amount, take_up, low, high,
                )  # fmt: skip

    def _why(self) -> Any:
        for code, vi, en, *_, per, _amount in BENEFITS[:3]:
            size = self.all * per // 10_000 // 12
            yield code, vi, en, "on_request", "", "Chưa nộp đơn", "No application", size // 2
            yield (code, vi, en, "one_missing_paper", "citizen_number",
                   "Thiếu một giấy tờ: số định danh", "One missing paper: citizen number",
                   size // 3)  # fmt: skip
            yield (code, vi, en, "within_six_months", "age", "Còn dưới sáu tháng là đủ tuổi",
                   "Within six months of the age", size // 6)  # fmt: skip

    def _silent(self) -> Any:
        for number, (code, name) in enumerate(self.names.items()):
            quiet = number in (3, 7)
            expected = self.people[code] * 0.03
            yield (
                code, name, "t.pension", "Trợ cấp hưu trí xã hội", "Social pension", "claims",
                self.people[code], int(expected * (0.3 if quiet else 1.0)), expected,
                0.3 if quiet else 1.0, 0.0002 if quiet else 0.5, 0.01 if quiet else 0.6, quiet,
            )  # fmt: skip

    def _poverty(self) -> Any:
        for group, people in self._groups():
            before = 0.04 + 0.12 * self.random.random()
            stages = {"before": 1.0, "received": 0.9, "due": 0.88}
            stages |= {f"without:{b[0]}": 0.9 + n / 100 for n, b in enumerate(BENEFITS[:3])}
            for stage, part in stages.items():
                if stage.startswith("without") and group[0] != "all":
                    continue
                yield (
                    *group, stage, None, people, people // 8, before * part, before * part / 4,
                    before * part / 10, 0.36, 3_900_000.0, None,
                )  # fmt: skip

    def _deprivation(self) -> Any:
        whole = ("all", "all", "Chung", "All")
        for measure, value in (("H", 0.06), ("A", 0.42), ("M0", 0.0252)):
            yield *whole, measure, None, None, None, value
        for number, (code, vi, en) in enumerate(
            (
                ("job", "Việc làm", "Jobs"),
                ("water", "Nước sạch", "Clean water"),
                ("toilet", "Nhà tiêu", "Toilet"),
            )
        ):
            for measure, value in (("uncensored", 0.2), ("censored", 0.05), ("contribution", 0.3)):
                yield *whole, measure, code, vi, en, value / (number + 1)

    def _gaps(self) -> Any:
        for between, vi, en in (
            ("urban_rural", "Nông thôn – thành thị", "Rural – urban"),
            ("kinh_minority", "Dân tộc thiểu số – Kinh", "Minorities – Kinh"),
        ):
            for stage, value in (("before", 8.0), ("received", 7.0), ("due", 6.5)):
                yield between, vi, en, stage, value, value / 4, 0.7

    def _near(self) -> Any:
        for group, people in self._groups():
            for state, reason, vi, en in (
                ("may_fall_in", "pension_ends", "Trợ cấp sắp hết", "A benefit ends"),
                ("may_fall_in", "close", "Thu nhập sát chuẩn", "Income close to the line"),
                ("may_climb_out", "job", "Có người sắp đi làm", "Someone begins to work"),
            ):
                yield *group, state, reason, vi, en, people // 200, people // 60

    def _months(self) -> Any:
        for ahead in range(12):
            month = date(2026 + ahead // 12 + (ahead > 0), (10 + ahead + 1) % 12 + 1, 1)
            for code, vi, en, paid, _unit, per, amount in BENEFITS:
                entitled = self.all * per // 10_000 + ahead * self.all // 100_000
                yield month, code, vi, en, "state budget", paid, entitled, entitled * amount

    # --- lists and summary ------------------------------------------------------------------------

    def lists(self) -> dict[str, pl.DataFrame]:
        found = {name: self._lines(name) for name in LISTS}
        name = next(iter(self.names.values()))
        pair = {"commune": name, "other_commune": name, "probability": 0.99, "both_paid": True}
        odd = {"kind": "two_spouses", "commune": name, "what": "Có hai vợ", "what_en": "Two wives"}
        return found | {"duplicates": pl.DataFrame([pair]), "impossible": pl.DataFrame([odd])}

    def _lines(self, name: str) -> pl.DataFrame:
        rows = [
            {
                "commune_code": code, "commune": commune, "village": f"Thôn {number % 5 + 1}",
                "benefit": BENEFITS[number % 3][0], "due": 540_000, "received": 500_000,
                "difference": 40_000, "month": date(2027, 1 + number % 12, 1), "change": "bắt đầu",
            }
            for number, (code, commune) in enumerate(list(self.names.items()) * 5)
        ]  # fmt: skip
        schema = schema_of(name)
        frame = pl.DataFrame(rows)
        lacking = [
            pl.lit(None, kind).alias(n) for n, kind in schema.items() if n not in frame.columns
        ]
        return frame.with_columns(lacking).select(pl.col(n).cast(k) for n, k in schema.items())

    def summary(self) -> dict[str, Any]:
        count = 5 * len(self.names)
        whole = [row for row in self.coverage if row[0] == "all"]
        entitled, covered = (sum(row[place] for row in whole) for place in (11, 13))
        due, received = (sum(r[p] for r in whole if r[8] == "monthly") for p in (18, 19))
        sums = {
            "month": {"due": due, "received": received, "gap": due - received},
            "year": {"due": 12 * due, "received": 12 * received, "gap": 12 * (due - received)},
        }
        return {
            "format": "ansinh-results", "version": 1, "snapshot": "registry",
            "snapshot_date": DAY.isoformat(), "date": DAY.isoformat(), "known": DAY.isoformat(),
            "months_ahead": 12, "months_back": 60, "laid_over": [], "people": self.all,
            "households": self.all // 4, "lists": dict.fromkeys(LISTS, count),
            "cost": {**sums, "by_payer": {"state budget": sums}},
            "coverage": {"entitled": entitled, "covered": covered, "share": covered / entitled},
            "benefits": [
                {"code": b[0], "name": b[1], "paid": b[3], "unit": b[4], "counted": b[4] != "card",
                 "payer": "state budget", "on_request": n == 0, "missed": 10}
                for n, b in enumerate(BENEFITS)
            ],
            "needs": [{"needs": "x", "needs_name": "Thu nhập", "lines": 12, "waiting": 30}],
            "communes": [
                {"commune_code": code, "commune": name, "people": self.people[code],
                 "households": self.people[code] // 4, **dict.fromkeys(LISTS, 5)}
                for code, name in self.names.items()
            ],
            "forecast": [
                {"month": "2026-12-01", "due": due, "entitled": entitled},
                {"month": "2027-11-01", "due": due + 10**9, "entitled": entitled},
            ],
            "poverty": {
                "line": {"urban": 2_800_000, "rural": 2_200_000}, "article": "351/2025/NĐ-CP",
            },
            "set_aside": {}, "unknown_receipt_codes": {}, "timing": {},
        }  # fmt: skip
