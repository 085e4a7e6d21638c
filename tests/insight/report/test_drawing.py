from __future__ import annotations

import re
from functools import partial

from ansinh.insight.report import charts
from ansinh.insight.report.atlas import Atlas
from ansinh.insight.report.drawing import View, for_page, wrapped
from ansinh.insight.report.maps import Classes, multiples, shaded
from ansinh.insight.report.sections.common import stage_series
from ansinh.insight.report.wording import Text, same
from ansinh.people.units import communes

VI, NARROW = View("vi"), View("vi", is_narrow=True)
ROWS = [
    charts.Heading(same("Nhóm")),
    charts.Interval(
        same("Một tên rất dài phải xuống dòng vì không đủ chỗ"), 0.4, 0.5, 0.6, same("a")
    ),
    charts.Interval(
        same("Một tên rất dài phải xuống dòng vì không đủ chỗ"), 0.7, 0.8, 0.9, same("b")
    ),
]


def test_a_drawing_does_not_depend_on_what_was_drawn_before() -> None:
    first = charts.intervals(ROWS, VI, 0.7)
    charts.bars([charts.Bar(same("x"), 3, same("3"))], VI, charts.COUNTS)
    assert charts.intervals(ROWS, VI, 0.7) == first


def test_rows_of_one_name_stay_two_rows() -> None:
    drawn = charts.intervals(ROWS, NARROW)
    assert drawn.count("Một tên rất dài") == 2
    assert all(note in drawn for note in (">a</text>", ">b</text>"))


def test_a_drawing_fits_its_view() -> None:
    for view in (VI, NARROW):
        box = re.search(r'viewBox="0 0 (\d+) (\d+)"', charts.intervals(ROWS, view))
        assert box is not None
        assert int(box[1]) <= view.width + 10


def test_numbers_of_an_axis_are_written_in_the_language_of_the_view() -> None:
    row = [charts.Dots(same("x"), {"before": 0.125}, same(""))]
    draw = partial(charts.dots, row, stage_series()[:1], axis=".1%")
    assert "2,0\N{NO-BREAK SPACE}%" in draw(view=VI)
    assert "2.0\N{NO-BREAK SPACE}%" in draw(view=View("en"))


def test_the_map_of_the_province_is_light_and_names_every_commune() -> None:
    names = {unit.code: unit.name for unit in communes()}
    atlas = Atlas.of(names, None)
    values = {code: None if n == 5 else n / 99 for n, code in enumerate(names)}
    shown = dict.fromkeys(names, same("12,3"))
    classes = Classes((0.2, 0.5), (same("thấp"), same("vừa"), same("cao")))
    placed = atlas.places(values, shown)
    drawn = shaded(placed, classes, VI, named=True)
    small = multiples(placed, {"07210": {"before": 0.1}}, stage_series(), VI)
    for svg in (drawn, small):
        assert len(svg) < 62_000
        assert svg.count("<tspan>Bắc</tspan>") == 2  # Bắc Giang, Bắc Lũng
    assert "chưa có số liệu" in drawn


def test_on_a_page_colours_have_names_and_ids_are_its_own() -> None:
    shown = for_page(charts.intervals(ROWS, VI), "k", "A < B", "c & d")
    assert '<title id="k-t">A &lt; B</title><desc id="k-d">c &amp; d</desc>' in shown
    assert 'fill="var(--leaf)"' in shown
    assert all(name.startswith("k-") for name in re.findall(r' id="([^"]+)"', shown))


def test_a_label_too_long_for_its_place_ends_in_dots() -> None:
    assert wrapped("một hai ba bốn năm", 7, 2) == "một hai\nba bốn…"
    assert wrapped("một hai", 20) == "một hai"
    assert Text("a", "a").is_same
