"""Conditions as they turned out, and gaps, said in plain words to a citizen."""

from __future__ import annotations

from ansinh.engine import ir
from ansinh.engine.explain import conditions, words
from ansinh.engine.explain.margins import Gap, gap, is_never, oriented, through
from ansinh.engine.explain.reasons import Atom
from ansinh.engine.explain.record import Trace
from ansinh.engine.explain.words import claimed, lowered, pick
from ansinh.engine.rows import Row

_OPPOSITE = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}
#: Conditions made of these alone have words for every part of them.
_TELLABLE = (
    ir.ReadRule, ir.ReadFact, ir.ReadParameter, ir.Constant, ir.Today, ir.Rescale,
    ir.Compare, ir.And, ir.Or, ir.Not, ir.Exists,
)  # fmt: skip


def said(atom: Atom, language: str) -> str:
    """A condition as it is: ``số tuổi đã đủ là 76, từ 75 trở lên``."""
    if atom.trace is None:
        return _said_of_version(atom, language)
    node = atom.trace.node
    if isinstance(node, ir.Compare):
        return _said_of_comparison(atom, language)
    if isinstance(node, ir.Aggregate):
        return _said_of_members(atom, node, language)
    if isinstance(node, ir.ReadFact | ir.ReadRule):
        return _said_of_read(atom, atom.trace, language)
    if isinstance(node, ir.Exists):
        relation = atom.step.book.entities[node.of.entity].relations[node.relation]
        name = lowered(pick(relation.vi, relation.en, language))
        text = pick(f"có thông tin về {name}", f"{name} is recorded", language)
        return claimed(text, bool(atom.holds), language)
    return _said_of_rule(atom, language)


def refusing(atom: Atom, language: str) -> str:
    """A condition that stands against a benefit, with what it would have to be."""
    sides = oriented(atom)
    if sides is None or is_never(sides[0].value) or has_died(atom):
        return said(atom, language)
    operator = _OPPOSITE[sides[1]] if atom.holds else sides[1]
    limit = _limit(operator, sides[2], atom, language)
    found = _finding(atom, sides[0], language)
    return pick(f"{found}, cần {limit}", f"{found}; it must be {limit}", language)


def has_died(atom: Atom) -> bool:
    """Whether a condition asks for a life that has ended: said as that, without a margin."""
    sides = oriented(atom)
    if sides is None or sides[1] not in (">", ">=") or atom.holds is not False:
        return False
    return _is_of_death(atom, sides[0])


def _is_of_death(atom: Atom, side: Trace) -> bool:
    node = through(side, atom.names)[0].node
    return isinstance(node, ir.ReadFact) and node.fact == "death_date"


def _said_of_comparison(atom: Atom, language: str) -> str:
    sides = oriented(atom)
    assert sides is not None
    if has_died(atom):
        name = _of_another(atom, _whose(atom, sides[0]))
        when = words.figure(sides[0], atom.step, atom.names, language)
        return pick(f"đã mất ngày {when}{name}", f"died on {when}{name}", language)
    if is_never(sides[0].value):
        if _is_of_death(atom, sides[0]):
            name = _of_another(atom, _whose(atom, sides[0]))
            return pick(f"còn sống{name}", f"alive{name}", language)
        name = _name(atom, sides[0], language)
        return pick(f"chưa ghi nhận {name}", f"no {name} is recorded", language)
    operator = sides[1] if atom.holds else _OPPOSITE[sides[1]]
    found = _finding(atom, sides[0], language)
    return found if operator == "==" else f"{found}, {_limit(operator, sides[2], atom, language)}"


def _finding(atom: Atom, left: Trace, language: str) -> str:
    """``số tuổi đã đủ là 76``; of a record ``khuyết tật (đến trước ngày: 01/01/2027)``."""
    name = _name(atom, left, language)
    value = words.figure(left, atom.step, atom.names, language)
    record = _record(atom, left)
    if record is not None:
        entity = atom.step.book.entities[record]
        return f"{lowered(pick(entity.vi, entity.en, language))} ({name}: {value})"
    return pick(f"{name} là {value}", f"{name} is {value}", language)


def _name(atom: Atom, left: Trace, language: str) -> str:
    name = lowered(words.brief(words.label(left, atom.step, atom.names, language)))
    return name + _of_another(atom, _whose(atom, left))


def _whose(atom: Atom, trace: Trace) -> Row:
    """The row whose value is compared."""
    while trace.row is None and isinstance(trace.node, ir.Rescale | ir.Local):
        if isinstance(trace.node, ir.Rescale):
            trace = trace.part(trace.node.value)
        elif trace.node.name in atom.names:
            trace = atom.names[trace.node.name]
        else:
            break
    return trace.row or atom.step.row


