"""The groups that figures are told for: places, kinds of area, ethnic groups, sex and age."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from ansinh.engine.values import Choice
from ansinh.law.facts.choices import AreaClass, AreaKind, Ethnicity, Sex

ALL, UNKNOWN = "all", "unknown"
#: Lowland or mountain, for the gaps; no dimension of its own in the tables.
TERRAIN = "terrain"
#: Dimension → column that holds the group; a frame without the column has no such groups.
DIMENSIONS: Mapping[str, str] = {
    ALL: ALL,
    "commune": "commune_code",
    "former_unit": "former_code",
    "district": "district",
    "area_kind": "area_kind",
    "area_class": "area_class",
    "ethnicity": "ethnicity",
    "sex": "sex",
    "age": "age",
}
#: What a household is grouped by, and what each of its members is.
PERSON_DIMENSIONS: Mapping[str, str] = {name: DIMENSIONS[name] for name in ("sex", "age")}
HOME_DIMENSIONS: Mapping[str, str] = {
    name: column
    for name, column in {**DIMENSIONS, TERRAIN: TERRAIN}.items()
    if name not in PERSON_DIMENSIONS
}
COMMON = ["dimension", "group", "label", "label_en"]
#: First age of each group: 3, 6 and 16 end childhood's benefits, 60, 75 and 80 begin those of age.
AGES = (0, 3, 6, 16, 25, 60, 75, 80)
_CHOICES: Mapping[str, type[Choice]] = {
    "area_kind": AreaKind,
    "area_class": AreaClass,
    "ethnicity": Ethnicity,
    "sex": Sex,
}


def by_group(
    frame: pl.DataFrame,
    keys: Sequence[str],
    sums: Sequence[pl.Expr],
    dimensions: Mapping[str, str] = DIMENSIONS,
) -> pl.DataFrame:
    """Sums by ``dimension``, ``group`` and ``keys``, one dimension under the other.

    Rows are added up once to cells of everything they are grouped by, and cells to groups.
    """
    columns = {name: column for name, column in dimensions.items() if column in frame.columns}
    cells = frame.group_by(*columns.values(), *keys).agg(sums)
    values = pl.col([name for name in cells.columns if name not in (*columns.values(), *keys)])
    parts = []
    for name in dimensions:
        if name == ALL:
            group = pl.lit(ALL)
        elif name in columns:
            group = pl.col(columns[name]).cast(pl.String).fill_null(UNKNOWN)
        else:
            continue
        grouped = cells.with_columns(_group=group).group_by("_group", *keys).agg(values.sum())
        parts.append(grouped.rename({"_group": "group"}).with_columns(dimension=pl.lit(name)))
    return pl.concat(parts)


def heads(homes: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Rows of households cut by the sex and age of the living: ``people`` counts those of a row."""
    shared = [name for name in homes.columns if name not in HOME_DIMENSIONS.values()]
    alive = people.filter("is_alive").group_by("household_row", "sex", "age").agg(people=pl.len())
    return homes.select(shared).drop("people").join(alive, on="household_row")


def age_group(age: pl.Expr) -> pl.Expr:
    """Code of the age group: ``16-24``, ``80+``."""
    group = pl.lit(None, pl.String)
    for least, (code, _, _) in zip(AGES, _ages(), strict=True):
        group = pl.when(age >= least).then(pl.lit(code)).otherwise(group)
    return group


def age_on(day: tuple[int, int, int], born: str = "birth_date") -> pl.Expr:
    """Complete years on a day (year, month, day)."""
    year, month, number = day
    date = pl.col(born).dt
    later = (date.month() > month) | ((date.month() == month) & (date.day() > number))
    return year - date.year() - later.cast(pl.Int32)


def _ages() -> list[tuple[str, str, str]]:
    """Code, Vietnamese and English label of each age group."""
    spans = zip(AGES, [next_age - 1 for next_age in AGES[1:]], strict=False)
    found = [(f"{a}-{b}", f"{a}–{b} tuổi", f"{a}–{b}") for a, b in spans]
    last = AGES[-1]
    return [*found, (f"{last}+", f"Từ {last} tuổi", f"{last} and over")]


class Labels:
    """Names of groups; places are learned as chunks go by."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], str] = {}

    def learn(self, homes: pl.DataFrame) -> None:
        """Note the names of communes, former units and districts."""
        for dimension, code, name in (
            ("commune", "commune_code", "commune"),
            ("former_unit", "former_code", "former_unit"),
            ("district", "district", "district"),
        ):
            rows = homes.select(code=code, name=name).unique().drop_nulls()
            self._places |= {(dimension, c): n for c, n in rows.iter_rows()}

    def told(self) -> list[list[str]]:
        """Dimension, code and name of each place, as JSON holds them; :meth:`take` learns them."""
        return [[*place, name] for place, name in self._places.items()]

    def take(self, told: Iterable[Sequence[str]]) -> None:
        """Learn what a part told."""
        self._places |= {(dimension, code): name for dimension, code, name in told}

    def frame(self) -> pl.DataFrame:
        """``dimension``, ``group``, ``label``, ``label_en``, in the order they are told in."""
        rows = [(ALL, ALL, "Chung", "All")]
        rows += [(d, code, name, name) for (d, code), name in sorted(self._places.items())]
        for dimension, choice in _CHOICES.items():
            rows += [(dimension, value.code, value.vi, value.en) for value in choice]
        rows += [("age", *age) for age in _ages()]
        rows += [(name, UNKNOWN, "Chưa rõ", "Unknown") for name in DIMENSIONS if name != ALL]
        order = {name: place for place, name in enumerate(DIMENSIONS)}
        rows.sort(key=lambda row: order[row[0]])
        return pl.DataFrame(rows, schema=dict.fromkeys(COMMON, pl.String), orient="row")

    def put_on(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Add labels to a frame with ``dimension`` and ``group``, in order."""
        known = self.frame().with_row_index("_order")
        named = frame.join(known, on=["dimension", "group"], how="left", maintain_order="left")
        rest = [name for name in frame.columns if name not in COMMON]
        return named.sort("_order", maintain_order=True).select(*COMMON, *rest)
