"""Files of communes: sent, matched, checked, taken in, undone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ansinh.web.access import audit, policy
from ansinh.web.access.policy import Action, RefusedError
from ansinh.web.office import tasks
from ansinh.web.office.templatetags.words import in_words, label, speech
from ansinh.web.office.views.common import chosen_area, page_of
from ansinh.web.registry.details import detail_of, details_of
from ansinh.web.registry.fields import ENTITIES
from ansinh.web.registry.imports.batches import LARGEST, prepare, upload
from ansinh.web.registry.imports.correcting import corrected
from ansinh.web.registry.imports.forms import FORMS, Form, Target
from ansinh.web.registry.imports.lines import Problem
from ansinh.web.registry.models import Batch, BatchRow

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_STATES = ("problem", "new", "changed", "same")
_ADDED = {
    "Household": ("Thêm hộ", "New household"),
    "Person": ("Thêm người", "New person"),
}


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Files sent before, and a form to send one."""
    areas = policy.areas(request.user, Action.IMPORT)
    if request.method == "POST":
        area = chosen_area(request, Action.IMPORT)
        sent = request.FILES.get("file")
        if area is None:
            messages.error(request, speech("Chọn một xã.", "Choose a commune."))
            return redirect("imports")
        if sent is None or request.POST.get("form") not in FORMS:
            messages.error(request, speech("Chọn một tệp.", "Choose a file."))
            return redirect("imports")
        try:
            batch = upload(
                request.user,
                area,
                request.POST.get("form", ""),
                sent.name or "",
                sent.read(LARGEST + 1),
            )
        except RefusedError as refused:
            messages.error(request, speech(refused.vi, refused.en))
            return redirect("imports")
        return redirect("batch", number=batch.pk)
    rows = policy.batches(request.user).select_related("area", "by").order_by("-pk")
    context = {
        "page": page_of(rows, request),
        "forms": FORMS.values(),
        "areas": areas.order_by("name"),
    }
    return render(request, "office/imports.html", context)


@require_GET
def batch(request: HttpRequest, number: int) -> HttpResponse:
    """Where a file stands: its columns, its dry run by row and column, or what it did."""
    found = _batch(request, number)
    form = FORMS[found.form]
    state = request.GET.get("state", "")
    state = state if state in _STATES else next((s for s in _STATES if found.counts.get(s)), "")
    page = page_of(found.rows.filter(state=state).order_by("pk"), request)
    context = {
        "batch": found,
        "form": form,
        "state": state,
        "states": [(s, found.counts.get(s, 0)) for s in _STATES],
        "page": page,
        "rows": [
            (row, list(_effects(row, form)), [Problem(**p) for p in row.problems]) for row in page
        ],
        "ready": found.counts.get("new", 0) + found.counts.get("changed", 0),
        "tables": [_shown(table, found) for table in found.tables],
        "groups": _groups(form),
        "constants": list(_constants(form, found)),
    }
    is_part = request.headers.get("HX-Request")
    return render(request, "office/batch_state.html" if is_part else "office/batch.html", context)


@require_POST
def check_batch(request: HttpRequest, number: int) -> HttpResponse:
    """Say what the columns say, and have every row checked."""
    found = _batch(request, number)
    if found.state not in (Batch.UPLOADED, Batch.CHECKED):
        return _busy(request, found)
    matched = {
        table["sheet"]: {
            str(column["place"]): request.POST.get(f"column-{place}-{column['place']}", "")
            for column in table["columns"]
        }
        for place, table in enumerate(found.tables)
    }
    fixed = {code: request.POST.get(code, "").strip() for code in _once(FORMS[found.form])}
    try:
        prepare(found, matched, fixed, takes_hidden="hidden" in request.POST)
    except RefusedError as refused:
        messages.error(request, speech(refused.vi, refused.en))
    else:
        tasks.start(found, Batch.CHECKING)
    return redirect("batch", number=number)


@require_POST
def take_batch(request: HttpRequest, number: int) -> HttpResponse:
    """Take in every row without a problem, or the marked ones of them."""
    found = _batch(request, number)
    chosen = [_number(text) for text in request.POST.getlist("row")]
    if "chosen" in request.POST and not chosen:
        messages.error(request, speech("Chưa chọn dòng nào.", "No row is marked."))
    elif found.state != Batch.CHECKED:
        return _busy(request, found)
    else:
        tasks.start(found, Batch.IMPORTING, chosen if "chosen" in request.POST else None)
    return redirect("batch", number=number)