def _record(atom: Atom, left: Trace) -> str | None:
    """Entity of the record that a fact was read from, when it is one that the subject owns."""
    source, mine = through(left, atom.names)[0], atom.path[0].row
    if not isinstance(source.node, ir.ReadFact) or source.row is None:
        return None
    owner = source.row.owner
    return source.row.entity if owner is not None and source.row.entity != mine.entity else None


def _of_another(atom: Atom, row: Row) -> str:
    """Whom it is about, when that is another of the same kind."""
    mine = atom.path[0].row
    return f" ({row.key})" if row is not mine and row.entity == mine.entity else ""


def _limit(operator: str, right: Trace, atom: Atom, language: str) -> str:
    value = words.figure(right, atom.step, atom.names, language)
    return words.limit(operator, right.node.type.kind, value, language)


def _said_of_read(atom: Atom, trace: Trace, language: str) -> str:
    name = words.label(trace, atom.step, atom.names, language)
    another = "" if trace.row is None else _of_another(atom, trace.row)
    if atom.holds is None:
        name = lowered(words.brief(name)) + another
        return pick(f"{name} bằng 0", f"{name} is 0", language)
    return claimed(name, atom.holds, language) + another


def _said_of_version(atom: Atom, language: str) -> str:
    step = atom.step
    if step.applied is not None:
        version = step.applied.version
        return lowered(pick(version.vi, version.en, language) or version.name)
    when = words.day(step.day, language)
    if step.rule.benefit is not None:
        return pick(
            f"chế độ này không có hiệu lực vào {when}",
            f"this benefit is not in force on {when}",
            language,
        )
    name = lowered(words.brief(words.rule_label(step, language)))
    return pick(
        f"{name}: không có quy định hiệu lực vào {when}",
        f"{name}: nothing in force on {when}",
        language,
    )


def _said_of_rule(atom: Atom, language: str) -> str:
    """What a rule came to, where its inside has no words of its own."""
    step = atom.step
    if isinstance(step.value, bool):
        return claimed(words.rule_label(step, language), step.value, language)
    if step.rule.benefit is not None:
        return pick("số tiền tính ra bằng 0", "the amount comes to 0", language)
    name = lowered(words.brief(words.rule_label(step, language)))
    return pick(f"{name} bằng 0", f"{name} is 0", language)


def _said_of_members(atom: Atom, node: ir.Aggregate, language: str) -> str:
    assert atom.trace is not None
    entity = atom.step.book.entities[node.entity]
    name = lowered(pick(entity.vi, entity.en, language))
    if not atom.holds and not atom.trace.parts:
        return pick(f"không có {name} nào được ghi nhận", f"no {name} is recorded", language)
    asked = _asked(node)
    if atom.step.rule.benefit is None or atom.holds or node.kind == "all" or not asked:
        return _said_of_rule(atom, language)
    joint = pick(" và ", " and ", language)
    text = joint.join(conditions.in_words(part, atom.step.book, language) for part in asked)
    return pick(f"không có {name} nào đáp ứng: {text}", f"no {name} meets this: {text}", language)


def _asked(node: ir.Aggregate) -> list[ir.Node]:
    """What is asked of each member; nothing where there are no words for it."""
    found = [node.predicate, node.element if node.kind == "any" else None]
    asked = [part for part in found if part is not None]
    inner = [item for part in asked for item in ir.walk(part) if isinstance(item, ir.Node)]
    return asked if all(isinstance(item, _TELLABLE) for item in inner) else []


# --- gaps ---------------------------------------------------------------------------------------


def duration(found: Gap, language: str) -> str:
    """``4 tháng 3 ngày``, ``4 months and 3 days``."""
    parts = [
        (found.years, "năm", "year"),
        (found.months, "tháng", "month"),
        (found.days, "ngày", "day"),
    ]
    if language == "vi":
        return " ".join(f"{n} {vi}" for n, vi, _ in parts if n) or "0 ngày"
    said_parts = [f"{n} {en}{'s' if n > 1 else ''}" for n, _, en in parts if n]
    return (
        " and ".join([", ".join(said_parts[:-1]), said_parts[-1]] if said_parts[1:] else said_parts)
        or "0 days"
    )


def margin(atom: Atom, language: str) -> str | None:
    """How far a condition is missed: ``còn thiếu 4 tháng 3 ngày``, ``vượt 120.000 đ``."""
    found = gap(atom)
    if (
        found is None
        or has_died(atom)
        or not (found.amount or found.years or found.months or found.days)
    ):
        return None
    if found.kind == "time":
        amount = duration(found, language)
    else:
        amount = words.money(found.amount) if found.kind == "money" else words.number(found.amount)
    if found.short:
        return pick(f"còn thiếu {amount}", f"{amount} short", language)
    return pick(f"vượt {amount}", f"{amount} above", language)
