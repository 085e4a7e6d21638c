"""A province's own resolutions: a folder of dated, cited law laid over the national law.

::

    bac_giang/
      documents.yaml      the resolutions
      parameters.yaml     values of national parameters, or new ones, by full path
      *.py                rules, benefits, exceptions and interactions
      cases/*.yaml
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

import yaml

from ansinh.engine.book import LawBook, declared_interactions, declared_versions
from ansinh.engine.declare import DECLARED
from ansinh.engine.documents import Documents
from ansinh.engine.errors import AnSinhError, LawError, ParameterError
from ansinh.engine.parameter_files import load_parameters, with_shape
from ansinh.engine.parameters import DatedValue, Parameter, ParameterTree
from ansinh.engine.values import NEVER


def load_overlay(folder: Path, book: LawBook) -> LawBook:
    """Lay the law of ``folder`` over ``book``.

    A value given for a national parameter counts from its date until the folder's own next one,
    until ``value: null``, or until its document ends; from then on the national value counts again.

    Raises:
        LawError: the folder is not an overlay, or something in it is wrong; with file and line.
    """
    rules = _files(folder)
    documents = book.documents.merged(_documents(folder / "documents.yaml", book))
    parameters = book.parameters
    figures = folder / "parameters.yaml"
    if figures.is_file():
        with _reading(figures):
            local = load_parameters(figures, "", documents)
        parameters = laid_over(parameters, local, documents)
    modules = [load_rules(path) for path in rules]
    with _reading(folder):
        laid = book.revised(
            parameters=parameters,
            versions=declared_versions(modules),
            interactions=declared_interactions(modules),
            documents=documents,
        )
        _ = laid.program
    return laid


def _files(folder: Path) -> list[Path]:
    """The files of rules, once the folder is known to be an overlay."""
    if not folder.is_dir():
        raise LawError(f"{folder}: no such folder of resolutions")
    if not (folder / "documents.yaml").is_file():
        raise LawError(f"{folder} has no documents.yaml that names its resolutions")
    rules = [path for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]
    if not rules and not (folder / "parameters.yaml").is_file():
        raise LawError(f"{folder} has neither parameters.yaml nor a .py file: it changes nothing")
    return rules


def _documents(path: Path, book: LawBook) -> Documents:
    with _reading(path):
        content = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader) or []
        if not isinstance(content, list) or not all(isinstance(item, dict) for item in content):
            raise LawError(f"{path}: expected a list: - {{number: …, title: …, issued: …, …}}")
        own = Documents.load(path)
    for item in own:
        if item.number in book.documents:
            raise LawError(f"{path}: {item.number} is already registered; cite it without listing")
    return own


@contextmanager
def _reading(place: Path) -> Iterator[None]:
    """Errors that do not say where they arose are given ``place``."""
    try:
        yield
    except (yaml.YAMLError, ValueError) as error:
        raise LawError(f"{place}: {' '.join(str(error).split())}") from None
    except AnSinhError as error:
        if str(place) in str(error):
            raise
        raise LawError(f"{place}: {error}") from error


def laid_over(national: ParameterTree, local: ParameterTree, documents: Documents) -> ParameterTree:
    """National parameters with the values of ``local`` taking precedence while they last.

    Args:
        documents: Where the end of a resolution is looked up.

    Raises:
        LawError: a parameter has another unit or shape than the national one.
    """
    return national.replaced({own.path: _joined(national, own, documents) for own in local})


def _joined(national: ParameterTree, own: Parameter, documents: Documents) -> Parameter:
    if own.path not in national:
        return own
    base = national[own.path]
    if (own.unit, own.shape) != (base.unit, base.shape):
        raise LawError(
            f"{own.file}:{own.line}: {own.path} is {own.unit} ({own.shape}) here but {base.unit} "
            f"({base.shape}) in the national law"
        )
    # The last value that holds counts (Parameter.at), so what takes precedence stands behind.
    values = list(base.values)
    for value, end in zip(own.values, _ends(own, documents), strict=True):
        if value.value is not None:
            values.append(value)
        if value.value is None or end is not None:
            values += _again(base, end or value.effect, value.known)
    try:
        return with_shape(replace(base, values=tuple(values)))
    except ParameterError as error:
        raise LawError(f"{own.file}:{own.line}: {error}") from None


def _ends(own: Parameter, documents: Documents) -> list[date | None]:
    """For each value the day its document ends, where no later value comes first."""
    following = [*(value.effect for value in own.values[1:]), NEVER]
    ends: list[date | None] = []
    for value, after in zip(own.values, following, strict=True):
        until = documents[value.cite.document].until if value.cite else NEVER
        ends.append(until if value.effect < until < after else None)
    return ends


def _again(base: Parameter, day: date, known: date) -> list[DatedValue]:
    """The national values that count from ``day`` on for whoever knows what was laid over them."""
    last = DatedValue(day, known, None, None)
    surprises: list[DatedValue] = []
    for value in base.values:
        if value.effect <= day and value.known <= known:
            last, surprises = value, []
        elif value.effect <= day:
            surprises.append(value)
    values = [replace(value, effect=day) for value in (last, *surprises)]
    values += [value for value in base.values if value.effect > day]
    return [replace(value, known=max(value.known, known)) for value in values]


def load_rules(path: Path) -> ModuleType:
    """Run a file of rules that stands outside the package.

    Raises:
        LawError: Python cannot run it; with file and line.
    """
    name = (
        f"ansinh_rules_{path.stem}_{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]}"
    )
    module = ModuleType(name)
    module.__file__ = str(path)
    sys.modules[name] = module
    try:
        # Never through a .pyc: an edit within the same second would be missed.
        exec(compile(path.read_bytes(), str(path), "exec"), vars(module))  # noqa: S102
    except AnSinhError as error:
        if str(path) in str(error):
            raise
        raise LawError(f"{path}:{_line_in(error, path)}: {error}") from error
    except SyntaxError as error:
        raise LawError(f"{path}:{error.lineno}: {error.msg}") from None
    except Exception as error:
        raise LawError(f"{path}:{_line_in(error, path)}: {error}") from error
    vars(module).setdefault(DECLARED, [])
    return module


def _line_in(error: Exception, path: Path) -> int:
    """The last line of ``path`` that an error went through."""
    line, step = 0, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == str(path):
            line = step.tb_lineno
        step = step.tb_next
    return line
