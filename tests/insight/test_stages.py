from __future__ import annotations

from collections.abc import Iterator

import pytest

from ansinh.insight.stages import STAGES, Stages, read_ahead


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


def test_reading_ahead_gives_every_item_in_order() -> None:
    assert list(read_ahead(range(5))) == [0, 1, 2, 3, 4]
    assert list(read_ahead([])) == []


def test_what_goes_wrong_while_reading_ahead_is_told_where_it_is_needed() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("gone")

    reader = read_ahead(items())
    assert next(reader) == 1
    with pytest.raises(OSError, match="gone"):
        next(reader)
