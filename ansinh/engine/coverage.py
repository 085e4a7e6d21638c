"""Which branches of the law its cases have seen, and which way.

The rules are run by the oracle as copies in which every condition tells what it was: the test of
an ``if``, each operand of ``and`` and ``or``, each comparison (a chained one is several), the
predicate of an aggregate, whether an exception applied and whether a benefit was granted. Only what
a case expects, and what that reads, counts.
"""

from __future__ import annotations

import ast
import copy
import types
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from ansinh.engine.book import LawBook, Rule
from ansinh.engine.cases import Case
from ansinh.engine.declare import Version
from ansinh.engine.errors import DataError, EvaluationError
from ansinh.engine.oracle import Oracle
from ansinh.engine.rows import Row
from ansinh.engine.translate.signature import SourceFile, definition

_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
}
#: Names under which the copies find the functions that take note.
_SEEN, _ENDED = "_ansinh_seen", "_ansinh_ended"


@dataclass
class Point:
    """A place in a version of a rule that may go two ways.

    Attributes:
        kind: ``condition``, ``exception``, ``benefit``; ``version`` is the function as a whole.
        text: The condition as written.
        seen: The truth values that cases have met; for a version, ``{True}`` once it was run.
    """

    rule: Rule
    version: Version
    kind: str
    line: int
    text: str = ""
    seen: set[bool] = field(default_factory=set)

    @property
    def unseen(self) -> list[bool]:
        """The ways that no case has gone."""
        wanted = (True,) if self.kind == "version" else (True, False)
        return [way for way in wanted if way not in self.seen]


def coverage(book: LawBook, cases: Iterable[Case]) -> list[Point]:
    """Run the cases and say what they saw of every version of every rule.

    Raises:
        AnSinhError: a case expects something of a person, rule or benefit that does not exist.
    """
    recorder = _Recorder()
    versions = [
        recorder.instrumented(rule, version)
        for rule in book.rules.values()
        for version in (*rule.versions, *rule.exceptions)
    ]
    noting = LawBook(
        book.entities,
        book.documents,
        book.parameters,
        versions=versions,
        interactions=book.interactions,
    )
    for case in cases:
        _run(case, noting)
    return recorder.points


def _run(case: Case, book: LawBook) -> None:
    rows = {row.key: row for row in case.household.walk()}
    for check in case.checks:
        oracle = Oracle(book, check.effect, check.known)
        for who, expected in check.expect.items():
            if who not in rows:
                raise DataError(f"{case.file}: {case.name!r} expects something of {who!r}, unknown")
            for what in expected:
                _evaluate(oracle, rows[who], book.benefit(what).name if "." in what else what)


def _evaluate(oracle: Oracle, row: Row, name: str) -> None:
    try:
        oracle.value(row, name)
    except EvaluationError:
        return  # what it saw until it reached a missing fact has been noted


class _Recorder:
    """Makes copies of rules that take note in ``points``."""

    def __init__(self) -> None:
        self.points: list[Point] = []

    def seen(self, number: int, value: Any) -> Any:
        """Note that a condition was ``value``."""
        self.points[number].seen.add(bool(value))
        return value

    def ended(self, number: int, value: Any) -> Any:
        """Note how a version ended."""
        point = self.points[number]
        applies = value is not None if point.kind == "exception" else value is True or value > 0
        point.seen.add(True if point.kind == "version" else applies)
        return value

    def instrumented(self, rule: Rule, version: Version) -> Version:
        """A copy of a version that takes note of every way it goes."""
        original, file = definition(version)
        node = copy.deepcopy(original)
        node.decorator_list = []
        node.returns = None
        for argument in node.args.args:
            argument.annotation = None
        instrument = _Instrument(self, rule, version, file)
        node.body = [instrument.visit(item) for item in node.body]
        node.body.insert(0, self.beginning(rule, version))
        module = ast.fix_missing_locations(ast.Module([node], []))
        return replace(version, function=self.compiled(module, version))

    def beginning(self, rule: Rule, version: Version) -> ast.stmt:
        """A statement that notes that the version was run."""
        number = self.point(rule, version, "version", version.line, version.name)
        return ast.Expr(_call(_SEEN, number, ast.Constant(True)))

    def point(self, rule: Rule, version: Version, kind: str, line: int, text: str) -> int:
        """The number of a new point."""
        self.points.append(Point(rule, version, kind, line, text))
        return len(self.points) - 1

    def compiled(self, module: ast.Module, version: Version) -> Callable[..., Any]:
        """The instrumented function, among the names of the original."""
        old = version.function
        cells = zip(old.__code__.co_freevars, old.__closure__ or (), strict=True)
        scope = {
            **old.__globals__,
            **{name: cell.cell_contents for name, cell in cells},
            _SEEN: self.seen,
            _ENDED: self.ended,
        }
        exec(compile(module, version.file, "exec"), scope)  # noqa: S102 - the project's own rule
        function = scope[old.__name__]
        assert isinstance(function, types.FunctionType)
        function.__code__ = function.__code__.replace(co_firstlineno=version.line)
        function.__annotations__ = old.__annotations__
        return function


