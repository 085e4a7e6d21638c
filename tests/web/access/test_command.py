from __future__ import annotations

import os

import pytest
from typer.testing import CliRunner

from ansinh.cli import app
from ansinh.web.access import audit
from ansinh.web.access.models import Checkpoint, Entry, User
from ansinh.web.access.policy import Action, may


@pytest.fixture
def run(db: None) -> CliRunner:
    return CliRunner(env={**os.environ, "COLUMNS": "200"})


def test_the_first_administrator_is_made_at_the_command_line(run: CliRunner) -> None:
    told = run.invoke(app, ["office", "administrator", "quantri", "Nguyễn Thị Hoà"])
    assert told.exit_code == 0, told.output
    user = User.objects.get(username="quantri")
    assert user.check_password(told.output.strip().rpartition(" ")[2])
    assert user.must_change_password
    assert may(user, Action.MANAGE_ACCOUNTS)
    again = run.invoke(app, ["office", "administrator", "quantri", "Nguyễn Thị Hoà"])
    assert again.exit_code == 1


def test_the_whole_log_is_walked_at_the_command_line(run: CliRunner) -> None:
    audit.write_many(None, "read", [(f"household {n}", {}) for n in range(1, 4)])
    assert run.invoke(app, ["audit", "verify"]).exit_code == 0
    assert Checkpoint.objects.get().lines == 3
    Entry.objects.filter(subject="household 2").update(subject="household 9")
    broken = run.invoke(app, ["audit", "verify"])
    assert broken.exit_code == 1
    assert str(Entry.objects.get(subject="household 9").pk) in broken.output
