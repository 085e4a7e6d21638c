"""The household roll: rows gathered into households, each of which goes in as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ansinh.web.registry.imports.lines import Line
from ansinh.web.registry.imports.planning import Plan, Planner, Progress, Ref
from ansinh.web.registry.imports.values import plain

_HEAD = {"chu ho", "ch", "head"}
_SPOUSE = {"vo", "chong", "vo chong", "vo chu ho", "chong chu ho", "wife", "husband"}
_CHILD = {
    "con",
    "con de",
    "con ruot",
    "con trai",
    "con gai",
    "con chu ho",
    "child",
    "son",
    "daughter",
}
_PARENT = {"bo", "cha", "me", "bo de", "me de", "cha de", "mother", "father"}
#: A row that begins a household needs one of these, in this order of trust.
_TIES = ("row.household", "row.relation", "row.order")


def plan_homes(planner: Planner, progress: Progress | None) -> list[Plan]:
    """A plan for every row of a roll, in order.

    A household some of whose rows are wrong waits as a whole.
    """
    tie = next((t for t in _TIES if any(t in line.values for line in planner.lines)), None)
    plans: list[Plan] = []
    for group in _groups(planner.lines, tie):
        plans += _home(planner, group, has_tie=tie is not None)
        if progress is not None:
            progress(len(plans), len(planner.lines))
    return plans


def _groups(lines: Sequence[Line], tie: str | None) -> Iterator[list[Line]]:
    """Rows of one household each: they follow each other."""
    group: list[Line] = []
    last = ""
    for line in lines:
        said = line.values.get(tie, "") if tie else ""
        if tie == "row.household":
            begins = bool(said) and said != last
            last = said or last
        else:
            begins = plain(said) in _HEAD if tie == "row.relation" else bool(said)
        if group and (begins or line.sheet != group[-1].sheet):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _home(planner: Planner, lines: list[Line], *, has_tie: bool) -> list[Plan]:
    plans = [Plan(line) for line in lines]
    for plan in plans:
        _read_person(planner, plan, has_tie=has_tie)
    homes = Counter(plan.household for plan in plans if plan.household is not None)
    home: Ref
    if homes:
        home = homes.most_common(1)[0][0]
        for plan in plans:
            if plan.household not in (None, home):
                plan.line.say(
                    "Person.full_name",
                    f"trong sổ, người này ở hộ khác (hộ {plan.household}); chuyển hộ trước",
                    f"the registry has this person in household {plan.household}; move them first",
                )
    else:
        home = planner.reference("h")
    values = _household_values(lines)
    first = plans[0]
    if isinstance(home, str):
        if not values.get("village"):
            first.line.say("Household.village", "thiếu thôn, tổ dân phố", "the village is missing")
        first.adds.insert(0, (home, "Household", None, values))
    else:
        first.line.values |= {f"Household.{name}": value for name, value in values.items()}
        planner.facts(first, "Household", home, may_correct=True)
    for plan in plans:
        plan.household, plan.version = home, planner.version_of(home)
        if plan.person is None:
            plan.person = planner.reference("p")
            plan.adds.append((plan.person, "Person", home, plan.line.of("Person")))
    _tie_kin(planner, plans)
    _wait_together(plans)
    return plans


def _read_person(planner: Planner, plan: Plan, *, has_tie: bool) -> None:
    line = plan.line
    if not has_tie:
        line.say(
            "",
            "cần một cột cho biết các dòng nào là một hộ: số hộ, quan hệ với chủ hộ, hoặc số thứ "
            "tự chỉ ghi ở chủ hộ",
            "some column must tell which rows are one household: its number, the relation to the "
            "head, or an order number at heads only",
        )
    known = planner.commune.find(line) if "Person.full_name" in line.values else None
    who = (line.values.get("Person.full_name"), line.values.get("Person.birth_date"))
    if known is not None:
        plan.person, plan.household = known.pk, known.household
        planner.facts(plan, "Person", known.pk, may_correct=True)
    else:
        planner.needs(line, [code for code in planner.form.needs if code not in line.values])
    number = line.values.get("Person.citizen_number")
    planner.first_time(plan, number or ("person", *who, line.values.get("Household.village")))


def _household_values(lines: list[Line]) -> dict[str, Any]:
    """What the rows say of their household: each thing once, or the same each time."""
    found: dict[str, Any] = {}
    for line in lines:
        for name, value in line.of("Household").items():
            if found.setdefault(name, value) != value and name != "address":
                line.say(
                    f"Household.{name}",
                    f"khác với dòng trên của cùng hộ: «{found[name]}»",
                    f"differs from the row above of the same household: «{found[name]}»",
                )
    return found


def _tie_kin(planner: Planner, plans: list[Plan]) -> None:
    """Links to the head that the roll tells, where the registry knows none."""
    said = [plain(plan.line.values.get("row.relation", "")) for plan in plans]
    heads = [plan for plan, word in zip(plans, said, strict=True) if word in _HEAD]
    if len(heads) != 1 or heads[0].person is None:
        return
    (head,) = heads
    assert head.person is not None
    for plan, word in zip(plans, said, strict=True):
        if plan is head or plan.person is None:
            continue
        if word in _SPOUSE:
            _link(planner, plan, plan.person, "spouse", head.person)
            _link(planner, plan, head.person, "spouse", plan.person)
        elif word in _CHILD:
            _link(planner, plan, plan.person, _parent(planner, head), head.person)
        elif word in _PARENT:
            _link(planner, plan, head.person, _parent(planner, plan), plan.person)


def _parent(planner: Planner, plan: Plan) -> str:
    sex = plan.line.values.get("Person.sex") or planner.known("Person", plan.person, "sex")
    return {"female": "mother", "male": "father"}.get(sex, "")


def _link(planner: Planner, plan: Plan, one: Ref, relation: str, other: Ref) -> None:
    if relation and planner.known("Person", one, f"{relation}_id") is None:
        plan.links.append((one, relation, other))


def _wait_together(plans: list[Plan]) -> None:
    wrong = [plan.line.number for plan in plans if plan.line.is_wrong]
    for plan in plans:
        if wrong and not plan.line.is_wrong:
            plan.line.say(
                "",
                f"cùng hộ với dòng chưa đúng ({', '.join(map(str, wrong))})",
                f"of one household with rows that are wrong ({', '.join(map(str, wrong))})",
            )
