"""Facts about people that cannot be, for an officer to put right.

``ansinh people check`` looks at a snapshot as a file: ids, types, order, limits. This list looks at
people: a mother younger than her child, two wives of one man, a pension since before birth. What
both find (:mod:`ansinh.people.spans`, :func:`ansinh.people.citizens.contradictions`) is worked out
in one place.

A fact that is not known makes nothing impossible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from ansinh.engine.book import LawBook
from ansinh.insight.scene import Benefits, Scene, scenes
from ansinh.insight.store import Writer
from ansinh.people.citizens import contradictions
from ansinh.people.snapshot import Snapshot
from ansinh.people.spans import overlapped

#: Told what is being done, how far it is, and how far it goes.
Progress = Callable[[str, int, int], None]

#: Limits of what is believed, ours; the law sets none of them.
YOUNGEST_PARENT = 12
YOUNGEST_SPOUSE = 15
YOUNGEST_PENSIONER = 40
#: Days after its father's death on which a child can still be born: 300 (Luật Hôn nhân và gia đình
#: 52/2014/QH13, Điều 88; from memory).
AFTER_FATHER = 300

SCHEMA: dict[str, Any] = {
    "kind": pl.String,
    "entity": pl.String,
    "id": pl.Int64,
    "other_id": pl.Int64,
    "commune_code": pl.String,
    "commune": pl.String,
    "full_name": pl.String,
    "what": pl.String,
    "what_en": pl.String,
}


@dataclass(frozen=True)
class Kind:
    """One thing that cannot be.

    Attributes:
        find: The cases of a chunk: ``id``, and the columns that the sentences name in braces.
        vi, en: The sentence.
    """

    code: str
    vi: str
    en: str
    find: Callable[[Scene], pl.DataFrame]
    entity: str = "Person"


def find_impossible(
    snapshot: Snapshot,
    on: date,
    *,
    benefits: Benefits | None = None,
    progress: Progress | None = None,
) -> Iterator[pl.DataFrame]:
    """What cannot be, a chunk of the registry at a time; columns :data:`SCHEMA`.

    Args:
        on: The day on which people are as old as they are.
        benefits: Code → what the law says of the benefit; the national law unless given.
        progress: Called as the work goes on.
    """
    benefits = _national() if benefits is None else benefits
    for done, scene in enumerate(scenes(snapshot, on, benefits), start=1):
        yield pl.concat([_told(kind, scene) for kind in KINDS])
        if progress is not None:
            progress("impossible", done, snapshot.info.groups)


def impossible_to(
    folder: Path,
    snapshot: Snapshot,
    on: date,
    progress: Progress | None = None,
    *,
    benefits: Benefits | None = None,
) -> dict[str, int]:
    """Write ``impossible.parquet`` into a folder of results.

    Returns:
        Kind → how many cases.
    """
    counted: Counter[str] = Counter()
    writer = Writer(folder / "impossible.parquet", SCHEMA)
    try:
        for cases in find_impossible(snapshot, on, benefits=benefits, progress=progress):
            writer.write(cases)
            counted.update(cases["kind"].to_list())
    finally:
        writer.close()
    return {kind.code: counted[kind.code] for kind in KINDS if counted[kind.code]}


def benefits_of(book: LawBook) -> Benefits:
    """Code → what a law says of each of its benefits."""
    return {code: rule.benefit for code, rule in book.benefits.items() if rule.benefit is not None}


def _national() -> Benefits:
    from ansinh.law.book import national_law

    return benefits_of(national_law())


def _told(kind: Kind, scene: Scene) -> pl.DataFrame:
    """The cases of one kind as lines."""
    cases = kind.find(scene).sort("id", maintain_order=True)
    if "other_id" not in cases.columns:
        cases = cases.with_columns(other_id=pl.lit(None, pl.Int64))
    said = cases.select(
        "id", "other_id", what=_sentence(kind.vi, cases), what_en=_sentence(kind.en, cases)
    )
    labels = scene.labels[kind.entity]
    return (
        said.join(labels, on="id", maintain_order="left")
        .with_columns(kind=pl.lit(kind.code), entity=pl.lit(kind.entity))
        .select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())
    )


def _sentence(template: str, cases: pl.DataFrame) -> pl.Expr:
    """The template with its ``{columns}`` filled in; dates as people write them."""
    pieces = template.replace("}", "{").split("{")
    names = pieces[1::2]
    columns = [
        pl.col(name).dt.strftime("%d/%m/%Y")
        if cases.schema[name] == pl.Date
        else pl.col(name).cast(pl.String).fill_null("?")
        for name in names
    ]
    texts = [pl.lit(text) for text in pieces[::2]]
    parts = [part for pair in zip(texts, [*columns, pl.lit("")], strict=True) for part in pair]
    return pl.concat_str(parts)


# --- kin ------------------------------------------------------------------------------------------


def _born_before_parent(scene: Scene) -> pl.DataFrame:
    return _children(scene).filter(pl.col("birth") <= pl.col("other_birth"))


def _parent_too_young(scene: Scene) -> pl.DataFrame:
    old_enough = pl.col("other_birth").dt.offset_by(f"{YOUNGEST_PARENT}y")
    children = _children(scene).filter(pl.col("birth") > pl.col("other_birth"))
    return children.filter(pl.col("birth") < old_enough)


def _parent_of_wrong_sex(scene: Scene) -> pl.DataFrame:
    return _children(scene).filter(pl.col("other_sex") != pl.col("parent_sex"))


def _born_after_parent_died(scene: Scene) -> pl.DataFrame:
    last = pl.col("other_death").dt.offset_by(
        pl.when(pl.col("parent_sex") == "male")
        .then(pl.lit(f"{AFTER_FATHER}d"))
        .otherwise(pl.lit("0d"))
    )
    return _children(scene).filter(pl.col("birth") > last)


def _births_too_close(scene: Scene) -> pl.DataFrame:
    return scene.of_own(scene.kin.close_births)


def _children(scene: Scene) -> pl.DataFrame:
    """Own people beside their mother, and beside their father."""
    said = {"mother": ("mẹ", "mother", "female"), "father": ("cha", "father", "male")}
    return pl.concat(
        scene.beside(link).with_columns(
            parent=pl.lit(vi), parent_en=pl.lit(en), parent_sex=pl.lit(sex)
        )
        for link, (vi, en, sex) in said.items()
    )


def _two_spouses(scene: Scene) -> pl.DataFrame:
    return scene.of_own(scene.kin.shared_spouses).filter(pl.col("death").is_null())


def _spouse_not_mutual(scene: Scene) -> pl.DataFrame:
    shared = scene.kin.shared_spouses["id"].implode()
    return _couples(scene).filter(
        pl.col("other_spouse").is_null() | (pl.col("other_spouse") != pl.col("id")),
        ~pl.col("other_id").is_in(shared),
    )


def _spouse_too_young(scene: Scene) -> pl.DataFrame:
    return _couples(scene).filter(pl.col("age") < YOUNGEST_SPOUSE)


def _couples(scene: Scene) -> pl.DataFrame:
    """Own people beside the spouse they name, both alive."""
    return scene.beside("spouse").filter(pl.col("death").is_null(), pl.col("other_death").is_null())


# --- one life -------------------------------------------------------------------------------------


def _death_before_birth(scene: Scene) -> pl.DataFrame:
    return scene.own.filter(pl.col("death") < pl.col("birth"))


def _pension_too_young(scene: Scene) -> pl.DataFrame:
    return scene.own.filter(
        pl.col("pension") > 0, pl.col("age") < YOUNGEST_PENSIONER, pl.col("death").is_null()
    )


def _number_other_year(scene: Scene) -> pl.DataFrame:
    return _numbered(scene).filter("wrong_year")


def _number_other_sex(scene: Scene) -> pl.DataFrame:
    return _numbered(scene).filter("wrong_digit", ~pl.col("wrong_year"))


def _numbered(scene: Scene) -> pl.DataFrame:
    """Own people with a well-formed number, birth and sex, and what the number says of these."""
    people = scene.own.filter(
        pl.col("number").str.contains("^[0-9]{12}$"),
        pl.col("birth").is_not_null(),
        pl.col("sex").is_not_null(),
    ).with_columns(digits=pl.col("number").cast(pl.Int64))
    wrong_digit, wrong_year = contradictions(
        people["digits"].to_numpy(),
        people["birth"].dt.year().to_numpy(),
        (people["sex"] == "male").to_numpy(),
    )
    return people.with_columns(
        wrong_digit=pl.Series(wrong_digit),
        wrong_year=pl.Series(wrong_year),
        said_year=pl.col("number").str.slice(4, 2),
        digit=pl.col("number").str.slice(3, 1),
        sex_vi=pl.col("sex").replace_strict({"male": "nam", "female": "nữ"}, default="?"),
    )


# --- papers and payments --------------------------------------------------------------------------


def _certified_before_birth(scene: Scene) -> pl.DataFrame:
    return scene.disabilities.filter(pl.col("certified_on") < pl.col("birth"))


def _certified_after_death(scene: Scene) -> pl.DataFrame:
    return scene.disabilities.filter(pl.col("certified_on") > pl.col("death"))


def _receipt_before_birth(scene: Scene) -> pl.DataFrame:
    """A month's payment counts from its first day: the month of birth is none too early."""
    return scene.receipts.filter(pl.col("since") < pl.col("birth").dt.month_start())


