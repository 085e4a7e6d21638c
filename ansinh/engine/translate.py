"""From the Python function of a rule to the typed intermediate form.

Only a small subset of Python is a rule; anything else is refused with file, line and what to write
instead. There is no fall-back.
"""

from __future__ import annotations

import ast
import enum
import typing
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any

from ansinh.engine import ir
from ansinh.engine.dates import DATE_FUNCTIONS
from ansinh.engine.entities import EntityMap
from ansinh.engine.errors import RuleError, UnknownNameError
from ansinh.engine.ir import BOOL, DATE, INT, MONEY, NONE, Source, Type
from ansinh.engine.values import MAX_SCALE, RATE_SCALE, ROUNDINGS, Choice, Unit, ratio

if TYPE_CHECKING:
    from ansinh.engine.book import LawBook
    from ansinh.engine.declare import Version

_RATE = Type("rate", RATE_SCALE)
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*",
    ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}
_DATE_RESULTS = {
    name: INT if name in ("months_between", "years_between", "year_of", "month_of") else DATE
    for name in DATE_FUNCTIONS
}
#: Ratios are compared in signed 128-bit integers.
_COMPARED_BITS = 127
_FIRST_ARGUMENTS_ARE_DATES = {"months_between": 2, "years_between": 2}


@lru_cache(maxsize=512)
def _module(path: str) -> tuple[ast.Module, str]:
    text = Path(path).read_text(encoding="utf-8")
    return ast.parse(text, path), text


def _definition(version: Version) -> tuple[ast.FunctionDef, str]:
    tree, text = _module(version.file)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            if first == version.line and node.name == version.function.__name__:
                return node, text
    raise RuleError(version.file, version.line, "source not found", "a function in a file")


def _hints(version: Version) -> dict[str, Any]:
    try:
        return typing.get_type_hints(version.function, include_extras=True)
    except NameError as error:
        raise RuleError(
            version.file, version.line, f"{error} in an annotation", "an imported name"
        ) from None


def subject_entity(version: Version, entities: EntityMap) -> str:
    """Name of the entity that a rule is about: the annotation of its first argument."""
    arguments = version.function.__code__.co_varnames[: version.function.__code__.co_argcount]
    hint = _hints(version).get(arguments[0]) if arguments else None
    name = getattr(hint, "__name__", "")
    if name not in entities.types:
        known = ", ".join(entities.types)
        raise RuleError(
            version.file, version.line, f"{version.name}: the first argument is not an entity",
            f"def {version.name}(person: Person, …) with one of {known}",
        )
    return name


def result_type(version: Version) -> Type:
    """Type that a rule's annotation promises.

    Raises:
        RuleError: there is none, or it is not a type of rules.
    """
    hint = _hints(version).get("return")
    origin = typing.get_origin(hint)
    if origin in (typing.Union, UnionType):
        options = [a for a in typing.get_args(hint) if a is not NoneType]
        hint = options[0] if version.kind == "exception" and len(options) == 1 else None
        origin = typing.get_origin(hint)
    if hint is bool:
        return BOOL
    if hint is int:
        return INT
    if hint is date:
        return DATE
    if isinstance(hint, type) and issubclass(hint, Choice):
        return Type("choice", choice=hint)
    if origin is typing.Annotated:
        kind = next((m.kind for m in typing.get_args(hint)[1:] if isinstance(m, Unit)), "")
        if kind in ("money", "rate"):
            return MONEY if kind == "money" else _RATE
    raise RuleError(
        version.file, version.line, f"{version.name} does not say what it returns",
        "-> bool, int, Money, Rate, date or a Choice",
    )


def scaled(value: Any) -> int:
    """A constant or parameter of any type as the kernel's 64-bit integer."""
    if isinstance(value, bool | int):
        return int(value)
    if isinstance(value, Fraction):
        return int(value * 10**RATE_SCALE)
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, Choice):
        return value.ordinal
    raise TypeError(f"no kernel value for {value!r}")


