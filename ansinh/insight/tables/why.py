"""Why people miss what they are due, or are paid what they are not, summed up by benefit.

Every missed claim has one reason, the first that holds. ``within_six_months`` is of people who are
not entitled on the day and would be, were everybody half a year older: of age alone.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ansinh.insight import lists
from ansinh.insight.catalogue import Catalogue
from ansinh.insight.frames import KEY
from ansinh.insight.lines import fact_labels
from ansinh.insight.tables.sums import Sums
from ansinh.insight.view import View

#: Months in which somebody is called lately entitled, and soon old enough.
LATELY = 6
#: Reason → Vietnamese and English label; a ``{}`` is the fact.
REASONS = {
    "receives_another": (
        "Đang nhận nhầm một chế độ khác",
        "On the roll of another benefit by mistake",
    ),
    "began_lately": (
        "Mới đủ điều kiện trong sáu tháng qua",
        "Entitled only within the last six months",
    ),
    "no_number": ("Chưa có số định danh trong dữ liệu", "No personal number in the registry"),
    "on_request": ("Phải có đơn đề nghị mà chưa nộp", "Given on request, and nobody asked"),
    "other": ("Đủ điều kiện đã lâu mà chưa có tên trong sổ chi", "Long entitled, not on the roll"),
    "one_missing_paper": ("Còn thiếu một thông tin: {}", "One fact is missing: {}"),
    "several_missing_papers": (
        "Còn thiếu thông tin của xã hoặc nhiều thông tin, trước hết: {}",
        "The commune's facts or several are missing, first: {}",
    ),
    "not_assessed": ("Chưa xét được vì thiếu: {}", "Not assessed, for want of: {}"),
    "paid_undecided": (
        "Đang chi mà chưa đủ thông tin: {}",
        "Paid while a fact is missing: {}",
    ),
    "within_six_months": (
        "Còn thiếu không quá sáu tháng tuổi",
        "Less than six months short of the age",
    ),
    "dead": ("Đã mất vẫn chi", "Dead, still paid"),
    "has_another": ("Đã có chế độ khác cao hơn", "Has another benefit instead"),
    "benefit_ended": ("Chế độ đã hết hiệu lực", "The benefit itself has ended"),
    "failed_condition": ("Không đạt điều kiện: {}", "The condition is not met: {}"),
    "condition": ("Không còn đủ điều kiện", "A condition no longer holds"),
}
_KEYS = ["benefit", "reason", "detail"]
_SCHEMA = dict.fromkeys(
    ("benefit", "name", "name_en", "reason", "detail", "label", "label_en"), pl.String
)


class Why:
    """Adds up reasons."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._sums = Sums(_KEYS, {"people": pl.Int64})

    def add(self, view: View) -> None:
        """Count the reasons of a chunk's claims."""
        found = (
            missed_reasons(view),
            _waiting_reasons(view),
            _age_reasons(view),
            _overpaid_reasons(view),
        )
        for reasons in found:
            self._sums.add(reasons.group_by(_KEYS).agg(people=pl.len()))

    def frame(self, failed: Mapping[tuple[str, str], int]) -> pl.DataFrame:
        """``why.parquet``; ``people`` counts households where the benefit is a household's.

        Args:
            failed: Benefit and rule in which the first condition failed → explained cases; the
                cases that were not explained stay together as ``condition``.
        """
        sums = self._sums.total()
        if sums.is_empty():
            return pl.DataFrame(schema={**_SCHEMA, "people": pl.Int64})
        sums = self._split(sums, failed)
        facts = self._details(sums["detail"].drop_nulls().unique().to_list())
        names = self.catalogue.frame.select("benefit", "code", "name", "name_en")
        labels = pl.DataFrame(
            [(reason, *told) for reason, told in REASONS.items()],
            schema=["reason", "label", "label_en"],
            orient="row",
        ).with_row_index("order")
        told = (
            sums.join(names, on="benefit")
            .join(labels, on="reason")
            .join(facts, left_on="detail", right_on="needs", how="left")
            .with_columns(
                label=pl.col("label").str.replace(
                    "{}", pl.col("needs_name").fill_null(""), literal=True
                ),
                label_en=pl.col("label_en").str.replace(
                    "{}", pl.col("needs_name_en").fill_null(""), literal=True
                ),
            )
        )
        ordered = told.sort("benefit", "order", "people", descending=[False, False, True])
        return ordered.drop("benefit").rename({"code": "benefit"}).select(*_SCHEMA, "people")

    def _split(self, sums: pl.DataFrame, failed: Mapping[tuple[str, str], int]) -> pl.DataFrame:
        """Sums in which explained cases of ``condition`` are told by rule."""
        numbers = self.catalogue.numbers
        told = [(numbers[code], "condition", key, count) for (code, key), count in failed.items()]
        named = [(number, "failed_condition", key, count) for number, _, key, count in told]
        taken = [(number, reason, None, -count) for number, reason, _, count in told]
        schema = {name: sums.schema[name] for name in (*_KEYS, "people")}
        more = pl.DataFrame([*named, *taken], schema=schema, orient="row")
        together = (
            pl.concat([sums.select(*schema), more]).group_by(_KEYS).agg(pl.col("people").sum())
        )
        return together.filter(pl.col("people") > 0)

    def _details(self, keys: list[str]) -> pl.DataFrame:
        """Names of facts and rules."""
        book = self.catalogue.book
        rules = [key for key in keys if key in book.rules]
        facts = fact_labels(book.entities, [key for key in keys if key not in book.rules])
        rows = []
        for key in rules:
            rule = book.rules[key]
            version = rule.version_at(self.catalogue.effect, self.catalogue.known)
            version = version or rule.versions[-1]
            rows.append((key, version.vi.split(":")[0], version.en))
        columns = ["needs", "needs_name", "needs_name_en"]
        named = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
        return pl.concat([facts.select(columns), named])


