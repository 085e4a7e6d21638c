"""Benefits that exclude each other: the loser is kept, and what may win leaves others open."""

from __future__ import annotations

from datetime import date

from ansinh.engine.declare import Interaction, only_first, only_highest
from ansinh.engine.documents import document
from ansinh.engine.outcome import Outcome, Status, claim, settle

ARTICLE = document("X").article(1)
DAY = date(2024, 1, 1)
OPEN = Outcome(Status.UNDETERMINED, needs="Person.x")


def settled(interaction: Interaction, **claims: Outcome) -> dict[str, tuple[str, str | None]]:
    dated = Interaction(
        **{**vars(interaction), "since": date.min, "until": date.max, "known": date.min}
    )
    found = settle(claims, [dated], DAY, DAY)
    return {code: (outcome.status.name, outcome.by) for code, outcome in found.items()}


def highest(*codes: str, together: object = ()) -> Interaction:
    return only_highest(ARTICLE, among=codes, together=together, vi="", en="")  # type: ignore[arg-type]


def test_the_highest_is_paid_and_the_others_say_what_took_their_place() -> None:
    found = settled(highest("a", "b", "c"), a=claim(500), b=claim(750), c=claim(0))
    assert found == {
        "a": ("SUPERSEDED", "b"),
        "b": ("ENTITLED", None),
        "c": ("NOT_ENTITLED", None),
    }


def test_of_equal_amounts_the_one_listed_first_is_paid() -> None:
    assert settled(highest("b", "a"), a=claim(5), b=claim(5))["a"] == ("SUPERSEDED", "b")


def test_a_pair_that_goes_together_is_both_paid() -> None:
    law = highest("parent", "disabled", "pension", together=[(("parent",), ("disabled",))])
    found = settled(law, parent=claim(1000), disabled=claim(750), pension=claim(540))
    assert found["parent"] == found["disabled"] == ("ENTITLED", None)
    assert found["pension"][0] == "SUPERSEDED"


def test_what_may_win_leaves_the_others_open_but_only_those_it_excludes() -> None:
    law = highest("a", "b", "c", together=[(("c",), ("b",))])
    found = settled(law, a=claim(500), b=OPEN, c=claim(100))
    assert found["a"][0] == "UNDETERMINED"
    assert found["b"][0] == "UNDETERMINED"


def test_by_order_a_later_open_claim_does_not_matter_and_an_earlier_one_does() -> None:
    law = only_first(ARTICLE, among=("a", "b"), vi="", en="")
    assert settled(law, a=claim(1), b=OPEN)["a"] == ("ENTITLED", None)
    assert settled(law, a=OPEN, b=claim(9))["b"][0] == "UNDETERMINED"
    assert settled(law, a=claim(1), b=claim(9))["b"] == ("SUPERSEDED", "a")


def test_an_interaction_that_is_not_in_force_changes_nothing() -> None:
    law = highest("a", "b")
    late = Interaction(
        **{**vars(law), "since": date(2025, 1, 1), "until": date.max, "known": date.min}
    )
    found = settle({"a": claim(1), "b": claim(2)}, [late], DAY, DAY)
    assert {o.status for o in found.values()} == {Status.ENTITLED}
