"""A file on its way: taken, its headings matched, checked, taken in, undone.

Each step leaves the batch in one of its states; a step that is killed in the middle leaves the
registry as it was, and can be done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from ansinh.web.access import audit
from ansinh.web.access.policy import RefusedError
from ansinh.web.registry.bulk import insert
from ansinh.web.registry.imports.applying import StaleError, last_batch, take_in, undo
from ansinh.web.registry.imports.forms import FORMS, Form, heading
from ansinh.web.registry.imports.headings import Table, find_table, match
from ansinh.web.registry.imports.homes import plan_homes
from ansinh.web.registry.imports.lines import Line, read_lines
from ansinh.web.registry.imports.planning import Plan, Planner
from ansinh.web.registry.imports.reading import Sheet, read_file
from ansinh.web.registry.models import Batch, BatchRow, Heading

#: Bytes of a file.
LARGEST = 20 * 1024 * 1024
#: Rows of a file.
LONGEST = 100_000
#: Rows without data that a page shows.
_LEFT_OUT = 100
_ROW = {
    "batch_id": pl.Int64,
    "sheet": pl.String,
    "number": pl.Int64,
    "state": pl.String,
    "name": pl.String,
    "household": pl.Int64,
    "version": pl.Int64,
    "effects": pl.String,
    "problems": pl.String,
    "is_taken": pl.Boolean,
    "added": pl.String,
}


def upload(user: Any, area: Any, form: str, name: str, content: bytes) -> Batch:
    """Keep a file, once it is sure that it can be read.

    Raises:
        RefusedError: it is no Excel or CSV file, is too large, or holds no table of the form.
    """
    if len(content) > LARGEST:
        most = LARGEST // 1024 // 1024
        raise RefusedError(
            f"{name}: tệp quá {most} MB; hãy chia nhỏ tệp",
            f"{name}: more than {most} MB; split the file",
        )
    tables = find_tables(FORMS[form], name, read_file(name, content))
    if sum(len(table.rows) for table in tables) > LONGEST:
        raise RefusedError(
            f"{name}: quá {LONGEST} dòng; hãy chia nhỏ tệp",
            f"{name}: more than {LONGEST} rows; split the file",
        )
    with transaction.atomic():
        batch = Batch.objects.create(form=form, area=area, by=user, file_name=name[-200:])
        batch.tables = [_told(table) for table in tables]
        batch.matched = {t.sheet: _match(t, FORMS[form]) for t in tables}
        batch.save()
        path = file_of(batch)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(content)
        path.chmod(0o600)
        audit.write(user, "upload", f"batch {batch.pk}", file=name, form=form)
    return batch


def file_of(batch: Batch) -> Path:
    """Where the file of a batch is kept."""
    return Path(settings.HOME) / "imports" / f"{batch.pk}{Path(batch.file_name).suffix.lower()}"


def prepare(
    batch: Batch,
    matched: Mapping[str, Mapping[str, str]],
    constants: Mapping[str, str],
    *,
    takes_hidden: bool = False,
) -> None:
    """Say what the columns say; headings are remembered for the next file of the form.

    Args:
        matched: Sheet → place of a column → code; empty is a column that says nothing we keep.
        constants: Code → text that every row says where no column does.

    Raises:
        RefusedError: something that the form needs is said by no column, or by two.
    """
    form = FORMS[batch.form]
    for table in batch.tables:
        said = matched.get(table["sheet"], {})
        _check_matched(form, table["sheet"], list(filter(None, said.values())), constants)
        for column in table["columns"]:
            code = said.get(str(column["place"]), "")
            words = heading(column["text"])[:200]
            Heading.objects.update_or_create(form=form.code, words=words, defaults={"code": code})
    batch.matched = {
        sheet: {place: code for place, code in columns.items() if code}
        for sheet, columns in matched.items()
    }
    batch.constants = {code: text for code, text in constants.items() if text}
    batch.takes_hidden = takes_hidden
    batch.save()


def check(batch: Batch) -> None:
    """Plan every row of the file against the registry as it is now, and keep the plans.

    Raises:
        RefusedError: the file cannot be read any more.
    """
    form, today = FORMS[batch.form], timezone.localdate()
    seen = last_batch(batch.area_id)
    lines: list[Line] = []
    sheets = read_file(batch.file_name, file_of(batch).read_bytes())
    for table in find_tables(form, batch.file_name, sheets):
        places = {int(k): code for k, code in batch.matched.get(table.sheet, {}).items()}
        if not places:
            continue
        hidden = {row.number for row in table.rows if row.is_hidden and not batch.takes_hidden}
        read = read_lines(table, form, places, batch.constants, today)
        lines += [line for line in read if line.number not in hidden]
    planner = Planner(form, batch.area, lines, today)
    told = _Told(batch)
    plans = plan_homes(planner, told) if form.adds else planner.plan_list(told)
    with transaction.atomic():
        batch.rows.all().delete()
        insert(BatchRow, pl.DataFrame([_row(batch, plan) for plan in plans], schema=_ROW))
        batch.counts = _counts(plans)
        batch.state, batch.progress, batch.seen, batch.error = Batch.CHECKED, 100, seen, ""
        batch.save()


def bring_in(batch: Batch, chosen: Iterable[int] | None = None) -> None:
    """Take in the rows that may be taken, or the chosen ones of them.

    If the registry has moved since the check, the batch is checked again and left for somebody to
    look at.

    Args:
        chosen: Numbers of rows of the batch; None is every row without a problem.
    """
    rows = list(batch.rows.exclude(state__in=("problem", "same")).order_by("pk"))
    if chosen is not None:
        wanted = set(chosen)
        kept = [row for row in rows if row.pk in wanted]
        homes = {_home_of(row) for row in kept}
        rows = [row for row in rows if _home_of(row) in homes] if FORMS[batch.form].adds else kept
    try:
        take_in(batch, rows)
    except StaleError:
        check(batch)
        batch.error = "stale"
        batch.save()


def take_back(batch: Batch) -> None:
    """Undo a batch that is in the registry."""
    undo(batch)


def _home_of(row: BatchRow) -> Any:
    """The household of a row of a roll: its number, or what will be added."""
    if row.household is not None:
        return row.household
    people = [add for add in row.effects["adds"] if add[1] == "Person"]
    return people[0][2] if people else row.pk


def find_tables(form: Form, name: str, sheets: Iterable[Sheet]) -> list[Table]:
    """The tables of a file, one for each sheet that holds the form.

    Raises:
        RefusedError: no sheet does.
    """
    found = [find_table(sheet, form) for sheet in sheets]
    tables = [table for table in found if table is not None and table.rows]
    if not tables:
        raise RefusedError(
            f"{name}: không trang nào có các cột của «{form.vi}»; cần một dòng tiêu đề có "
            f"{', '.join(form.targets[code].vi for code in form.needs)}",
            f"{name}: no sheet has the columns of «{form.en}»; expected a heading row with "
            f"{', '.join(form.targets[code].en for code in form.needs)}",
        )
    return tables


def _match(table: Table, form: Form) -> dict[str, str]:
    remembered = dict(Heading.objects.filter(form=form.code).values_list("words", "code"))
    return {str(place): code for place, code in match(table, form, remembered).items()}


def _check_matched(form: Form, sheet: str, chosen: list[str], constants: Mapping[str, str]) -> None:
    twice = sorted({code for code in chosen if chosen.count(code) > 1})
    if twice:
        target = form.targets[twice[0]]
        raise RefusedError(
            f"{sheet}: hai cột cùng nói «{target.vi}»; chỉ chọn một",
            f"{sheet}: two columns say «{target.en}»; choose one",
        )
    said = {form.targets[code].about for code in chosen}
    said |= {code for code, text in constants.items() if text}
    if any(code.startswith("Person.birth_date=") for code in chosen):
        said.add("Person.sex")
    needs = [*form.needs]
    for record in form.records:
        if record is form.records[0] or any(c.startswith(f"{record.entity}.") for c in said):
            needs += [f"{record.entity}.{name}" for name in record.needs]
    missing = [form.targets[code] for code in needs if code not in said]
    if chosen and missing:
        raise RefusedError(
            f"{sheet}: chưa cột nào nói {', '.join(t.vi for t in missing)}",
            f"{sheet}: no column says {', '.join(t.en for t in missing)}",
        )


def _row(batch: Batch, plan: Plan) -> dict[str, Any]:
    effects = {"adds": plan.adds, "changes": plan.changes, "links": plan.links}
    problems = [asdict(problem) for problem in plan.line.problems]
    return {
        "batch_id": batch.pk,
        "sheet": plan.line.sheet,
        "number": plan.line.number,
        "state": plan.state,
        "name": str(plan.line.values.get("Person.full_name", ""))[:300],
        "household": plan.household if isinstance(plan.household, int) else None,
        "version": plan.version,
        "effects": json.dumps(effects, ensure_ascii=False),
        "problems": json.dumps(problems, ensure_ascii=False),
        "is_taken": False,
        "added": "[]",
    }


def _told(table: Table) -> dict[str, Any]:
    """What a page shows of a table before it is checked."""
    return {
        "sheet": table.sheet,
        "columns": [{**asdict(column), "letter": column.letter} for column in table.columns],
        "rows": len(table.rows),
        "hidden": sum(row.is_hidden for row in table.rows),
        "left_out": table.left_out[:_LEFT_OUT],
    }


def _counts(plans: Iterable[Plan]) -> dict[str, int]:
    counts = dict.fromkeys(("new", "changed", "same", "problem"), 0)
    for plan in plans:
        counts[plan.state] += 1
    return counts


class _Told:
    """Writes how far the check is, in hundredths, when that has changed."""

    def __init__(self, batch: Batch) -> None:
        self.batch = batch

    def __call__(self, done: int, total: int) -> None:
        reached = 100 * done // max(total, 1)
        if reached != self.batch.progress:
            self.batch.progress = reached
            Batch.objects.filter(pk=self.batch.pk).update(progress=reached)
