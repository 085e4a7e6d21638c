"""The collector is off while something large is made, and as it was before afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from ansinh.engine.collecting import without_collector


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    yield
    gc.enable()


@without_collector()
def nothing_but(error: Exception) -> None:
    assert not gc.isenabled()
    raise error


def test_the_collector_is_off_inside_and_on_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="no such rule"):
        nothing_but(ValueError("no such rule"))
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with without_collector(), without_collector():
        pass
    assert not gc.isenabled()