@dataclass(frozen=True)
class _Named:
    """A Python object that a name in a rule stands for."""

    value: Any


def translate(version: Version, book: LawBook, returns: Type) -> ir.Node:
    """Translate one version of a rule.

    Raises:
        RuleError: with file, line, and what to write instead.
    """
    definition, text = _definition(version)
    return _Translator(version, book, returns, definition, text).function()


@dataclass
class _Translator:
    version: Version
    book: LawBook
    returns: Type
    definition: ast.FunctionDef
    text: str
    entities: dict[str, Any] = field(default_factory=dict)
    locals: dict[str, Type] = field(default_factory=dict)
    law: str = ""
    depth: int = 0

    # --- errors and sources ---------------------------------------------------------------------

    def fail(self, node: ast.AST, problem: str, instead: str) -> RuleError:
        line = getattr(node, "lineno", self.version.line)
        return RuleError(self.version.file, line, f"{self.version.name}: {problem}", instead)

    def source(self, node: ast.expr) -> Source:
        text = ast.get_source_segment(self.text, node) or ""
        return Source(node.lineno, node.col_offset, " ".join(text.split()))

    # --- statements -----------------------------------------------------------------------------

    def function(self) -> ir.Node:
        names = [argument.arg for argument in self.definition.args.args]
        if len(names) > 2 or self.definition.args.vararg or self.definition.args.kwonlyargs:
            raise self.fail(self.definition, "takes too much", "def rule(person: Person, law: Law)")
        self.entities[names[0]] = ir.Subject(subject_entity(self.version, self.book.entities))
        self.law = names[1] if len(names) == 2 else ""
        body = list(self.definition.body)
        if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            body = body[1:]
        return self.block(body, self.definition)

    def block(self, body: list[ast.stmt], parent: ast.AST) -> ir.Node:
        if not body:
            raise self.fail(parent, "may end without a value", "a return on every way through")
        first, rest = body[0], body[1:]
        if isinstance(first, ast.Return):
            if rest:
                raise self.fail(rest[0], "is never reached", "nothing after return")
            return self.returned(first)
        if isinstance(first, ast.If):
            return self.branch(first, rest)
        if isinstance(first, ast.Assign):
            return self.assignment(first, rest)
        raise self.fail(
            first, f"{type(first).__name__} is not part of the rule language",
            "names, if and return; for loops become sum(), any(), all(), max(), min()",
        )

    def returned(self, node: ast.Return) -> ir.Node:
        if node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None):
            if self.version.kind != "exception":
                raise self.fail(node, "returns nothing", "return a value on every way through")
            return ir.NotApplicable(NONE, None)
        return self.fit(self.expression(node.value), self.returns, node.value)

    def branch(self, node: ast.If, rest: list[ast.stmt]) -> ir.Node:
        if not _always_returns(node.body):
            raise self.fail(
                node, "this branch does not return",
                "return in the branch, or: name = value if condition else other",
            )
        condition = self.condition(node.test)
        saved = dict(self.locals)
        then = self.block(node.body, node)
        self.locals = saved
        if node.orelse and rest and _always_returns(node.orelse):
            raise self.fail(rest[0], "is never reached", "nothing after if … else with returns")
        orelse = self.block([*node.orelse, *rest] if node.orelse else rest, node)
        self.locals = saved
        return ir.If(self.join(then, orelse, node), self.source(node.test), condition, then, orelse)

    def join(self, then: ir.Node, orelse: ir.Node, node: ast.AST) -> Type:
        if then.type == NONE:
            return orelse.type
        if orelse.type not in (NONE, then.type):
            raise self.fail(node, f"branches give {then.type} and {orelse.type}", "one type")
        return then.type

    def assignment(self, node: ast.Assign, rest: list[ast.stmt]) -> ir.Node:
        target = node.targets[0]
        if len(node.targets) != 1 or not isinstance(target, ast.Name):
            raise self.fail(node, "only a single name can be given a value", "name = value")
        if target.id in self.locals or target.id in self.entities or target.id == self.law:
            raise self.fail(node, f"{target.id} already has a meaning", "another name")
        entity = self.try_entity(node.value)
        if entity is not None:
            self.entities[target.id] = entity
            return self.block(rest, node)
        value = self.expression(node.value)
        self.locals[target.id] = value.type
        body = self.block(rest, node)
        return ir.Let(body.type, self.source(node.value), target.id, value, body)

    # --- entities -------------------------------------------------------------------------------

    def try_entity(self, node: ast.expr) -> Any:
        """The entity expression that ``node`` is, or ``None``."""
        if isinstance(node, ast.Name):
            return self.entities.get(node.id)
        if not isinstance(node, ast.Attribute):
            return None
        of = self.try_entity(node.value)
        if of is None:
            return None
        if node.attr == "last_month":
            return ir.LastMonth(of, of.entity)
        relation = self.book.entities[of.entity].relations.get(node.attr)
        if relation is None or relation.kind == "members":
            return None
        make = ir.Owner if relation.kind == "owner" else ir.Follow
        return make(of, relation.target, relation.name)

    def members(self, node: ast.expr) -> tuple[Any, Any] | None:
        """The owner and relation when ``node`` is ``household.people``."""
        if not isinstance(node, ast.Attribute):
            return None
        of = self.try_entity(node.value)
        if of is None:
            return None
        relation = self.book.entities[of.entity].relations.get(node.attr)
        return (of, relation) if relation is not None and relation.kind == "members" else None

    # --- expressions ----------------------------------------------------------------------------

    def condition(self, node: ast.expr) -> ir.Node:
        value = self.expression(node)
        if value.type != BOOL:
            raise self.fail(node, f"a condition must be true or false, not {value.type}", "x > 0")
        return value

    def expression(self, node: ast.expr) -> ir.Node:
        handlers: dict[type[ast.expr], Callable[[Any], ir.Node]] = {
            ast.Constant: self.constant, ast.Name: self.name, ast.Attribute: self.attribute,
            ast.Subscript: self.subscript, ast.BoolOp: self.boolean, ast.UnaryOp: self.unary,
            ast.BinOp: self.binary, ast.Compare: self.compare, ast.IfExp: self.ternary,
            ast.Call: self.call,
        }
        handler = handlers.get(type(node))
        if handler is None:
            raise self.fail(
                node, f"{type(node).__name__} is not part of the rule language",
                "facts, rules, parameters, arithmetic, comparisons, and, or, not, if",
            )
        return handler(node)

    def constant(self, node: ast.Constant) -> ir.Node:
        return self.literal(node.value, node)

    def literal(self, value: Any, node: ast.expr) -> ir.Node:
        source = self.source(node)
        if isinstance(value, bool):
            return ir.Constant(BOOL, source, value)
        if isinstance(value, int) and not isinstance(value, enum.Enum):
            return ir.Constant(INT, source, value)
        if isinstance(value, date):
            return ir.Constant(DATE, source, value)
        if isinstance(value, Choice):
            return ir.Constant(Type("choice", choice=type(value)), source, value)
        if isinstance(value, float):
            raise self.fail(node, f"{value} is a float", "a parameter with unit rate, cited")
        raise self.fail(node, f"{value!r} is not a value of rules", "a number, date or Choice")

    def name(self, node: ast.Name) -> ir.Node:
        if node.id in self.locals:
            return ir.Local(self.locals[node.id], self.source(node), node.id)
        return self.literal(self.resolve(node).value, node)

    def resolve(self, node: ast.expr) -> _Named:
        """The Python object that a dotted name in the module stands for."""
        if isinstance(node, ast.Attribute):
            holder = self.resolve(node.value).value
            if hasattr(holder, node.attr):
                return _Named(getattr(holder, node.attr))
            members = getattr(holder, "__members__", {})
            raise self.unknown(node, f"name in {holder}", node.attr, list(members))
        if isinstance(node, ast.Name):
            scope = self.version.function.__globals__
            if node.id in self.entities:
                raise self.fail(node, f"{node.id} is not a value", f"a fact such as {node.id}.age")
            if node.id in scope:
                return _Named(scope[node.id])
            raise self.unknown(node, "name", node.id, [*scope, *self.locals, *self.entities])
        raise self.fail(node, "not a name", "a fact, rule, parameter or constant")

    def unknown(self, node: ast.AST, what: str, name: str, known: list[str]) -> RuleError:
        error = UnknownNameError(what, name, known)
        return self.fail(node, str(error), "a declared name")

    def attribute(self, node: ast.Attribute) -> ir.Node:
        of = self.try_entity(node.value)
        if of is not None:
            return self.read(of, node)
        if self.is_law(node):
            return self.parameter(node, None)
        return self.literal(self.resolve(node).value, node)

    def read(self, of: Any, node: ast.Attribute) -> ir.Node:
        entity = self.book.entities[of.entity]
        if node.attr in entity.facts:
            found = entity.facts[node.attr]
            scale = found.decimals if found.type == "rate" else 0
            kind = Type(found.type, scale, found.choice)
            return ir.ReadFact(kind, self.source(node), of, node.attr)
        if node.attr in entity.relations:
            raise self.fail(node, f"{node.attr} is not a value", "one of its facts, or exists(…)")
        key = f"{of.entity}.{node.attr}"
        if key not in self.book.rules:
            names = [r.name for r in self.book.rules.values() if r.entity == of.entity]
            what = f"fact or rule of {of.entity}"
            raise self.unknown(node, what, node.attr, [*names, *entity.facts])
        return ir.ReadRule(self.book.rules[key].type, self.source(node), of, node.attr)

    # --- parameters -----------------------------------------------------------------------------

    def is_law(self, node: ast.expr) -> bool:
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id == self.law and bool(self.law)

    def parameter(self, node: ast.expr, index: tuple[str, ast.expr] | None) -> ir.Node:
        path = (ast.get_source_segment(self.text, node) or "").split(".", 1)[-1]
        path = "".join(path.split())
        if path == "date":
            return ir.Today(DATE, self.source(node))
        if path not in self.book.parameters:
            known = list(self.book.parameters.parameters)
            raise self.unknown(node, "parameter", path, known)
        found = self.book.parameters[path]
        kind = _RATE if found.type == "rate" else Type(found.type)
        shapes = {"single": None, "by_choice": "choice", "brackets": "of"}
        if (index[0] if index else None) != shapes[found.shape]:
            instead = {"single": f"law.{path}", "by_choice": f"law.{path}[choice]",
                       "brackets": f"law.{path}.of(number)"}[found.shape]
            raise self.fail(node, f"{path} is a parameter of shape {found.shape}", instead)
        if index is None:
            return ir.ReadParameter(kind, self.source(node), path, "single", 1)
        position = self.expression(index[1])
        if found.shape == "by_choice":
            if position.type.choice is None:
                raise self.fail(index[1], f"{path} is indexed by a choice", "a Choice")
            unknown = set(found.keys) - set(position.type.choice.codes())
            if unknown:
                name = position.type.choice.__name__
                raise self.fail(node, f"{path} has keys {sorted(unknown)} not in {name}", name)
            size = len(position.type.choice)
        else:
            if position.type != INT:
                raise self.fail(index[1], f"brackets are looked up by an int, not {position.type}",
                                "a count of years, months or persons")
            size = found.size
        return ir.ReadParameter(kind, self.source(node), path, found.shape, size, position)

    def subscript(self, node: ast.Subscript) -> ir.Node:
        if self.is_law(node.value):
            return self.parameter(node.value, ("choice", node.slice))
        raise self.fail(node, "only parameters are indexed", "law.parameter[choice]")

    # --- operators ------------------------------------------------------------------------------

    def boolean(self, node: ast.BoolOp) -> ir.Node:
        values = [self.condition(value) for value in node.values]
        make = ir.And if isinstance(node.op, ast.And) else ir.Or
        result = values[-1]
        for value in reversed(values[:-1]):
            result = make(BOOL, self.source(node), value, result)
        return result

    def unary(self, node: ast.UnaryOp) -> ir.Node:
        if isinstance(node.op, ast.Not):
            return ir.Not(BOOL, self.source(node), self.condition(node.operand))
        value = self.expression(node.operand)
        if isinstance(node.op, ast.USub) and value.type.is_number:
            if isinstance(value, ir.Constant):
                return ir.Constant(value.type, value.source, -value.value)  # type: ignore[operator]
            return ir.Negate(value.type, self.source(node), value)
        raise self.fail(node, "this sign cannot stand here", "not x, or -number")

    def binary(self, node: ast.BinOp) -> ir.Node:
        operator = _OPERATORS.get(type(node.op))
        if operator is None:
            raise self.fail(
                node, f"{type(node.op).__name__} is inexact or not part of the rule language",
                "ratio(a, b), and a named rounding such as round_down(ratio(a, b))",
            )
        left, right = self.expression(node.left), self.expression(node.right)
        if operator == "*":
            return self.product(node, left, right)
        left, right = self.aligned(left, right, node)
        if not left.type.is_number:
            raise self.fail(node, f"{left.type} cannot be added", "numbers of one kind")
        return ir.Arithmetic(left.type, self.source(node), operator, left, right)

    def product(self, node: ast.BinOp, left: ir.Node, right: ir.Node) -> ir.Node:
        kinds = {left.type.kind, right.type.kind}
        if not (left.type.is_number and right.type.is_number):
            raise self.fail(node, f"{left.type} × {right.type} has no meaning", "numbers")
        if left.type.kind == right.type.kind == "money":
            raise self.fail(node, "money × money has no meaning", "money × rate")
        scale = left.type.scale + right.type.scale
        if scale > MAX_SCALE:
            raise self.fail(node, f"{scale} decimal places are too many", "round a factor first")
        kind = "money" if "money" in kinds else "rate" if "rate" in kinds else "int"
        return ir.Arithmetic(Type(kind, scale), self.source(node), "*", left, right)

    def aligned(self, left: ir.Node, right: ir.Node, node: ast.AST) -> tuple[ir.Node, ir.Node]:
        """Both sides with one type: literals adapt, scales become equal.

        Raises:
            RuleError: the kinds do not go together.
        """
        left, right = _adapt(left, right.type), _adapt(right, left.type)
        kinds = {left.type.kind, right.type.kind}
        if kinds == {"int", "rate"}:
            left, right = _as_kind(left, "rate"), _as_kind(right, "rate")
        elif len(kinds) > 1 or left.type.choice is not right.type.choice:
            raise self.fail(node, f"{left.type} and {right.type} do not go together",
                            "two values of one kind")
        scale = max(left.type.scale, right.type.scale)
        return _rescaled(left, scale), _rescaled(right, scale)

    def compare(self, node: ast.Compare) -> ir.Node:
        operands = [node.left, *node.comparators]
        parts = [
            self.comparison(operator, left, right, node)
            for operator, left, right in zip(node.ops, operands, operands[1:], strict=False)
        ]
        result = parts[-1]
        for part in reversed(parts[:-1]):
            result = ir.And(BOOL, self.source(node), part, result)
        return result

    def comparison(
        self, operator: ast.cmpop, left: ast.expr, right: ast.expr, node: ast.Compare
    ) -> ir.Node:
        if isinstance(operator, ast.In | ast.NotIn):
            found = self.membership(left, right, node)
            if isinstance(operator, ast.NotIn):
                return ir.Not(BOOL, self.source(node), found)
            return found
        sign = _OPERATORS.get(type(operator))
        if sign is None:
            raise self.fail(node, "'is' is not part of the rule language", "== or exists(link)")
        x, y = self.try_entity(left), self.try_entity(right)
        if x is not None and y is not None and sign in ("==", "!="):
            return self.same_entity(sign, x, y, node)
        a, b = self.expression(left), self.expression(right)
        if "ratio" in (a.type.kind, b.type.kind):
            return self.ratio_comparison(sign, a, b, node)
        a, b = self.aligned(a, b, node)
        if a.type.kind in ("bool", "choice") and sign not in ("==", "!="):
            raise self.fail(node, f"{a.type} has no order", "== or !=")
        return ir.Compare(BOOL, self.source(node), sign, a, b)

    def same_entity(self, sign: str, left: Any, right: Any, node: ast.Compare) -> ir.Node:
        if left.entity != right.entity:
            raise self.fail(node, f"a {left.entity} is never a {right.entity}", "two of a kind")
        same = ir.SameEntity(BOOL, self.source(node), left, right)
        return same if sign == "==" else ir.Not(BOOL, self.source(node), same)

    def ratio_comparison(self, sign: str, a: ir.Node, b: ir.Node, node: ast.Compare) -> ir.Node:
        for side in (a, b):
            if side.type.kind not in ("ratio", "int", "rate"):
                raise self.fail(node, f"a ratio cannot be compared with {side.type}", "a rate")
        if max(_compared_bits(a, b)) > _COMPARED_BITS:
            raise self.fail(node, "these numbers are too wide to compare exactly",
                            "round one of them by name first")
        return ir.Compare(BOOL, self.source(node), sign, a, b)

    def membership(self, left: ast.expr, right: ast.expr, node: ast.Compare) -> ir.Node:
        if isinstance(right, ast.Tuple | ast.Set | ast.List):
            options = [self.expression(item) for item in right.elts]
        else:
            options = [self.literal(item, right) for item in self.resolve(right).value]
        if not options:
            raise self.fail(node, "an empty list matches nothing", "at least one value")
        value = self.expression(left)
        result: ir.Node | None = None
        for option in reversed(options):
            a, b = self.aligned(value, option, node)
            equal = ir.Compare(BOOL, self.source(node), "==", a, b)
            result = equal if result is None else ir.Or(BOOL, self.source(node), equal, result)
        assert result is not None
        return result

    def ternary(self, node: ast.IfExp) -> ir.Node:
        condition = self.condition(node.test)
        then, orelse = self.aligned(self.expression(node.body), self.expression(node.orelse), node)
        return ir.If(then.type, self.source(node.test), condition, then, orelse)

    # --- calls ----------------------------------------------------------------------------------

    def call(self, node: ast.Call) -> ir.Node:
        if isinstance(node.func, ast.Attribute) and node.func.attr == "of":
            if self.is_law(node.func.value) and len(node.args) == 1:
                return self.parameter(node.func.value, ("of", node.args[0]))
        if not isinstance(node.func, ast.Name):
            raise self.fail(node, "this cannot be called", "a rule read as an attribute")
        name = node.func.id
        if name in ("sum", "any", "all", "min", "max") and len(node.args) == 1:
            return self.aggregate(name, node)
        if name in ("min", "max"):
            return self.extreme(name, node)
        if name == "len":
            return self.length(node)
        if name == "exists":
            return self.exists(node)
        target = self.resolve(node.func).value
        if target is ratio:
            return self.ratio(node)
        if target in ROUNDINGS.values():
            return self.rounding(target.__name__, node)
        if target in DATE_FUNCTIONS.values():
            return self.date_call(target.__name__, node)
        known = ", ".join(["sum", "any", "all", "min", "max", "len", "exists", "ratio", *ROUNDINGS,
                           *DATE_FUNCTIONS])
        raise self.fail(node, f"{name}() is not part of the rule language",
                        f"a rule read as an attribute, or one of {known}")

    def extreme(self, name: str, node: ast.Call) -> ir.Node:
        if len(node.args) < 2 or node.keywords:
            raise self.fail(node, f"{name}() needs two values or a generator", f"{name}(a, b)")
        result = self.expression(node.args[0])
        for argument in node.args[1:]:
            left, right = self.aligned(result, self.expression(argument), node)
            if not (left.type.is_number or left.type == DATE):
                raise self.fail(node, f"{left.type} has no order", "numbers or dates")
            result = ir.Extreme(left.type, self.source(node), name, left, right)
        return result

    def length(self, node: ast.Call) -> ir.Node:
        found = self.members(node.args[0]) if len(node.args) == 1 else None
        if found is None:
            raise self.fail(node, "len() counts the members of an entity", "len(household.people)")
        of, relation = found
        return ir.Count(INT, self.source(node), of, relation.name, relation.target)

    def exists(self, node: ast.Call) -> ir.Node:
        target = self.try_entity(node.args[0]) if len(node.args) == 1 else None
        if not isinstance(target, ir.Follow):
            raise self.fail(node, "exists() asks whether a link is there", "exists(person.mother)")
        return ir.Exists(BOOL, self.source(node), target.of, target.relation)

    def ratio(self, node: ast.Call) -> ir.Node:
        if len(node.args) != 2:
            raise self.fail(node, "ratio() needs two numbers", "ratio(part, whole)")
        left, right = (self.expression(argument) for argument in node.args)
        if not (left.type.is_number and right.type.is_number):
            raise self.fail(node, f"no ratio of {left.type} and {right.type}", "two numbers")
        return ir.Ratio(Type("ratio", over=(left.type, right.type)), self.source(node), left, right)

    def rounding(self, mode: str, node: ast.Call) -> ir.Node:
        value = self.expression(node.args[0])
        to = 1
        for extra in [*node.args[1:], *(keyword.value for keyword in node.keywords)]:
            constant = self.expression(extra)
            if not isinstance(constant, ir.Constant) or constant.type != INT:
                raise self.fail(extra, "the multiple to round to must be a whole number", "to=1000")
            to = int(constant.value)  # type: ignore[arg-type]
        if value.type.kind == "ratio":
            assert value.type.over is not None
            over = {value.type.over[0].kind, value.type.over[1].kind}
            kind = "money" if value.type.over[0].kind == "money" != value.type.over[1].kind else "int"
            if over == {"int", "money"} and kind == "int":
                raise self.fail(node, "a count over money has no meaning", "money over a count")
        elif value.type.is_number:
            kind = "money" if value.type.kind == "money" else "int"
        else:
            raise self.fail(node, f"{value.type} cannot be rounded", "a number")
        return ir.Round(Type(kind), self.source(node), mode, value, to)

    def date_call(self, name: str, node: ast.Call) -> ir.Node:
        arguments = tuple(self.expression(argument) for argument in node.args)
        expected = [DATE] * _FIRST_ARGUMENTS_ARE_DATES.get(name, 1)
        expected += [INT] * (name.startswith("add_"))
        if [a.type for a in arguments] != expected:
            shown = ", ".join(map(str, expected))
            raise self.fail(node, f"{name}() got other arguments", f"{name}({shown})")
        return ir.DateCall(_DATE_RESULTS[name], self.source(node), name, arguments)

    def aggregate(self, kind: str, node: ast.Call) -> ir.Node:
        generator = node.args[0]
        if not isinstance(generator, ast.GeneratorExp) or len(generator.generators) != 1:
            raise self.fail(node, f"{kind}() looks at the members of an entity",
                            f"{kind}(… for person in household.people if …)")
        loop = generator.generators[0]
        found = self.members(loop.iter)
        if found is None or not isinstance(loop.target, ast.Name):
            raise self.fail(node, "the loop must go over the members of an entity",
                            f"{kind}(… for person in household.people)")
        if loop.target.id in self.entities or loop.target.id in self.locals:
            raise self.fail(node, f"{loop.target.id} already has a meaning", "another name")
        of, relation = found
        self.entities[loop.target.id] = ir.Each(relation.target, self.depth)
        self.depth += 1
        predicate: ir.Node | None = None
        for test in reversed(loop.ifs):
            tested = self.condition(test)
            both = tested if predicate is None else ir.And(BOOL, self.source(test), tested, predicate)
            predicate = both
        element = self.expression(generator.elt)
        self.depth -= 1
        del self.entities[loop.target.id]
        default = self.default(kind, node, element)
        if kind in ("any", "all") and element.type != BOOL:
            raise self.fail(node, f"{kind}() needs a condition, not {element.type}", "x > 0")
        if kind == "sum" and not element.type.is_number:
            raise self.fail(node, f"{element.type} cannot be added",
                            "sum(1 for … if …) to count, or sum(number for …)")
        return ir.Aggregate(element.type, self.source(node), kind, of, relation.name,
                            relation.target, self.depth, predicate, element, default)

    def default(self, kind: str, node: ast.Call, element: ir.Node) -> ir.Node | None:
        given = [keyword.value for keyword in node.keywords if keyword.arg == "default"]
        if kind not in ("min", "max"):
            return None
        if not given:
            raise self.fail(node, f"{kind}() of nobody has no value", f"{kind}(…, default=0)")
        value, fitted = self.aligned(element, self.expression(given[0]), node)
        if value.type != element.type:
            raise self.fail(node, "the default has more decimals than the values", "another default")
        return fitted

    # --- types ----------------------------------------------------------------------------------

    def fit(self, value: ir.Node, wanted: Type, node: ast.expr) -> ir.Node:
        """``value`` as the type that the rule promises."""
        if value.type == wanted:
            return value
        value = _adapt(value, wanted)
        if wanted.kind == "rate" and value.type.kind in ("int", "rate"):
            value = _as_kind(value, "rate")
            if value.type.scale <= wanted.scale:
                return _rescaled(value, wanted.scale)
        if wanted.kind == value.type.kind and wanted.kind == "money" and value.type.scale:
            return ir.Round(wanted, self.source(node), "exact", value, 1)
        if value.type == wanted:
            return value
        instead = "a named rounding" if value.type.kind in ("ratio", "rate") else f"-> {value.type}"
        raise self.fail(node, f"returns {value.type}, but {wanted} is promised", instead)