class _Instrument(ast.NodeTransformer):
    """Wraps every condition of one function."""

    def __init__(self, recorder: _Recorder, rule: Rule, version: Version, file: SourceFile) -> None:
        self.recorder, self.rule, self.version, self.file = recorder, rule, version, file
        self.result: int | None = None
        if version.kind in ("benefit", "exception"):
            self.result = recorder.point(rule, version, version.kind, version.line, version.name)

    def noted(self, node: ast.expr) -> ast.expr:
        """``node``, which says what it was; ``and`` and ``or`` say it through their operands."""
        text, line = self.file.text(node), node.lineno
        tells_itself = isinstance(node, ast.BoolOp | ast.Constant | ast.Compare)
        if tells_itself or _is_negated_logic(node):
            visited: ast.expr = self.visit(node)
            return visited
        return self.told(line, text, self.visit(node))

    def told(self, line: int, text: str, node: ast.expr) -> ast.expr:
        """``node``, whose value is noted."""
        number = self.recorder.point(self.rule, self.version, "condition", line, text)
        return _call(_SEEN, number, node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Each comparison of a chain: on both sides of every threshold stands a case."""
        operands = [node.left, *node.comparators]
        texts = [self.file.text(operand) for operand in operands]
        whole = [self.file.text(node)] if len(node.ops) == 1 else []
        visited: list[ast.expr] = [self.visit(operand) for operand in operands]
        parts = [
            self.told(
                node.lineno,
                whole[0] if whole else f"{texts[n]} {_SIGNS[type(sign)]} {texts[n + 1]}",
                ast.Compare(visited[n], [sign], [visited[n + 1]]),
            )
            for n, sign in enumerate(node.ops)
        ]
        return parts[0] if len(parts) == 1 else ast.BoolOp(ast.And(), parts)

    def visit_If(self, node: ast.If) -> ast.AST:
        """The test of a branch."""
        node.test = self.noted(node.test)
        node.body = [self.visit(item) for item in node.body]
        node.orelse = [self.visit(item) for item in node.orelse]
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """The test of a conditional value."""
        node.test = self.noted(node.test)
        node.body, node.orelse = self.visit(node.body), self.visit(node.orelse)
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """Each operand."""
        node.values = [self.noted(value) for value in node.values]
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """The predicates of an aggregate."""
        node.iter = self.visit(node.iter)
        node.ifs = [self.noted(test) for test in node.ifs]
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """What ``any()`` and ``all()`` ask of each member."""
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in ("any", "all") and node.args and isinstance(node.args[0], ast.GeneratorExp):
            generator = node.args[0]
            generator.generators = [self.visit(loop) for loop in generator.generators]
            generator.elt = self.noted(generator.elt)
            return node
        if name == "at_least" and len(node.args) > 1:
            node.args[1:] = [self.noted(argument) for argument in node.args[1:]]
            return node
        return self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> ast.AST:
        """How a benefit or an exception ends."""
        value = self.visit(node.value) if node.value is not None else ast.Constant(None)
        node.value = value if self.result is None else _call(_ENDED, self.result, value)
        return node


def _is_negated_logic(node: ast.expr) -> bool:
    return isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.BoolOp)


def _call(name: str, number: int, value: ast.expr) -> ast.expr:
    return ast.Call(ast.Name(name, ast.Load()), [ast.Constant(number), value], [])


def unseen(points: Iterable[Point]) -> Iterator[Point]:
    """The points that some case still has to go through; of a version never run, only that."""
    points = list(points)
    never = {id(p.version.function) for p in points if p.kind == "version" and p.unseen}
    for point in points:
        if point.kind == "version" or id(point.version.function) not in never:
            if point.unseen:
                yield point
