"""Accounts, as an administrator looks after them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ansinh.lawbook.phrases import DOMAINS
from ansinh.lawbook.wording import domain as domain_name
from ansinh.web.access import accounts as changes
from ansinh.web.access import policy
from ansinh.web.access.models import Duty, User
from ansinh.web.access.policy import ROLES, Action, RefusedError
from ansinh.web.office.templatetags.words import label, speech
from ansinh.web.office.views.common import matching, page_of

#: What a button of an account's page asks for, and what is said when it is done.
_CHANGES: dict[str, tuple[Callable[[Any, User], None], str, str]] = {
    "close": (changes.close, "Đã ngừng tài khoản.", "The account is closed."),
    "open": (changes.open_again, "Đã mở lại tài khoản.", "The account is open again."),
    "unlock": (changes.unlock, "Đã mở khóa đăng nhập.", "The account is unlocked."),
    "second-factor": (
        changes.remove_second_factor,
        "Đã bỏ xác thực hai lớp.",
        "The second factor is removed.",
    ),
}


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """Every account, by name, with its duties and whether it is open."""
    words = request.GET.get("q", "")
    everybody = policy.accounts(request.user)
    rows = matching(everybody, words, "search_name", "national_number")
    if words.strip():
        rows = rows | everybody.filter(username__icontains=words.strip())
    page = page_of(rows.order_by("search_name", "username"), request)
    shown = list(page)
    held = policy.current(Duty.objects.filter(user__in=shown)).select_related("area")
    duties: dict[int, list[Duty]] = {}
    for duty in held.order_by("pk"):
        duties.setdefault(duty.user_id, []).append(duty)
    locked = changes.locked([user.username for user in shown])
    protected = set(
        Authenticator.objects.filter(user__in=shown, type=Authenticator.Type.TOTP).values_list(
            "user_id", flat=True
        )
    )
    people = [
        {
            "user": user,
            "duties": [_told(duty) for duty in duties.get(user.pk, ())],
            "is_locked": user.username in locked,
            "is_protected": user.pk in protected,
        }
        for user in shown
    ]
    context = {"words": words, "page": page, "people": people}
    is_part = request.headers.get("HX-Request")
    template = "office/accounts_found.html" if is_part else "office/accounts.html"
    return render(request, template, context)


@require_http_methods(["GET", "POST"])
def new_account(request: HttpRequest) -> HttpResponse:
    """Make an account; its one-time password is shown once, on the page that follows."""
    asked = {name: request.POST.get(name, "") for name in ("username", "full_name")}
    if request.method == "GET":
        return render(request, "office/new_account.html", {"asked": asked})
    try:
        user, given = changes.make(request.user, **asked, password=request.POST.get("password", ""))
    except RefusedError as error:
        context = {"asked": asked, "error": label(error)}
        return render(request, "office/new_account.html", context, status=422)
    messages.success(request, speech("Đã lập tài khoản.", "The account is made."))
    return _page(request, user, given=given)


@require_GET
def one_account(request: HttpRequest, number: int) -> HttpResponse:
    """One account: who, what duties, and what can be changed."""
    return _page(request, _account(request, number))


@require_POST
def change_account(request: HttpRequest, number: int) -> HttpResponse:
    """Change what the pressed button names."""
    user = _account(request, number)
    action = request.POST.get("action", "")
    try:
        if action == "password":
            given = changes.give_password(request.user, user, request.POST.get("password", ""))
            return _page(request, user, given=given)
        if action == "name":
            written = (request.POST.get("full_name", ""), request.POST.get("national_number", ""))
            changes.name(request.user, user, *written)
            messages.success(request, speech("Đã lưu.", "Saved."))
        elif action in _CHANGES:
            change, vi, en = _CHANGES[action]
            change(request.user, user)
            messages.success(request, speech(vi, en))
        else:
            raise Http404
    except RefusedError as error:
        return _page(request, _account(request, number), error=label(error))
    return redirect("one_account", number=number)


@require_POST
def give_duty(request: HttpRequest, number: int) -> HttpResponse:
    """Give a duty."""
    user, sent = _account(request, number), request.POST
    try:
        area = _commune(request, sent.get("area", ""))
        until = date.fromisoformat(sent["until"]) if sent.get("until") else None
        changes.give_duty(
            request.user, user, sent.get("role", ""), area, sent.get("domain", ""), until
        )
    except ValueError:
        error = speech("Ngày hoặc xã chưa đúng.", "The date or the commune is not right.")
        return _page(request, user, error=error)
    except RefusedError as refused:
        return _page(request, user, error=label(refused))
    messages.success(request, speech("Đã giao nhiệm vụ.", "The duty is given."))
    return redirect("one_account", number=number)


@require_POST
def end_duty(request: HttpRequest, number: int, duty: int) -> HttpResponse:
    """End a duty today."""
    user = _account(request, number)
    held = get_object_or_404(policy.current(Duty.objects.filter(user=user)), pk=duty)
    try:
        changes.end_duty(request.user, held)
    except RefusedError as error:
        return _page(request, user, error=label(error))
    messages.success(request, speech("Đã kết thúc nhiệm vụ.", "The duty is ended."))
    return redirect("one_account", number=number)


def _account(request: HttpRequest, number: int) -> User:
    return get_object_or_404(policy.accounts(request.user), pk=number)


def _commune(request: HttpRequest, written: str) -> Any:
    """The commune of the form, None where none is chosen.

    Raises:
        ValueError: there is no such commune.
    """
    if not written:
        return None
    found = _communes(request).filter(pk=int(written)).first()
    if found is None:
        raise ValueError(written)
    return found


def _communes(request: HttpRequest) -> QuerySet[Any]:
    return policy.areas(request.user, Action.MANAGE_ACCOUNTS).order_by("name", "pk")


def _page(request: HttpRequest, user: User, *, given: str = "", error: str = "") -> HttpResponse:
    held = policy.current(Duty.objects.filter(user=user)).select_related("area").order_by("pk")
    ended = Duty.objects.filter(user=user).exclude(pk__in=[duty.pk for duty in held])
    context = {
        "account": user,
        "given": given,
        "error": error,
        "held": [_told(duty) for duty in held],
        "ended": [_told(duty) for duty in ended.select_related("area").order_by("-until", "-pk")],
        "is_locked": user.username in changes.locked([user.username]),
        "is_protected": Authenticator.objects.filter(user=user).exists(),
        "is_own": user == request.user,
        "roles": ROLES.values(),
        "areas": _communes(request),
        "domains": [(code, domain_name(code)) for code in DOMAINS],
        "sent": request.POST,
    }
    return render(request, "office/account.html", context, status=422 if error else 200)


def _told(duty: Duty) -> dict[str, Any]:
    """A duty as pages tell it."""
    domain = domain_name(duty.domain) if duty.domain else None
    return {"duty": duty, "role": ROLES[duty.role], "area": duty.area, "domain": domain}
