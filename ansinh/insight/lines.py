"""From keys and amounts to lines an officer can read: who, where, what, why, by which article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import polars as pl

from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import UnknownNameError
from ansinh.insight import kinds, sentences
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.lacks import SERVICES, Lack
from ansinh.insight.sentences import CHANGES

ORDER = ["commune", "village", "household_id", "person_id", "benefit"]


@dataclass(frozen=True)
class Labels:
    """Names and places of a chunk's own people and households, by row."""

    people: pl.DataFrame
    households: pl.DataFrame

    def put_on(self, lines: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
        """Add who, where and what to lines with a key; ``number`` keeps the benefit's number."""
        named = lines.join(catalogue.frame, on="benefit").rename({"benefit": "number"})
        named = named.rename({"code": "benefit"})
        return self.with_people(named).sort(ORDER, nulls_last=True, maintain_order=True)

    def with_people(self, lines: pl.DataFrame) -> pl.DataFrame:
        """Add who and where to lines with ``entity`` and ``row``."""
        people = self.people.drop("death_date", strict=False)
        of_people = lines.filter(pl.col("entity") == "Person").join(
            people, left_on="row", right_on="person_row"
        )
        heads = people.sort("person_row").group_by("household_row", maintain_order=True).first()
        of_homes = (
            lines.filter(pl.col("entity") == "Household")
            .with_columns(household_row="row")
            .join(heads.select("household_row", "full_name"), on="household_row", how="left")
            .with_columns(pl.concat_str(pl.lit("Hộ "), "full_name").alias("full_name"))
        )
        both = pl.concat([of_people, of_homes], how="diagonal")
        return both.join(self.households, on="household_row")


def missed_lines(lines: pl.DataFrame, others: pl.DataFrame) -> pl.DataFrame:
    """Notes and reasons of the missed; ``others`` are benefits paid wrongly to the same rows."""
    instead = others.group_by("entity", "row").agg(
        instead=pl.col("name").str.join(", "), instead_en=pl.col("name_en").str.join(", ")
    )
    lines = lines.join(instead, on=["entity", "row"], how="left", maintain_order="left")
    return lines.with_columns(
        *_said("note", sentences.note_missed, "on_request", "instead"),
        *_said("reason", sentences.reason_missed, "due", "unit", "counted"),
        kind=pl.lit(kinds.MISSED),
    )


def not_entitled_lines(lines: pl.DataFrame, catalogue: Catalogue) -> pl.DataFrame:
    """Notes and reasons of what is received and not due."""
    names = catalogue.frame.select(by="benefit", winner="name", winner_en="name_en")
    lines = lines.join(names, on="by", how="left", maintain_order="left")
    why = ("death_date", "winner", "ended")
    return lines.with_columns(
        *_said("note", sentences.note_not_entitled, *why, "times"),
        *_said("reason", sentences.reason_not_entitled, *why, "article"),
        overpaid=-pl.col("arrears"),
    )


def wrong_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Notes and reasons of wrong amounts."""
    return lines.with_columns(
        *_said("note", sentences.note_wrong, "times", "paying", "first", "paid"),
        *_said(
            "reason",
            sentences.reason_wrong,
            *("received", "due", "unit", "arrears", "months", "first"),
        ),
        difference=pl.col("due") - pl.col("received"),
    )


def soon_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """The kind of change, and its reason in short."""
    kind = (
        pl.when(pl.col("due") == 0)
        .then(pl.lit(CHANGES["begins"]))
        .when(pl.col("then") == 0)
        .then(pl.lit(CHANGES["ends"]))
        .otherwise(pl.lit(CHANGES["changes"]))
    )
    lines = lines.with_columns(change=kind)
    told = ("month", "change", "due", "then", "unit", "counted")
    return lines.with_columns(
        *_said("reason", sentences.reason_soon, *told), note=pl.lit(""), note_en=pl.lit("")
    )


def missing_lines(lines: pl.DataFrame, labels: Labels, catalogue: Catalogue) -> pl.DataFrame:
    """One line a fact and person (or household, where the fact is the household's)."""
    entities = catalogue.book.entities
    of_home = pl.col("needs").str.contains(r"^(Household|Area)\.")
    home = labels.people.select(row="person_row", home="household_row")
    named = lines.join(catalogue.frame, on="benefit").join(home, on="row", how="left")
    person = pl.col("entity") == "Person"
    named = named.with_columns(
        row=pl.when(person & of_home).then("home").otherwise("row"),
        entity=pl.when(of_home).then(pl.lit("Household")).otherwise("entity"),
    )
    paid = pl.col("received").filter(pl.col("unit") == "VND")
    grouped = named.group_by("entity", "row", "needs").agg(
        waiting=pl.len(),
        decides=pl.col("decides").sum(),
        benefits=pl.col("name").unique(maintain_order=True).str.join("; "),
        benefits_en=pl.col("name_en").unique(maintain_order=True).str.join("; "),
        received=pl.when(paid.is_not_null().any()).then(paid.sum()),
        article=pl.col("article").first(),
        article_en=pl.col("article_en").first(),
        kind=pl.lit(kinds.MISSING_PAPER),
    )
    facts = fact_labels(entities, grouped["needs"].unique().to_list())
    told = labels.with_people(grouped.join(facts, on="needs", how="left"))
    return told.sort("commune", "village", "household_id", "person_id", "needs", nulls_last=True)


def lacking_lines(lines: pl.DataFrame, lack: Lack, labels: Labels) -> pl.DataFrame:
    """Who and where of people or households (``row``) that lack a basic service."""
    named = labels.with_people(lines.with_columns(entity=pl.lit(lack.entity))).with_columns(
        service=pl.lit(SERVICES[lack.service][0]), what=pl.lit(lack.vi), lack=pl.lit(lack.name)
    )
    return named.sort("commune", "village", "household_id", "person_id", nulls_last=True)


def fact_labels(entities: EntityMap, needs: list[str]) -> pl.DataFrame:
    """Names and question of each fact (or link) that outcomes wait for."""
    rows = []
    for name in sorted(filter(None, needs)):
        try:
            fact = entities.fact(name)
            rows.append((name, fact.vi, fact.en, fact.ask or fact.vi))
        except UnknownNameError:
            entity, _, relation = name.partition(".")
            link = entities[entity].relations.get(relation)
            vi, en = (link.vi, link.en) if link else (name, name)
            rows.append((name, vi, en, vi))
    columns = ("needs", "needs_name", "needs_name_en", "question")
    return pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")


def _said(name: str, sentence: Callable[..., str], *columns: str) -> list[pl.Expr]:
    """A text column in both languages, row by row; ``None`` cells reach the sentence as ``None``.

    The English sentence is told the English words of a column that has them (``winner_en``).
    """
    vi = pl.struct(columns)
    in_english = [f"{c}_en" if c in _IN_BOTH else c for c in columns]

    def tell(language: str, cells: dict[str, object]) -> str:
        return sentence(language, *cells.values())

    return [
        vi.map_elements(partial(tell, "vi"), return_dtype=pl.String, skip_nulls=False).alias(name),
        pl.struct(in_english)
        .map_elements(partial(tell, "en"), return_dtype=pl.String, skip_nulls=False)
        .alias(f"{name}_en"),
    ]


#: Columns that have a second one in English.
_IN_BOTH = ("instead", "winner", "article")
