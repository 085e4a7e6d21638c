from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest

from ansinh.engine.errors import DataError
from ansinh.insight.report import write_report
from ansinh.insight.report.build import build
from ansinh.insight.report.cartogram import commune_points
from ansinh.insight.report.drawing import View
from ansinh.insight.report.findings import SCHEMAS, Findings
from tests.insight.report.made_up import write_results

ONE = ["07210"]


def test_the_page_asks_for_nothing_from_elsewhere(html: str) -> None:
    links = re.findall(r'(?:src|href|url|action)\s*[=(]\s*"?([^"\s)>]+)', html)
    assert [link for link in links if not link.startswith(("#", "data:font/woff2"))] == []
    assert "@import" not in html


def test_a_name_with_markup_stays_a_name(html: str) -> None:
    assert "Xã &lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert html.count("<script") == 1


def test_every_id_is_used_once_and_every_label_leads_somewhere(html: str) -> None:
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    named = re.findall(r'(?:aria-labelledby|href)="#?([^"]+)"', html)
    assert {name for names in named for name in names.split()} <= set(ids)


def test_every_chart_has_a_title_a_description_and_a_table(html: str) -> None:
    drawn = re.findall(r"<svg[^>]*>", html)
    assert drawn
    assert all('role="img"' in svg and "aria-labelledby" in svg for svg in drawn)
    figures = re.findall(r"<figure.*?</figure>", html, re.DOTALL)
    assert all("<details" in figure or "Số liệu ở Hình" in figure for figure in figures)


def test_headings_go_down_one_level_at_a_time(html: str) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", html)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))


def test_every_header_cell_says_what_it_heads(html: str) -> None:
    heads = re.findall(r"<th\b[^>]*>", html)
    assert heads
    assert all("scope=" in head for head in heads)
    assert html.count("<table>") == html.count("<caption")


def test_every_sentence_is_in_both_languages(html: str) -> None:
    assert html.count('<span lang="vi">') == html.count('<span lang="en">')


def test_colours_of_charts_follow_the_page(html: str) -> None:
    charts = "".join(re.findall(r"<svg.*?</svg>", html, re.DOTALL))
    assert 'fill="var(--leaf)"' in charts
    assert re.findall(r'(?:fill|stroke)="(?!var|none)[^"]*"', charts) == []


def test_one_commune_is_told_by_its_villages_and_not_by_a_map(tmp_path: Path) -> None:
    report = build(Findings(write_results(tmp_path / "results", ONE)))
    figures = {figure.key: figure for figure in report.figures()}
    assert "map-headcount" not in figures
    assert "Thôn 1" in figures["villages"].draw(View("vi"))


def test_a_few_communes_are_told_by_a_list(tmp_path: Path) -> None:
    report = build(Findings(write_results(tmp_path / "results", [*ONE, "07228"])))
    figures = {figure.key: figure for figure in report.figures()}
    assert "map-headcount" not in figures
    assert "Phường Đa Mai" in figures["communes"].draw(View("vi"))


def test_communes_without_a_place_on_the_map_are_told_by_a_list(tmp_path: Path) -> None:
    folder = write_results(tmp_path / "results", [*commune_points()][:13])
    path = folder / "summary.json"
    path.write_text(path.read_text().replace("07210", "07207"))
    keys = {figure.key for figure in build(Findings(folder)).figures()}
    assert "communes" in keys
    assert keys.isdisjoint({"map-headcount", "multiples", "answer-map"})


def test_without_tables_the_report_says_so_and_draws_nothing_empty(tmp_path: Path) -> None:
    folder = write_results(tmp_path / "results", without=list(SCHEMAS))
    shown, pdf = write_report(folder)
    text = shown.read_text(encoding="utf-8")
    for sentence in (
        "Chưa có bảng bao phủ.",
        "Không tính được nghèo theo thu nhập.",
        "Không tính được nghèo đa chiều.",
        "Chưa tính chi các tháng tới.",
        "Không có hộ nào sát ngưỡng nghèo, hoặc chưa tính.",
    ):
        assert sentence in text
    assert "<svg" not in text
    assert pdf.stat().st_size > 0


def test_a_folder_that_holds_no_results_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no summary\.json"):
        write_report(tmp_path)
    (tmp_path / "summary.json").write_text('{"format": "other"}')
    with pytest.raises(DataError, match="expected 'ansinh-results'"):
        write_report(tmp_path)


def test_a_table_with_a_column_lacking_is_refused(tmp_path: Path) -> None:
    folder = write_results(tmp_path / "results", ONE)
    path = folder / "tables" / "why.parquet"
    pl.read_parquet(path).drop("people").write_parquet(path)
    with pytest.raises(DataError, match="no column people"):
        write_report(folder)


def test_no_two_classes_of_a_map_are_called_the_same(tmp_path: Path) -> None:
    report = build(Findings(write_results(tmp_path / "results", [*commune_points()][:30])))
    figures = {figure.key: figure for figure in report.figures()}
    legend = re.findall(r">([^<]*nghìn[^<]*)</text>", figures["map-cost"].draw(View("vi")))
    assert len(legend) == len(set(legend)) > 0