@require_POST
def undo_batch(request: HttpRequest, number: int) -> HttpResponse:
    """Take back what a file did."""
    found = _batch(request, number)
    if found.state != Batch.IMPORTED:
        return _busy(request, found)
    tasks.start(found, Batch.UNDOING)
    return redirect("batch", number=number)


@require_GET
def corrected_file(request: HttpRequest, number: int) -> HttpResponse:
    """The file with its problems marked where they stand."""
    found = _batch(request, number)
    audit.write(request.user, "download", f"batch {number}", file=found.file_name)
    answer = HttpResponse(corrected(found), content_type=_EXCEL)
    answer.headers["Content-Disposition"] = f'attachment; filename="can-sua-{number}.xlsx"'
    return answer


def _batch(request: HttpRequest, number: int) -> Batch:
    found: Batch = get_object_or_404(policy.batches(request.user), pk=number)
    return found


def _busy(request: HttpRequest, found: Batch) -> HttpResponse:
    messages.error(
        request, speech("Tệp này không ở bước đó nữa.", "This file is no longer at that step.")
    )
    return redirect("batch", number=found.pk)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _shown(table: dict[str, Any], found: Batch) -> dict[str, Any]:
    said = found.matched.get(table["sheet"], {})
    columns = [{**c, "code": said.get(str(c["place"]), "")} for c in table["columns"]]
    return {**table, "columns": columns}


def _groups(form: Form) -> list[tuple[str, list[Target]]]:
    """What a column may say, gathered by whom it is about."""
    groups: dict[str, list[Target]] = {}
    for target in form.targets.values():
        entity = next((e for e in ENTITIES if e.name == target.entity), None)
        name = speech("Dòng", "Row") if entity is None else speech(entity.vi, entity.en)
        groups.setdefault(name, []).append(target)
    return list(groups.items())


def _once(form: Form) -> list[str]:
    """Codes of what may be said once for a whole list; an amount may not."""
    needs = [f"{record.entity}.{name}" for record in form.records for name in record.needs]
    return [code for code in needs if not code.endswith(".amount")]


def _constants(form: Form, found: Batch) -> Iterator[tuple[Target, str, list[str]]]:
    """What no column says yet: what was said for the whole list, and what may be said."""
    said = {code.partition("=")[0] for sheet in found.matched.values() for code in sheet.values()}
    for code in _once(form):
        target = form.targets[code]
        if code not in said:
            yield target, found.constants.get(code, ""), _offered(target)


def _offered(target: Target) -> list[str]:
    """Words that a field may hold; none where anything may stand."""
    return [label(choice) for choice in detail_of(target.entity, target.name).choices]


def _effects(row: BatchRow, form: Form) -> Iterator[str]:
    """What a row does, in words; a database keeps what is said of a row in an order of its own."""
    for _ref, entity, _owner, values in row.effects.get("adds", ()):
        kind = ENTITIES[entity]
        vi, en = _ADDED.get(entity, (f"Thêm: {kind.vi}", f"New: {kind.en}"))
        told = [_said(form, entity, n, values[n]) for n in details_of(entity) if n in values]
        yield f"{speech(vi, en)} ({'; '.join(told)})"
    for entity, _pk, name, before, after, _since in row.effects.get("changes", ()):
        was = "?" if before in (None, "") else _value(entity, name, before)
        yield f"{_label(form, entity, name)}: {was} → {_value(entity, name, after)}"
    for _one, relation, _other in row.effects.get("links", ()):
        link = ENTITIES["Person"].relations[relation]
        yield speech(f"Ghi {link.vi.lower()}", f"Sets {link.en.lower()}")


def _said(form: Form, entity: str, name: str, value: Any) -> str:
    return f"{_label(form, entity, name)}: {_value(entity, name, value)}"


def _label(form: Form, entity: str, name: str) -> str:
    target = form.targets.get(f"{entity}.{name}")
    fact = ENTITIES[entity].facts.get(name)
    known = target or fact
    return name if known is None else speech(known.vi, known.en)


def _value(entity: str, name: str, value: Any) -> str:
    return in_words(detail_of(entity, name), value)