def _receipt_after_death(scene: Scene) -> pl.DataFrame:
    return scene.receipts.filter("ongoing", pl.col("since") > pl.col("death"))


def _receipt_twice(scene: Scene) -> pl.DataFrame:
    return _overlaps(scene.receipts.filter("ongoing"), "id", "benefit", "paying")


def _household_receipt_twice(scene: Scene) -> pl.DataFrame:
    rolls = scene.household_receipts.filter("ongoing")
    return _overlaps(rolls, "id", "benefit", "paying")


def _recognised_twice(scene: Scene) -> pl.DataFrame:
    return _overlaps(scene.recognitions, "id")


def _overlaps(spans: pl.DataFrame, *whose: str) -> pl.DataFrame:
    """Spans that begin while an earlier one of the same owner runs, with its first day."""
    owner = spans.select(pl.struct(*whose).rank("dense").cast(pl.Int64)).to_series()
    before = overlapped(owner.to_numpy(), spans["since"].to_numpy(), spans["until"].to_numpy())
    found = spans.with_columns(before=pl.Series(before)).filter(pl.col("before") >= 0)
    return found.with_columns(earlier=spans["since"].gather(found["before"]))


_TWICE_VI = (
    "Hưởng «{what}» từ {since} ở nơi chi {paying}, trong khi dòng từ {earlier} cùng nơi chưa hết"
)
_TWICE_EN = (
    "Receives “{what_en}” since {since} from {paying}, the row since {earlier} still running"
)