def missed_reasons(view: View) -> pl.DataFrame:
    """``benefit``, ``reason`` and ``detail`` of each missed claim."""
    catalogue = view.catalogue.frame.select("benefit", "entity", "on_request")
    wrongly = _of_whom(view, "not_entitled").with_columns(has_wrong=True)
    numbers = view.people.select("row", "has_number").with_columns(entity=pl.lit("Person"))
    claims = (
        view.found["missed"]
        .select(KEY)
        .join(catalogue, on="benefit")
        .join(wrongly, on=["entity", "row"], how="left")
        .join(numbers, on=["entity", "row"], how="left")
        .join(_lately(view), on=KEY, how="left")
    )
    reason = (
        pl.when("has_wrong")
        .then(pl.lit("receives_another"))
        .when("is_new")
        .then(pl.lit("began_lately"))
        .when(~pl.col("has_number"))
        .then(pl.lit("no_number"))
        .when("on_request")
        .then(pl.lit("on_request"))
        .otherwise(pl.lit("other"))
    )
    return _reasons(claims, reason)


def _of_whom(view: View, name: str) -> pl.DataFrame:
    """Whose lines a list has: ``entity`` and ``row``, each once."""
    entities = view.catalogue.frame.select("benefit", "entity")
    keys = view.found[name].select(KEY).join(entities, on="benefit")
    return keys.select("entity", "row").unique()


def _lately(view: View) -> pl.DataFrame:
    """Keys of the missed that were plainly not due half a year ago, as ``is_new``."""
    earlier = view.situation.earlier.outcomes.filter(lists.ENTITLED | lists.OPEN).select(KEY)
    new = view.found["missed"].select(KEY).join(earlier, on=KEY, how="anti")
    return new.with_columns(is_new=True)


def _waiting_reasons(view: View) -> pl.DataFrame:
    """Of payments nobody receives, whether one fact decides; a recognition is not assessed."""
    kinds = view.catalogue.frame.select("benefit", "unit")
    waiting = view.found["missing"].join(kinds, on="benefit")
    reason = (
        pl.when(pl.col("unit") == "status")
        .then(pl.lit("not_assessed"))
        .when(pl.col("times").is_not_null())
        .then(pl.lit("paid_undecided"))
        .when("decides")
        .then(pl.lit("one_missing_paper"))
        .otherwise(pl.lit("several_missing_papers"))
    )
    return waiting.select("benefit", reason=reason, detail=pl.col("needs").cast(pl.String))


def _age_reasons(view: View) -> pl.DataFrame:
    now = view.situation.now.outcomes.select(KEY)
    older = view.situation.older.outcomes.filter(lists.ENTITLED).select(KEY)
    alive = view.people.filter("is_alive").select("row")
    people = view.catalogue.frame.filter(pl.col("entity") == "Person").select("benefit")
    near = older.join(now, on=KEY, how="anti").join(people, on="benefit", how="semi")
    return _reasons(near.join(alive, on="row", how="semi"), pl.lit("within_six_months"))


def _overpaid_reasons(view: View) -> pl.DataFrame:
    ended = view.catalogue.frame.select("benefit", "ended")
    reason = (
        pl.when(pl.col("death_date").is_not_null())
        .then(pl.lit("dead"))
        .when(pl.col("by").is_not_null())
        .then(pl.lit("has_another"))
        .when(pl.col("ended").is_not_null())
        .then(pl.lit("benefit_ended"))
        .otherwise(pl.lit("condition"))
    )
    return _reasons(view.found["not_entitled"].join(ended, on="benefit", how="left"), reason)


def _reasons(claims: pl.DataFrame, reason: pl.Expr) -> pl.DataFrame:
    return claims.select("benefit", reason=reason, detail=pl.lit(None, pl.String))
