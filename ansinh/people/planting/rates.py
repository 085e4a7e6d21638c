"""How often what goes wrong: assumptions, each with what it is a share of and why it was set so.

No figure was found for any of them in this province. They are set so that every kind of mistake
occurs in a single commune and the rolls as a whole stay mostly right.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    """An assumed share.

    Attributes:
        share: From 0 to 1.
        of: What it is a share of.
        why: Why it was set so.
    """

    share: float
    of: str
    why: str


MISSED = Rate(
    0.03, "what is due", "decided, and yet never put on the roll; whoever never asked comes on top"
)
MISSING_PAPER = Rate(
    0.03, "what is due and hangs on a fact of its own", "as frequent as what is plainly forgotten"
)
OLD_LEVEL = Rate(0.03, "monthly money", "the last rise of a level did not reach the roll")
OLDER_LEVEL = Rate(0.01, "monthly money", "two rises of a level did not reach the roll")
WRONG_AMOUNT = Rate(0.008, "monthly money", "a digit, or the category, was entered wrongly")
MISTYPED = Rate(
    0.4, "wrong amounts", "of the others the category was mistaken, where there are several"
)
OLD_COEFFICIENT = Rate(
    0.5, "monthly money whose coefficient changed within a year", "rolls age by hand"
)
ENDED_STILL_PAID = Rate(0.2, "what ended within a year", "an end is noticed at the yearly review")
DEAD_STILL_PAID = Rate(
    0.25, "what ended within a year by a death", "deaths of the old are registered late"
)
TWO_PLACES_AFTER_MOVE = Rate(
    0.15, "what goes on after a move", "the commune left has to end its payment by itself"
)
TWO_PLACES = Rate(0.003, "everything else that goes on", "registered twice without any move")
#: Recognitions on request that were asked for.
ASKED = Rate(0.3, "recognitions on request", "few people know of them")
SAME_PERSON = Rate(
    0.12, "people with parents or children in another household", "registered again, never struck"
)
SAME_ELDER = Rate(
    0.08, "elders who are paid", "registered again with relatives near, and paid there"
)
ANOTHER_COMMUNE = Rate(0.33, "people registered twice", "the other row is in another commune")
