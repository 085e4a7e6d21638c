"""Poverty of real people: the survey of 1997–98, against other libraries and what was published."""

from __future__ import annotations

import warnings
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import svy
from typer.testing import CliRunner

from ansinh.cli import app
from ansinh.insight.measures import fgt
from ansinh.insight.sample_poverty import LINES_OF_1998, sample_poverty, sampled_households
from ansinh.people.living_standards import make_survey

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pygini

OVERALL, FOOD = (line.amount for line in LINES_OF_1998)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("survey") / "snapshot"
    make_survey(path)
    return path


@pytest.fixture(scope="module")
def homes(folder: Path) -> pl.DataFrame:
    return sampled_households(folder)


@pytest.fixture(scope="module")
def figures(homes: pl.DataFrame) -> pl.DataFrame:
    return sample_poverty(homes, OVERALL)


def figure(figures: pl.DataFrame, group: str, measure: str, column: str = "value") -> float:
    return float(figures.filter(group=group, measure=measure)[column].item())


def other_library(homes: pl.DataFrame) -> svy.Sample:
    short = (1 - pl.col("a_head") / OVERALL).clip(0)
    rows = (
        homes.with_columns(a_head=pl.col("income") / pl.col("members"))
        .with_columns(
            mean=pl.col("a_head"),
            headcount=(pl.col("a_head") <= OVERALL).cast(pl.Float64),
            gap=short,
            severity=short**2,
        )
        .with_columns(pl.col("members").cast(pl.Float64))
    )
    return svy.Sample(rows, svy.Design(wgt="members", psu="commune"))


@pytest.mark.parametrize("measure", ["headcount", "gap", "severity", "mean"])
def test_figures_and_errors_are_those_of_another_library(
    homes: pl.DataFrame, figures: pl.DataFrame, measure: str
) -> None:
    (told,) = other_library(homes).estimation.mean(measure).estimates
    for column, value in (
        ("value", told.est),
        ("se", told.se),
        ("low", told.lci),
        ("high", told.uci),
    ):
        assert figure(figures, "all", measure, column) == pytest.approx(value)


def test_town_and_country_have_the_errors_of_parts_of_the_whole_sample(
    homes: pl.DataFrame, figures: pl.DataFrame
) -> None:
    for told in other_library(homes).estimation.mean("headcount", by="kind").estimates:
        (group,) = told.by_level
        assert figure(figures, group, "headcount") == pytest.approx(told.est)
        assert figure(figures, group, "headcount", "se") == pytest.approx(told.se, rel=0.01)


def test_the_gini_is_that_of_another_library(homes: pl.DataFrame, figures: pl.DataFrame) -> None:
    people = np.repeat(homes["income"] / homes["members"], homes["members"])
    assert figure(figures, "all", "gini") == pytest.approx(pygini.gini(people), abs=1e-6)


def test_published_ginis_lie_within_the_intervals(figures: pl.DataFrame) -> None:
    # Le Thuc Duc, Nguyen Thang and Vu Hoang Dat (2006), from the whole survey with its weights
    for group, published in (("all", 0.35), ("urban", 0.34), ("rural", 0.27)):
        low, high = (figure(figures, group, "gini", end) for end in ("low", "high"))
        assert low <= published <= high


def test_published_poverty_is_above_ours_and_near_that_of_a_slightly_lower_expenditure(
    homes: pl.DataFrame, figures: pl.DataFrame
) -> None:
    # 37.4 % and 9.5 %, of expenditure in prices of January 1998 and with weights: real-people.md
    published = {"headcount": 0.374, "gap": 0.095}
    assert all(figure(figures, "all", name, "high") < told for name, told in published.items())
    lower = sample_poverty(homes.with_columns(pl.col("income") * 0.95), OVERALL)
    for name, told in published.items():
        assert figure(lower, "all", name, "low") < told < figure(lower, "all", name, "high")


def test_towns_were_visited_more_often_than_people_live_there(homes: pl.DataFrame) -> None:
    assert homes["kind"].value_counts().sort("kind")["count"].to_list() == [4_269, 1_730]


def test_the_food_line_is_lower_and_so_is_poverty(homes: pl.DataFrame) -> None:
    a_head, people = homes["income"] / homes["members"], homes["members"]
    food, overall = fgt(a_head, FOOD, people), fgt(a_head, OVERALL, people)
    assert food.headcount < overall.headcount
    assert figure(sample_poverty(homes, FOOD), "all", "headcount") == food.headcount


def test_the_command_writes_the_survey_and_tells_its_poverty(tmp_path: Path) -> None:
    asked = ["--lang", "en", "people", "survey", "--out", str(tmp_path / "s")]
    result = CliRunner().invoke(app, asked, env={"COLUMNS": "160", "NO_COLOR": "1"})
    assert result.exit_code == 0, result.output
    assert "5.731 households are linked" in result.stdout
    assert "31,6 % (27,6–35,6)" in result.stdout
    again = CliRunner().invoke(app, asked)
    assert (again.exit_code, again.stderr.count("\n")) == (2, 1)
    assert "exists already" in again.stderr
