"""What indicators mean, read from ``data/indicators.yaml`` and tied to their functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from ansinh.engine.errors import DataError
from ansinh.insight.indicators.measure import INDICATORS

DATA = Path(__file__).parent.parent / "data"
_FILE = DATA / "indicators.yaml"
_WANTED = {"theme", "vi", "en", "unit", "definition", "basis"}
_ALLOWED = _WANTED | {"unit_en", "better", "targets", "from_results", "unverified"}


@dataclass(frozen=True)
class Definition:
    """One indicator in words.

    Attributes:
        better: ``higher`` or ``lower``: the direction a target asks for; empty where none does.
        targets: Codes of the plan's targets that it answers.
        from_results: Whether it is read from the results of a run, not from the registry.
        basis: The document or book that defines it.
        unverified: Why the definition is not sure; empty where it was read in its text.
    """

    name: str
    theme: str
    vi: str
    en: str
    unit: str
    unit_en: str
    meaning: str
    meaning_en: str
    basis: str
    basis_en: str
    better: str
    targets: tuple[str, ...]
    from_results: bool
    unverified: str
    unverified_en: str


@lru_cache(maxsize=1)
def definitions() -> Mapping[str, Definition]:
    """Every indicator by name, in the order it is told in.

    Raises:
        DataError: an entry lacks something, or names no function, or a function has no entry.
    """
    # The modules that declare indicators.
    from ansinh.insight import labour, population, welfare  # noqa: F401

    raw = _raw()
    found = {name: _definition(name, entry) for name, entry in raw["indicators"].items()}
    for name, entry in found.items():
        if entry.theme not in raw["themes"]:
            raise DataError(f"{_FILE.name}, {name}: theme: {entry.theme!r} is none of the themes")
    computed = {name for name, entry in found.items() if not entry.from_results}
    if computed != set(INDICATORS):
        raise DataError(
            f"{_FILE.name}: expected an entry a function; without their other half:"
            f" {', '.join(sorted(computed ^ set(INDICATORS)))}"
        )
    return found


def themes() -> dict[str, tuple[str, str]]:
    """Vietnamese and English name of each theme, in order."""
    return {name: (entry["vi"], entry["en"]) for name, entry in _raw()["themes"].items()}


def missing() -> dict[str, tuple[str, str]]:
    """Code of a target that no registry answers → what it would need, in both languages."""
    return {code: (entry["vi"], entry["en"]) for code, entry in _raw()["missing"].items()}


def _definition(name: str, entry: dict[str, Any]) -> Definition:
    if not (_WANTED <= set(entry) <= _ALLOWED):
        odd = ", ".join(sorted((_WANTED - set(entry)) | (set(entry) - _ALLOWED)))
        raise DataError(f"{_FILE.name}, {name}: missing or unknown: {odd}")
    better, targets = entry.get("better", ""), tuple(entry.get("targets", ()))
    if better not in ("", "higher", "lower") or (targets and not better):
        raise DataError(f"{_FILE.name}, {name}: better: expected higher or lower, got {better!r}")
    doubt = entry.get("unverified", {"vi": "", "en": ""})
    return Definition(
        name=name,
        theme=entry["theme"],
        vi=entry["vi"],
        en=entry["en"],
        unit=entry["unit"],
        unit_en=entry.get("unit_en", entry["unit"]),
        meaning=entry["definition"]["vi"],
        meaning_en=entry["definition"]["en"],
        basis=entry["basis"]["vi"],
        basis_en=entry["basis"]["en"],
        better=better,
        targets=targets,
        from_results=bool(entry.get("from_results")),
        unverified=doubt["vi"],
        unverified_en=doubt["en"],
    )


@lru_cache(maxsize=1)
def _raw() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return found
