"""The addresses under ``/api``; each asks :mod:`ansinh.web.access.policy` for its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import NinjaAPI, Query, Status
from ninja.errors import HttpError
from ninja.renderers import JSONRenderer
from ninja.security import HttpBearer, SessionAuth

from ansinh.engine.entities import Fact
from ansinh.engine.errors import DataError
from ansinh.web.access import audit, policy
from ansinh.web.access.policy import Action
from ansinh.web.api import schemas
from ansinh.web.office import law
from ansinh.web.office.casework import CasesAsked, File
from ansinh.web.office.decisions import close, decide
from ansinh.web.office.listing import Asked, Line, lines
from ansinh.web.office.running import LISTS
from ansinh.web.office.views.common import page_of
from ansinh.web.office.views.people import found_people
from ansinh.web.registry.changing import ConflictError, Proof, change_facts, row_of, written
from ansinh.web.registry.details import detail_of
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.models import MODELS


class ByToken(HttpBearer):
    """Who signed in with a token, before the gate was asked."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:  # noqa: ARG002
        """The user, if it was by token."""
        return request.user if getattr(request, "by_token", False) else None


class Readable(JSONRenderer):
    """Vietnamese letters as they are."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


api = NinjaAPI(
    renderer=Readable(),
    title="An Sinh",
    version="1",
    description="The registry and the working day of a commune, in your own scope.",
    urls_namespace="api",
    docs_url=None,
    auth=[ByToken(), SessionAuth()],
)


@api.exception_handler(DataError)
def _refused(request: HttpRequest, error: DataError) -> Any:
    return api.create_response(request, {"detail": str(error)}, status=422)


@api.get("/facts", response=list[schemas.FactOut], url_name="facts", summary="Facts of the law")
def facts(request: HttpRequest) -> list[dict[str, Any]]:  # noqa: ARG001
    """Every fact that the registry may know, with its type, label and question."""
    return [_fact(fact) for entity in ENTITIES for fact in entity.facts.values()]


@api.get("/people", response=schemas.People, url_name="people", summary="People by name or number")
def people(request: HttpRequest, q: str = "", page: int = 1) -> dict[str, Any]:  # noqa: ARG001
    """People of your scope whose name holds every word, or whose personal number it is."""
    found = page_of(found_people(request.user, q), request)
    return _page(found, [_person(person) for person in found])


@api.get(
    "/households/{number}", response=schemas.HouseholdOut, url_name="household", summary="Household"
)
def household(request: HttpRequest, number: int) -> dict[str, Any]:
    """A household of your scope, its people, and what is known of each."""
    home = _home(request, number, Action.READ)
    sees = policy.sees_sensitive(request.user, home)
    members = MODELS["Person"].objects.filter(household=home, closed_on__isnull=True)
    audit.write(request.user, "read", f"household {home.pk}", by="api")
    return {
        "id": home.pk,
        "version": home.version,
        "commune": home.area.name,
        "village": home.village,
        "facts": _values("Household", home, sees=sees),
        "people": [
            {"id": p.pk, "full_name": p.full_name, "facts": _values("Person", p, sees=sees)}
            for p in members.order_by("birth_date", "pk")
        ],
        "hidden": [] if sees else sorted(f.qualified for f in _sensitive()),
    }


@api.patch(
    "/households/{number}/facts",
    response={
        200: schemas.ChangedOut,
        409: schemas.ConflictOut,
        422: schemas.Refused,
    },
    url_name="change",
    summary="Change facts",
)
def change(request: HttpRequest, number: int, changes: schemas.ChangesIn) -> Any:
    """Change facts of a household that is still as you read it; else 409 with what it says now."""
    home = _home(request, number, Action.EDIT)
    places = {(c.entity, c.row, c.fact): c.value for c in changes.changes}
    if not policy.sees_sensitive(request.user, home):
        hidden = {(f.entity, f.name) for f in _sensitive()}
        if any((entity, name) in hidden for entity, _, name in places):
            raise HttpError(404, "Not Found")
    proof = Proof(changes.valid_from, changes.source, changes.proof)
    try:
        done = change_facts(request.user, home, changes.version, places, proof)
    except ConflictError:
        home.refresh_from_db()
        now = [
            {"entity": entity, "row": row, "fact": name, "value": _now(home, entity, row, name)}
            for entity, row, name in places
        ]
        told = "somebody has changed this household since you read it"
        return Status(409, {"detail": told, "version": home.version, "current": now})
    home.refresh_from_db()
    return Status(200, {"version": home.version, "changed": len(done)})


@api.get("/findings/{name}", response=schemas.Findings, url_name="findings", summary="A list")
def findings(
    request: HttpRequest,
    name: str,
    query: Query[schemas.FindingsQuery],  # type: ignore[valid-type]
) -> dict[str, Any]:
    """Lines of a list that wait; narrowed and ordered by the same fields as the page."""
    asked, today = Asked.of(_known(name), query.dict()), timezone.localdate()  # type: ignore[attr-defined]
    rows = asked.in_order(asked.waiting(request.user, Action.READ, today), today)
    found = page_of(rows, request)
    sight = policy.sight(request.user)
    return _page(found, [_line(line) for line in lines(found.object_list, sight, today)])


@api.post(
    "/findings/{name}/decisions",
    response={200: schemas.DecidedOut, 422: schemas.Refused},
    url_name="decide",
    summary="Decide about lines",
)
def decide_lines(request: HttpRequest, name: str, decision: schemas.DecisionIn) -> dict[str, int]:
    """Decide about lines that still wait, all or none; what is accepted becomes a case."""
    rows = Asked.of(_known(name), {}).waiting(request.user, Action.EDIT, timezone.localdate())
    count = decide(
        request.user,
        rows.filter(key__in=decision.keys),
        decision.action,
        reason=decision.reason,
        until=decision.until,
        expected=len(set(decision.keys)),
    )
    return {"decided": count}


@api.get("/cases", response=schemas.Cases, url_name="cases", summary="Cases")
def cases(
    request: HttpRequest,
    query: Query[schemas.CasesQuery],  # type: ignore[valid-type]
) -> dict[str, Any]:
    """Cases of your scope; narrowed and ordered by the same fields as the page."""
    asked, today = CasesAsked.of(query.dict()), timezone.localdate()  # type: ignore[attr-defined]
    rows = asked.rows(request.user, Action.READ, today).select_related("decision__by", "closed_by")
    found, sight = page_of(asked.in_order(rows), request), policy.sight(request.user)
    return _page(found, [_case(File.of(case, sight, today)) for case in found.object_list])


@api.get("/cases/{number}", response=schemas.CaseOut, url_name="case", summary="Case")
def case(request: HttpRequest, number: int) -> dict[str, Any]:
    """One case."""
    rows = policy.cases(request.user).select_related("decision__by", "closed_by")
    found = get_object_or_404(rows, pk=number)
    audit.write(request.user, "read", f"case {found.pk}", by="api")
    return _case(File.of(found, policy.sight(request.user), timezone.localdate()))


@api.post(
    "/cases/{number}/decision",
    response={200: schemas.DecidedOut, 422: schemas.Refused},
    url_name="close_case",
    summary="Grant or refuse a case",
)
def close_case(request: HttpRequest, number: int, closing: schemas.ClosingIn) -> dict[str, int]:
    """Grant or refuse a case that is open."""
    rows = policy.cases(request.user, Action.DECIDE).filter(pk=number)
    get_object_or_404(rows)
    return {"decided": close(request.user, rows, closing.state, closing.reason)}


def _home(request: HttpRequest, number: int, action: Action) -> Any:
    rows = policy.households(request.user, action).select_related("area")
    return get_object_or_404(rows, pk=number)


def _known(name: str) -> str:
    if name not in LISTS:
        raise HttpError(404, "Not Found")
    return name


def _sensitive() -> list[Fact]:
    return [f for entity in ENTITIES for f in entity.facts.values() if f.sensitive]


def _values(entity: str, thing: Any, *, sees: bool) -> dict[str, Any]:
    found = ENTITIES[entity].facts.values()
    return {f.name: getattr(thing, f.name) if sees or not f.sensitive else None for f in found}


def _now(home: Any, entity: str, row: int, name: str) -> Any:
    return written(getattr(row_of(home, entity, row), detail_of(entity, name).column))


def _page(found: Any, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {"count": found.paginator.count, "page": found.number, "items": items}


def _fact(fact: Fact) -> dict[str, Any]:
    question = {"vi": fact.ask, "en": fact.ask_en}
    choices = (
        []
        if fact.choice is None
        else [{"code": c.code, "vi": c.vi, "en": c.en} for c in fact.choice]
    )
    return {
        "entity": fact.entity,
        "name": fact.name,
        "type": fact.type,
        "label": {"vi": fact.vi, "en": fact.en},
        "question": question,
        "unit": fact.unit,
        "proof": fact.proof,
        "choices": choices,
        "sensitive": fact.sensitive,
    }


def _person(person: Any) -> dict[str, Any]:
    home = person.household
    names = ("full_name", "birth_date", "death_date", "citizen_number")
    return {name: getattr(person, name) for name in names} | {
        "id": person.pk,
        "household": home.pk,
        "village": home.village,
        "commune": home.area.name,
    }


def _line(line: Line) -> dict[str, Any]:
    found = line.finding
    names = ("key", "list", "full_name", "village", "benefit", "needs", "unit", "month")
    told = law.name_of(found.benefit, found.name) if found.benefit else law.question_of(found.needs)
    reason = {"vi": found.reason or found.note, "en": found.reason_en or found.note_en}
    return {name: getattr(found, name) for name in names} | {
        "household": found.household_id,
        "person": found.person_id,
        "area": found.area_id,
        "name": {"vi": told.vi, "en": told.en},
        "received": found.received,
        "due": found.due,
        "then": found.then,
        "due_on": line.due_on,
        "reason": {"vi": line.reason, "en": line.reason} if line.is_hidden else reason,
        "article": {"vi": found.article, "en": found.article_en},
    }


def _case(file: File) -> dict[str, Any]:
    case, kept = file.case, file.case.explanation
    names = ("list", "full_name", "village", "benefit", "amount", "unit", "opened_on", "due_on")
    named = law.name_of(case.benefit, case.name)
    reason = {"vi": kept.get("reason", ""), "en": kept.get("reason_en", "")}
    return {name: getattr(case, name) for name in (*names, "state", "closed_at")} | {
        "id": case.pk,
        "household": case.household_id,
        "person": case.person_id,
        "area": case.area_id,
        "name": {"vi": named.vi, "en": named.en},
        "reason": {"vi": file.reason, "en": file.reason} if file.is_hidden else reason,
        "article": {"vi": case.article, "en": kept.get("article_en", "")},
        "opened_by": str(case.decision.by),
        "closed_by": str(case.closed_by or ""),
        "closing_reason": case.closing_reason,
    }
