from __future__ import annotations

from itertools import pairwise

import pytest

from ansinh.insight.report.theme import MEANINGS, TOKENS, css_tokens

LIGHT, DARK = 0, 1
#: Text and what it stands on.
PAIRS = [
    *(("ink", ground) for ground in ("paper", "surface", "unknown-soft")),
    *(("ink-2", ground) for ground in ("paper", "surface")),
    *((colour, "surface") for colour in sorted(set(MEANINGS.values()))),
    ("unknown", "paper"),
    *(("on-low", f"rank-{rank}") for rank in (1, 2, 3)),
    *(("on-high", f"rank-{rank}") for rank in (4, 5)),
]


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tone", [LIGHT, DARK])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(text: str, ground: str, tone: int) -> None:
    bright, dim = sorted((luminance(TOKENS[name][tone]) for name in (text, ground)), reverse=True)
    assert (bright + 0.05) / (dim + 0.05) >= 4.5


@pytest.mark.parametrize("tone", [LIGHT, DARK])
def test_classes_of_a_map_are_told_apart_without_colour(tone: int) -> None:
    ranks = [luminance(TOKENS[f"rank-{rank}"][tone]) for rank in range(1, 6)]
    assert ranks == sorted(ranks, reverse=tone == LIGHT)
    steps = [(max(a, b) + 0.05) / (min(a, b) + 0.05) for a, b in pairwise(ranks)]
    assert min(steps) > 1.25


def test_every_colour_is_known_again_by_its_light_tone() -> None:
    light = [tones[LIGHT] for tones in TOKENS.values()]
    assert len(set(light)) == len(light)
    assert css_tokens().count("--leaf:") == 2
