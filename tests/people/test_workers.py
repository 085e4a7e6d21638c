"""Several processes make the same bytes as one, and none outlives the command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ansinh.people import make as maker
from ansinh.people.make import make
from ansinh.people.workers import in_order
from tests.people.test_make import fingerprint

ROOT = Path(__file__).parents[2]
_STOPPED = """
import multiprocessing, os, signal, sys
from ansinh.people import make
def stop(done, total):
    print(*(child.pid for child in multiprocessing.active_children()), flush=True)
    os.kill(os.getpid(), int(sys.argv[2]))
if __name__ == "__main__":
    make.BLOCK = 500
    make.make(6000, 1, sys.argv[1], progress=stop, workers=2)
"""


def test_two_processes_make_the_same_bytes_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(maker, "BLOCK", 500)
    one = make(5_200, 4, tmp_path / "one").path
    two = make(5_200, 4, tmp_path / "two", workers=2).path
    assert fingerprint(one) == fingerprint(two)


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGKILL])
def test_a_stop_leaves_no_snapshot_and_no_process(tmp_path: Path, sent: signal.Signals) -> None:
    script = tmp_path / "stopped.py"
    script.write_text(_STOPPED)
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "r"), str(int(sent))],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    children = [int(pid) for pid in done.stdout.split()]
    assert len(children) >= 2
    deadline = time.monotonic() + 20
    while any(map(is_running, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_running, children))
    assert not (tmp_path / "r").exists()


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_one_worker_is_this_process() -> None:
    assert list(in_order([1, 2, 3], int, ("2",), pow, 1)) == [2, 4, 8]


def test_answers_come_in_order() -> None:
    found = list(in_order(range(20), int, ("2",), divided, 2))
    assert found == [thing // 2 for thing in range(20)]


def test_an_error_in_a_process_comes_out_as_itself() -> None:
    with pytest.raises(ZeroDivisionError):
        list(in_order([1] * 9, int, ("0",), divided, 2))


def divided(state: int, thing: int) -> int:
    return thing // state