def _compared_bits(a: ir.Node, b: ir.Node) -> tuple[int, int]:
    """Bits that both sides need once multiplied across, with their decimals made equal."""
    (n1, d1), (n2, d2) = _fraction(a), _fraction(b)
    power = d1.type.scale + n2.type.scale - d2.type.scale - n1.type.scale
    left = _bits(n1) + _bits(d2) + (10 ** max(0, power)).bit_length()
    return left, _bits(n2) + _bits(d1) + (10 ** max(0, -power)).bit_length()


def _fraction(node: ir.Node) -> tuple[ir.Node, ir.Node]:
    one = ir.Constant(INT, None, 1)
    return (node.left, node.right) if isinstance(node, ir.Ratio) else (node, one)


def _bits(node: ir.Node) -> int:
    """Bits that the size of a number needs at most."""
    if isinstance(node, ir.Constant):
        return scaled(node.value).bit_length()
    return 31 if isinstance(node, ir.Count) else 63


def _always_returns(body: list[ast.stmt]) -> bool:
    last = body[-1] if body else None
    if isinstance(last, ast.If):
        return _always_returns(last.body) and _always_returns(last.orelse)
    return isinstance(last, ast.Return)


def _adapt(value: ir.Node, wanted: Type) -> ir.Node:
    """An integer literal takes the kind of the number it stands beside."""
    if isinstance(value, ir.Constant) and value.type == INT and wanted.kind == "money":
        return ir.Constant(MONEY, value.source, value.value)
    if isinstance(value, ir.If) and value.type == INT and wanted.kind == "money":
        then, orelse = _adapt(value.then, wanted), _adapt(value.orelse, wanted)
        if then.type == orelse.type == MONEY:
            return ir.If(MONEY, value.source, value.condition, then, orelse)
    return value


def _as_kind(value: ir.Node, kind: str) -> ir.Node:
    if value.type.kind == kind:
        return value
    return ir.Rescale(Type(kind, value.type.scale), value.source, value)


def _rescaled(value: ir.Node, scale: int) -> ir.Node:
    if value.type.scale == scale:
        return value
    return ir.Rescale(Type(value.type.kind, scale), value.source, value)
