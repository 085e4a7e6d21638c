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
import importlib.util
import sys
from pathlib import Path
from types import ModuleType

from ansinh.engine.book import LawBook, declared_interactions, declared_versions
from ansinh.engine.declare import DECLARED
from ansinh.engine.documents import Documents
from ansinh.engine.errors import AnSinhError, LawError
from ansinh.engine.parameters import Parameter, ParameterTree, load_parameters, with_shape


def load_overlay(folder: Path, book: LawBook) -> LawBook:
    """Lay the law of ``folder`` over ``book``.

    A value given for a national parameter counts from its date until the overlay's next one, or
    until a later national value.

    Raises:
        LawError: the folder is not an overlay, or something in it is wrong; with file and line.
    """
    if not folder.is_dir():
        raise LawError(f"{folder}: no such folder of resolutions")
    register = folder / "documents.yaml"
    if not register.is_file():
        raise LawError(f"{folder} has no documents.yaml that names its resolutions")
    documents = book.documents.merged(Documents.load(register))
    parameters = book.parameters
    figures = folder / "parameters.yaml"
    if figures.is_file():
        parameters = laid_over(parameters, load_parameters(figures, "", documents))
    modules = [load_rules(path) for path in sorted(folder.glob("*.py")) if path.stem != "__init__"]
    return book.revised(
        parameters=parameters,
        versions=declared_versions(modules),
        interactions=declared_interactions(modules),
        documents=documents,
    )


def laid_over(national: ParameterTree, local: ParameterTree) -> ParameterTree:
    """National parameters with the values of ``local`` added to their histories."""
    return national.replaced({own.path: _joined(national, own) for own in local})


def _joined(national: ParameterTree, own: Parameter) -> Parameter:
    if own.path not in national:
        return own
    base = national[own.path]
    if (own.type, own.shape) != (base.type, base.shape):
        raise LawError(
            f"{own.file}:{own.line}: {own.path} is {own.unit} ({own.shape}) here but {base.unit} "
            f"({base.shape}) in the national law"
        )
    values = sorted((*base.values, *own.values), key=lambda value: value.effect)
    return with_shape(Parameter(**{**vars(base), "values": tuple(values)}))


def load_rules(path: Path) -> ModuleType:
    """Run a file of rules that stands outside the package.

    Raises:
        LawError: Python cannot run it; with file and line.
    """
    name = (
        f"ansinh_rules_{path.stem}_{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:12]}"
    )
    specification = importlib.util.spec_from_file_location(name, path)
    if specification is None or specification.loader is None:
        raise LawError(f"{path}: not a file of Python rules")
    module = importlib.util.module_from_spec(specification)
    sys.modules[name] = module
    try:
        specification.loader.exec_module(module)
    except AnSinhError:
        raise
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