KINDS = (
    Kind(
        "born_before_parent",
        "Sinh {birth}, không sau {parent} là {other_name} (sinh {other_birth})",
        "Born {birth}, not after the {parent_en}, {other_name} (born {other_birth})",
        _born_before_parent,
    ),
    Kind(
        "parent_too_young",
        f"Sinh {{birth}}, khi {{parent}} là {{other_name}} (sinh {{other_birth}}) "
        f"chưa đủ {YOUNGEST_PARENT} tuổi",
        f"Born {{birth}}, when the {{parent_en}}, {{other_name}} (born {{other_birth}}), was under "
        f"{YOUNGEST_PARENT}",
        _parent_too_young,
    ),
    Kind(
        "parent_of_wrong_sex",
        "Ghi {parent} là {other_name}, người có giới tính khác",
        "The {parent_en} is {other_name}, who is of the other sex",
        _parent_of_wrong_sex,
    ),
    Kind(
        "born_after_parent_died",
        "Sinh {birth}, sau khi {parent} là {other_name} đã mất ({other_death})",
        "Born {birth}, after the {parent_en}, {other_name}, had died ({other_death})",
        _born_after_parent_died,
    ),
    Kind(
        "births_too_close",
        "Sinh {birth}, cách anh chị em cùng mẹ (mã {other_id}, sinh {other_birth}) {apart} ngày",
        "Born {birth}, {apart} days from a child of the same mother (id {other_id}, born "
        "{other_birth})",
        _births_too_close,
    ),
    Kind(
        "two_spouses",
        "{namers} người còn sống cùng ghi là vợ hoặc chồng: mã {named_by}",
        "{namers} living people name this one as their spouse: ids {named_by}",
        _two_spouses,
    ),
    Kind(
        "spouse_not_mutual",
        "Ghi vợ hoặc chồng là {other_name}, nhưng bên kia không ghi lại",
        "Names {other_name} as spouse, who does not name this person",
        _spouse_not_mutual,
    ),
    Kind(
        "spouse_too_young",
        f"Ghi có vợ hoặc chồng là {{other_name}} khi mới {{age}} tuổi (dưới {YOUNGEST_SPOUSE})",
        f"Has a spouse, {{other_name}}, at the age of {{age}} (under {YOUNGEST_SPOUSE})",
        _spouse_too_young,
    ),
    Kind(
        "death_before_birth",
        "Mất {death}, trước khi sinh {birth}",
        "Died {death}, before being born {birth}",
        _death_before_birth,
    ),
    Kind(
        "pension_too_young",
        f"Hưởng lương hưu {{pension}} đ khi mới {{age}} tuổi (dưới {YOUNGEST_PENSIONER})",
        f"Draws a pension of {{pension}} đ at the age of {{age}} (under {YOUNGEST_PENSIONER})",
        _pension_too_young,
    ),
    Kind(
        "number_other_year",
        "Số định danh {number} là của người sinh năm ..{said_year}, sổ ghi sinh {birth}",
        "Identity number {number} is of a birth in ..{said_year}, the registry says {birth}",
        _number_other_year,
    ),
    Kind(
        "number_other_sex",
        "Số định danh {number} có chữ số thứ tư là {digit}, không hợp với người {sex_vi} sinh "
        "{birth}",
        "Identity number {number} has {digit} as its fourth digit, which does not fit a {sex} born "
        "{birth}",
        _number_other_sex,
    ),
    Kind(
        "certified_before_birth",
        "Giấy xác nhận khuyết tật cấp {certified_on}, trước khi sinh {birth}",
        "Disability certified {certified_on}, before the birth {birth}",
        _certified_before_birth,
    ),
    Kind(
        "certified_after_death",
        "Giấy xác nhận khuyết tật cấp {certified_on}, sau khi mất {death}",
        "Disability certified {certified_on}, after the death {death}",
        _certified_after_death,
    ),
    Kind(
        "receipt_before_birth",
        "Hưởng «{what}» từ {since}, trước khi sinh {birth}",
        "Receives “{what_en}” since {since}, before the birth {birth}",
        _receipt_before_birth,
    ),
    Kind(
        "receipt_after_death",
        "Bắt đầu hưởng «{what}» từ {since}, sau khi mất {death}",
        "Began to receive “{what_en}” on {since}, after the death {death}",
        _receipt_after_death,
    ),
    Kind(
        "receipt_twice",
        _TWICE_VI,
        _TWICE_EN,
        _receipt_twice,
    ),
    Kind(
        "household_receipt_twice",
        _TWICE_VI,
        _TWICE_EN,
        _household_receipt_twice,
        "Household",
    ),
    Kind(
        "recognised_twice",
        "Công nhận hộ nghèo, cận nghèo từ {since}, trong khi công nhận từ {earlier} chưa hết",
        "Recognised as poor or near-poor since {since}, while the one since {earlier} still runs",
        _recognised_twice,
        "Household",
    ),
)
