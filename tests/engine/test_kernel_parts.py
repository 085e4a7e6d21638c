"""A kernel in several objects, compiled side by side, answers like one object."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansinh.engine.kernel import Kernel, compiler, parts
from ansinh.engine.kernel.layout import plan
from ansinh.engine.tables import tables_of
from tests.engine.small_law import small_law
from tests.engine.test_kernel import DAY, households


@pytest.fixture
def tiny_parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(parts, "_WORTH_A_PROCESS", 1)
    monkeypatch.setattr(compiler, "processors", lambda: 2)
    monkeypatch.setenv("ANSINH_CACHE", str(tmp_path))


@pytest.mark.usefixtures("tiny_parts")
def test_every_rule_stands_in_one_part_and_one_part_drives() -> None:
    book = small_law()
    layout = plan(book, tuple(book.benefits), ())
    found = parts.cut(book, layout, 3)
    assert len(found) == 3
    assert sorted(key for part in found for key in part.rules) == sorted(layout.rules)
    assert [part.drives for part in found] == [False, False, True]
    assert any(part.shared for part in found)
    assert not any(part.shared & part.called_once for part in found)


def test_a_small_law_is_one_part() -> None:
    book = small_law()
    [part] = parts.cut(book, plan(book, tuple(book.benefits), ()), 16)
    assert part.drives
    assert not part.shared


@pytest.mark.usefixtures("tiny_parts")
def test_parts_answer_like_the_whole(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    book = small_law()
    tables = tables_of(book.entities, households(40))
    apart = Kernel(book)
    assert not apart.from_cache
    again = Kernel(book)
    assert again.from_cache
    monkeypatch.setattr(parts, "_WORTH_A_PROCESS", 1_000_000)
    monkeypatch.setenv("ANSINH_CACHE", str(tmp_path / "whole"))
    whole = Kernel(book)
    expected = whole.run(tables, [DAY]).outcomes
    assert expected.num_rows
    for kernel in (apart, again):
        assert kernel.run(tables, [DAY]).outcomes.equals(expected)


@pytest.mark.parametrize("count", [1, 2])
def test_a_text_that_llvm_refuses_is_an_error_with_its_message(count: int) -> None:
    with pytest.raises(RuntimeError, match="expected top-level entity"):
        compiler.machine_code(iter(["no assembly"] * count), count)
