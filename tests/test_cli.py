"""The commands: what they print, and that every mistake is one clear line and no traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from typer.testing import CliRunner

from ansinh.cli import app

DAY = "2026-11-24"
ANSINH = [sys.executable, "-m", "ansinh"]
#: Without what takes longest and has tests of its own.
QUICK = ("--no-report", "--no-duplicates")


@pytest.fixture(autouse=True)
def wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setenv("NO_COLOR", "1")


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def refused(*arguments: object) -> str:
    """What a command that must be refused says, having checked how it says it."""
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith(("Lỗi: ", "Error: "))
    assert result.stderr.count("\n") == 1, "one line"
    assert "Traceback" not in result.output
    return str(result.stderr)


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("cli") / "registry"
    result = run("people", "make", "--households", 150, "--seed", 7, "--date", DAY, "--out", path)
    assert result.exit_code == 0, result.output
    return path


@pytest.fixture(scope="session")
def results(registry: Path) -> Path:
    out = registry.parent / "results"
    result = run("run", registry, "--date", DAY, "--out", out, *QUICK)
    assert result.exit_code == 0, result.output
    return out


@pytest.fixture
def person(registry: Path) -> int:
    """Somebody who is alive."""
    people = pl.read_parquet(registry / "people.parquet")
    return int(people.filter(pl.col("death_date").is_null())["id"][0])


# --- people ---------------------------------------------------------------------------------------


def test_make_says_how_many_it_made_and_that_nobody_is_real(tmp_path: Path) -> None:
    result = run(
        *("people", "make", "--households", 20, "--date", "2022-01-01", "--no-rolls"),
        *("--out", tmp_path / "r"),
    )
    assert "20 hộ" in result.stdout
    assert "không có người thật" in result.stdout
    assert "người/s" in result.stdout


def test_make_takes_a_number_of_people_instead(tmp_path: Path) -> None:
    out = tmp_path / "r"
    run("people", "make", "--people", 2_000, "--date", "2022-01-01", "--no-rolls", "--out", out)
    assert len(pl.read_parquet(out / "people.parquet")) == pytest.approx(2_000, rel=0.06)
    message = refused("people", "make", "--people", 9, "--households", 2, "--out", tmp_path / "s")
    assert "--households or --people, not both" in message


def test_make_refuses_days_of_which_the_world_is_not_told(tmp_path: Path) -> None:
    out = tmp_path / "r"
    message = refused("people", "make", "--households", 9, "--date", "2021-12-31", "--out", out)
    assert "a day from 2022-01-01" in message


def test_calibration_compares_with_the_figures_and_writes_the_page(tmp_path: Path) -> None:
    page = tmp_path / "calibration.md"
    result = run("people", "calibration", "--households", 10_000, "--write", page)
    assert "số liệu khớp" in result.stdout
    assert "| figure | place | year | target | generated |" in page.read_text(encoding="utf-8")


def test_the_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("people", "make", "--households", 20, "--date", DAY, "--out", tmp_path / name)
    one, two = ((tmp_path / name / "people.parquet").read_bytes() for name in ("one", "two"))
    assert one == two


def test_make_does_not_overwrite_unless_told(registry: Path) -> None:
    assert "exists" in refused("people", "make", "--households", 5, "--out", registry)


def test_make_refuses_a_commune_that_nobody_knows(tmp_path: Path) -> None:
    message = refused("people", "make", "--commune", "99999", "--out", tmp_path / "r")
    assert "unknown commune '99999'" in message


def test_check_passes_what_make_made(registry: Path) -> None:
    result = run("people", "check", registry)
    assert result.exit_code == 0, result.output


def test_check_names_file_and_fault(registry: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(registry, tmp_path / "broken")
    (broken / "people.parquet").write_bytes(b"PAR1 no")
    result = run("people", "check", broken)
    assert result.exit_code == 1
    assert "people.parquet" in result.stdout


# --- run ------------------------------------------------------------------------------------------


def test_run_prints_the_lists_and_where_the_files_are(registry: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("run", registry, "--date", "24/11/2026", "--out", out, *QUICK)
    assert result.exit_code == 0, result.output
    for title in (
        "Được hưởng mà chưa nhận",
        "Đang nhận mà không còn đúng",
        "Sai mức",
        "Sắp thay đổi",
        "Thiếu thông tin",
        "Kinh phí",
    ):
        assert title in result.stdout
    assert "24/11/2026" in result.stdout
    assert str(out / "lists.xlsx") in result.stdout


def test_run_shows_lines_of_each_list_with_reason_and_article(
    registry: Path, tmp_path: Path
) -> None:
    shown = run("run", registry, "--date", DAY, "--out", tmp_path / "o", "--show", 1, *QUICK).stdout
    for title in ("Được hưởng mà chưa nhận (1 trong", "Sắp thay đổi (1 trong"):
        assert title in shown
    assert "Điều" in shown.split("Ngày xét")[0]
    nothing = run(
        "run", registry, "--date", DAY, "--out", tmp_path / "p", "--show", 0, *QUICK
    ).stdout
    assert nothing.startswith("Ngày xét")


def test_run_speaks_english_too(registry: Path, tmp_path: Path) -> None:
    result = run("--lang", "en", "run", registry, "--date", DAY, "--out", tmp_path / "out", *QUICK)
    assert "Entitled but missed" in result.stdout
    assert "Danh sách" not in result.stdout


def test_run_finds_every_planted_mistake_or_waits_for_a_fact(results: Path) -> None:
    scores = pl.read_parquet(results / "tables" / "accuracy.parquet")
    found = scores.filter(pl.col("kind") != "same person twice")
    assert found["planted"].sum() > 0
    lost = found.filter(pl.col("planted") != pl.col("hits") + pl.col("waiting"))
    assert lost.is_empty(), lost


def test_run_says_how_much_of_what_was_planted_it_found(registry: Path, tmp_path: Path) -> None:
    vi = run("run", registry, "--date", DAY, "--out", tmp_path / "o", *QUICK, "--no-excel")
    assert "Đối chiếu với sai sót đã cài" in vi.stdout
    for text in ("Độ chính xác", "Độ phủ", "Đã mất vẫn chi", "Thời gian: "):
        assert text in vi.stdout
    words = ("--lang", "en", "run", registry, "--date", DAY, "--out", tmp_path / "p", *QUICK)
    en = run(*words, "--no-excel")
    for text in ("Against the planted mistakes", "Precision", "Recall", "Why missed", "Time: "):
        assert text in en.stdout


def test_run_looks_for_people_registered_twice_and_writes_the_report(
    registry: Path, tmp_path: Path
) -> None:
    out = tmp_path / "o"
    result = run("run", registry, "--date", DAY, "--out", out, "--no-excel", "--explain", 10)
    assert result.exit_code == 0, result.output
    assert "Ghi hai lần" in result.stdout
    for name in ("duplicates.parquet", "impossible.parquet", "report.html", "report.pdf"):
        assert str(out / name) in result.stdout
        assert (out / name).exists()


def test_run_refuses_boundaries_that_are_not_there(registry: Path, tmp_path: Path) -> None:
    said = refused(
        "run", registry, "--date", DAY, "--out", tmp_path / "o", "--boundaries", tmp_path / "none"
    )
    assert "expected a GeoJSON file" in said
    assert not (tmp_path / "o").exists()


def test_run_with_a_reform_pays_by_it(registry: Path, results: Path, tmp_path: Path) -> None:
    reform = tmp_path / "reform.yaml"
    reform.write_text("assistance.standard_level: {2026-07-01: 600_000}\n")
    out = tmp_path / "out"
    result = run(
        "run", registry, "--date", DAY, "--out", out, "--reform", reform, "--no-excel", *QUICK
    )
    assert result.exit_code == 0, result.output
    due = [
        json.loads((folder / "summary.json").read_text())["cost"]["month"]["due"]
        for folder in (results, out)
    ]
    assert due[1] > due[0]


def test_run_with_an_overlay_says_so(registry: Path, tmp_path: Path) -> None:
    import ansinh.overlays

    folder = Path(ansinh.overlays.__path__[0]) / "bac_giang"
    result = run(
        "run", registry, "--date", DAY, "--out", tmp_path / "o", "--overlay", folder, *QUICK
    )
    assert result.exit_code == 0, result.output
    assert "overlay bac_giang" in result.stdout


@pytest.mark.parametrize(
    "content",
    [
        "assistance.standard_level: {2027-01-01: 540}\n",
        "assistance.standard_levels: {2027-01-01: 600_000}\n",
        "assistance.standard_level: {soon: 600_000}\n",
        "assistance.standard_level: {2027-01-01: much}\n",
        "{",
        "",
    ],
)
def test_an_absurd_reform_is_refused(registry: Path, tmp_path: Path, content: str) -> None:
    reform = tmp_path / "reform.yaml"
    reform.write_text(content)
    message = refused("run", registry, "--date", DAY, "--out", tmp_path / "o", "--reform", reform)
    assert "reform.yaml" in message
    assert not (tmp_path / "o").exists()


def test_a_rule_with_an_error_is_refused_with_file_and_line(registry: Path, tmp_path: Path) -> None:
    reform = tmp_path / "reform.py"
    reform.write_text(
        "from ansinh.engine import rule\n"
        "from ansinh.law.facts.entities import Person\n\n\n"
        "@rule()\n"
        "def is_lucky(person: Person) -> bool:\n"
        '    """May mắn."""\n'
        "    return person.age / 2 == 7\n"
    )
    message = refused("run", registry, "--date", DAY, "--out", tmp_path / "o", "--reform", reform)
    assert "reform.py:8" in message


@pytest.mark.parametrize("text", ["31/02/2026", "hôm qua", "2026-13-01"])
def test_an_unknown_date_is_refused(registry: Path, tmp_path: Path, text: str) -> None:
    message = refused("run", registry, "--date", text, "--out", tmp_path / "o")
    assert "is not a date" in message


def test_a_date_before_the_law_written_here_is_refused(registry: Path, tmp_path: Path) -> None:
    said = refused("run", registry, "--date", "2021-12-31", "--out", tmp_path / "o")
    assert "2022-01-01" in said
    assert not (tmp_path / "o").exists()


def test_a_broken_registry_is_refused(registry: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(registry, tmp_path / "broken")
    people = (broken / "people.parquet").read_bytes()
    middle = len(people) // 2
    for content in (
        b"",
        b"PAR1 not",
        people[:middle],
        people[: middle - 4000] + bytes(4000) + people[middle:],
    ):
        (broken / "people.parquet").write_bytes(content)
        message = refused("run", broken, "--date", DAY, "--out", tmp_path / "o")
        assert "people.parquet" in message
        assert not (tmp_path / "o").exists()


def test_a_folder_that_is_no_registry_is_refused(tmp_path: Path) -> None:
    message = refused("run", tmp_path, "--date", DAY, "--out", tmp_path / "o")
    assert "not a snapshot" in message


def test_results_are_not_overwritten_unless_told(registry: Path, results: Path) -> None:
    assert "--replace" in refused("run", registry, "--date", DAY, "--out", results)


def test_errors_are_announced_in_the_language_asked_for(tmp_path: Path) -> None:
    assert refused("run", tmp_path, "--out", tmp_path / "o").startswith("Lỗi: ")
    assert refused("--lang", "en", "run", tmp_path, "--out", tmp_path / "o").startswith("Error: ")


# --- explain --------------------------------------------------------------------------------------


def test_explain_says_every_benefit_with_its_article(registry: Path, person: int) -> None:
    result = run("explain", registry, person, "--date", DAY)
    assert result.exit_code == 0, result.output
    assert "assistance.disability" in result.stdout
    assert "poverty.electricity" in result.stdout
    assert "Điều 6 Nghị định 20/2021/NĐ-CP" in result.stdout


def test_explain_finds_people_by_their_twelve_digits(registry: Path, person: int) -> None:
    people = pl.read_parquet(registry / "people.parquet")
    number = people.filter(pl.col("id") == person)["citizen_number"][0]
    by_number = run("explain", registry, number, "--date", DAY)
    assert by_number.stdout == run("explain", registry, person, "--date", DAY).stdout


def test_explain_one_benefit_shows_each_step(registry: Path, person: int) -> None:
    result = run("explain", registry, person, "--date", DAY, "--benefit", "assistance.disability")
    assert "Từng bước" in result.stdout
    english = run(
        "explain",
        registry,
        person,
        "--date",
        DAY,
        "--benefit",
        "assistance.disability",
        "--lang",
        "en",
    )
    assert "Step by step" in english.stdout


def test_explain_writes_the_pension_statement_as_a_page(
    registry: Path, person: int, tmp_path: Path
) -> None:
    page = tmp_path / "pension.pdf"
    asked = ("explain", registry, person, "--date", DAY, "--pdf", page)
    assert "--benefit insurance.retirement" in refused(*asked)
    assert not page.exists()
    assert str(page.name) in run(*asked, "--benefit", "insurance.retirement").stdout
    assert page.read_bytes().startswith(b"%PDF")
    told = run("explain", registry, person, "--date", DAY, "--benefit", "insurance.retirement")
    assert "Bảng tính lương hưu" in told.stdout


def test_explain_has_a_machine_form(registry: Path, person: int) -> None:
    result = run("explain", registry, person, "--date", DAY, "--json")
    content = json.loads(result.stdout)
    assert {entry["subject"]["entity"] for entry in content} == {"Person", "Household"}
    assert all(entry["version"] == 1 for entry in content)


def test_explain_refuses_people_and_benefits_that_nobody_knows(registry: Path, person: int) -> None:
    assert "nobody with number 999999" in refused("explain", registry, 999999, "--date", DAY)
    assert "neither an id" in refused("explain", registry, "An", "--date", DAY)
    message = refused(
        "explain", registry, person, "--date", DAY, "--benefit", "assistance.disabled"
    )
    assert "did you mean assistance.disability" in message


# --- the law --------------------------------------------------------------------------------------


def test_cases_of_the_law_hold_on_every_reader() -> None:
    import ansinh.law

    folder = Path(ansinh.law.__path__[0]) / "poverty" / "cases"
    result = run("cases", folder)
    assert result.exit_code == 0, result.output
    for reader in ("oracle", "explainer", "kernel"):
        assert f"{reader}: " in result.stdout


def test_a_case_that_fails_is_shown_and_the_exit_code_says_so(tmp_path: Path) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(
        "- {name: wrong, source: derived, why: to fail, date: 2026-11-24,\n"
        "   household: {people: {an: {birth_date: 2000-01-01}}}, expect: {an: {age: 27}}}\n"
    )
    result = run("cases", path, "--reader", "oracle")
    assert result.exit_code == 1
    assert "an.age: expected 27, got 26" in result.stdout


def test_cases_refuses_a_path_without_cases(tmp_path: Path) -> None:
    assert "no such file" in refused("cases", tmp_path / "none.yaml")
    assert "no cases" in refused("cases", tmp_path)


def test_law_list_names_every_benefit_with_its_article() -> None:
    result = run("law", "list", "--domain", "assistance")
    assert "assistance.disability" in result.stdout
    assert "20/2021/NĐ-CP" in result.stdout
    assert "poverty.electricity" not in result.stdout


def test_law_list_says_what_is_unverified_and_why() -> None:
    result = run("law", "list", "--unverified")
    assert result.exit_code == 0, result.output
    assert "chỗ chưa kiểm chứng" in result.stdout


def test_law_list_refuses_a_domain_that_nobody_knows() -> None:
    assert "unknown domain 'asistance'; did you mean assistance" in refused(
        "law", "list", "--domain", "asistance"
    )


def test_law_show_has_history_articles_and_cases() -> None:
    result = run("law", "show", "assistance.disability", "--date", DAY)
    cite = "điểm e khoản 1 Điều 6 Nghị định 20/2021/NĐ-CP"
    for text in ("360.000 đ", "540.000 đ", cite, "Ví dụ"):
        assert text in result.stdout


def test_law_diff_shows_figures_and_whom_they_touch(registry: Path) -> None:
    result = run("law", "diff", "2026-06-30", "2026-07-01", "--over", registry)
    assert result.exit_code == 0, result.output
    assert "500.000 → 540.000" in result.stdout
    assert "Chi thêm mỗi năm" in result.stdout


def test_the_law_passes_its_own_lint() -> None:
    result = run("lint")
    assert result.exit_code == 0, result.output


# --- as a process ---------------------------------------------------------------------------------


def process(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ANSINH, *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120
    )


def test_help_names_every_command() -> None:
    result = process("--help")
    assert result.returncode == 0
    for command in ("people", "run", "explain", "cases", "law", "lint"):
        assert command in result.stdout


def test_help_loads_no_heavy_library() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from ansinh.cli import app;"
        "CliRunner().invoke(app, ['--help']);"
        "print(sorted(m for m in ('numpy', 'pyarrow', 'polars', 'llvmlite', 'yaml', 'rich') "
        "if m in sys.modules))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "[]"


def loaded(*arguments: object) -> set[str]:
    """Of some heavy libraries, those that a command loads in a process of its own."""
    heavy = {"holidays", "llvmlite", "pandas", "polars", "scipy"}
    code = (
        "import sys; from ansinh.cli import app;"
        f"app({[str(a) for a in arguments]!r}, standalone_mode=False);"
        f"print(*({heavy!r} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


def test_an_explanation_loads_no_compiler_and_no_frames(registry: Path) -> None:
    person = pl.read_parquet(registry / "people.parquet")["id"][5]
    asked = ("explain", registry, person, "--date", DAY)
    assert run(*asked).exit_code == 0, "the law is in the cache now"
    assert loaded(*asked) == set()


def test_outcomes_alone_load_neither_scipy_nor_pandas(registry: Path, tmp_path: Path) -> None:
    asked = (
        "run",
        registry,
        "--date",
        DAY,
        "--only-outcomes",
        "--replace",
        "--out",
        tmp_path / "o",
    )
    assert run(*asked).exit_code == 0, "the law is in the cache now"
    assert loaded(*asked) == {"llvmlite", "polars"}


def test_a_mistake_is_one_line_on_standard_error_and_exit_code_two(tmp_path: Path) -> None:
    result = process("run", tmp_path, "--out", tmp_path / "o", "--date", DAY)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith("Lỗi: ")


def test_control_c_leaves_nothing_half_done(registry: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    started = subprocess.Popen(
        [*ANSINH, "run", str(registry), "--date", DAY, "--out", str(out)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "ANSINH_CACHE": str(tmp_path / "cold-cache")},
    )
    part, deadline = tmp_path / ".out.part", time.monotonic() + 60
    while not part.exists() and started.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    started.send_signal(signal.SIGINT)
    _, errors = started.communicate(timeout=60)
    assert "Traceback" not in errors
    assert started.returncode in (0, 130, -signal.SIGINT)
    assert not part.exists()
    assert out.exists() == (started.returncode == 0)


# --- as documented --------------------------------------------------------------------------------

README = Path(__file__).parent.parent / "README.md"
SHOWN = [line[9:] for line in README.read_text("utf-8").splitlines() if line[:9] == "$ ansinh "]


@pytest.mark.parametrize("line", SHOWN)
def test_every_command_in_the_readme_exists_with_its_options(line: str) -> None:
    words = line.split()
    command = words[: 2 if words[0] in ("people", "law") else 1]
    result = run(*command, "--help")
    assert result.exit_code == 0, line
    for option in (word for word in words if word.startswith("--")):
        assert option in result.stdout, f"{option} of {line}"


def test_the_readme_shows_every_group_of_commands() -> None:
    assert {line.split()[0] for line in SHOWN} >= {"people", "run", "explain", "law", "cases"}


# --- a country ------------------------------------------------------------------------------------


def test_outcomes_alone_are_told_without_lists(registry: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = run("run", registry, "--date", DAY, "--out", out, "--only-outcomes")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in out.iterdir()) == ["outcomes.parquet", "summary.json"]
    assert "Được hưởng" in result.stdout
    assert "Bỏ sót" not in result.stdout


def test_parts_of_another_question_are_refused_and_left_alone(
    registry: Path, tmp_path: Path
) -> None:
    keep = tmp_path / "keep"
    keep.mkdir()
    (keep / "run.json").write_text('{"run": "another"}')
    asked = ("run", registry, "--date", DAY, "--only-outcomes", "--out", tmp_path / "out")
    assert "another question" in refused(*asked, "--keep", keep)
    assert [path.name for path in keep.iterdir()] == ["run.json"]
    assert not (tmp_path / "out").exists()


def test_a_cluster_is_asked_for_by_its_engine(
    registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    asked = ("run", registry, "--date", DAY, "--out", tmp_path / "out", "--only-outcomes")
    assert "ansinh[spark]" in refused(*asked, "--engine", "spark")
