from __future__ import annotations

import pytest

from ansinh.insight.stages import STAGES, Stages, in_threads


def test_a_stage_inside_another_is_counted_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 3.0, 6.0, 10.0, 15.0])
    monkeypatch.setattr("ansinh.insight.stages.time.perf_counter", lambda: next(clock))
    stages = Stages()
    with stages("joining"), stages("kernel"):
        pass
    assert stages.whole == 15
    assert stages.seconds["other"] == 1 + 5
    assert stages.seconds["joining"] == 2 + 4
    assert stages.seconds["kernel"] == 3


def test_shares_add_up_to_the_whole() -> None:
    stages = Stages()
    with stages("reading"):
        pass
    told = stages.told()
    assert list(told) == list(STAGES)
    assert sum(row["share"] for row in told.values()) == pytest.approx(1, abs=0.01)


def test_a_stage_that_fails_is_closed() -> None:
    stages = Stages()
    with pytest.raises(ValueError, match="no"), stages("tables"):
        raise ValueError("no")
    with pytest.raises(KeyError), stages("lunch"):
        pass


def test_what_others_worked_is_added_and_waiting_for_them_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = iter([0.0, 1.0, 50.0, 52.0, 99.0, 100.0])
    monkeypatch.setattr("ansinh.insight.stages.time.perf_counter", lambda: next(clock))
    stages = Stages()
    for seconds in stages.each([{"kernel": 40.0}]):
        stages.take(seconds)
    assert stages.seconds["kernel"] == 40
    assert stages.whole == 40 + 1 + 2 + 1


def test_threads_give_every_answer_in_order_and_are_never_far_ahead() -> None:
    begun: list[int] = []

    def work(number: int) -> int:
        begun.append(number)
        return number * number

    answers = in_threads(work, range(20), 3)
    assert next(answers) == 0
    assert max(begun) <= 4
    assert list(answers) == [number * number for number in range(1, 20)]
    assert list(in_threads(work, [], 3)) == []


def test_what_goes_wrong_in_a_thread_is_told_where_it_is_needed() -> None:
    def work(number: int) -> int:
        if number == 1:
            raise OSError("gone")
        return number

    answers = in_threads(work, range(5), 2)
    assert next(answers) == 0
    with pytest.raises(OSError, match="gone"):
        next(answers)
