"""A session ends by itself: after a while of rest, and after a day's work."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from ansinh.web.office.templatetags.words import speech

#: Seconds between two notes of when somebody was last seen: not every page writes its session.
_NOTE = 60


def ending_session(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Sign out whoever rested longer than ``SESSION_IDLE_AGE``, or began too long ago.

    Both are told in seconds; the second is ``SESSION_COOKIE_AGE``, counted from the first page.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now, session = int(time.time()), request.session
            began, seen = session.get("began", now), session.get("seen", now)
            if now - seen > settings.SESSION_IDLE_AGE or now - began > settings.SESSION_COOKIE_AGE:
                logout(request)
                messages.info(
                    request,
                    speech(
                        "Phiên làm việc đã hết. Hãy đăng nhập lại.",
                        "Your session has ended. Sign in again.",
                    ),
                )
            elif "seen" not in session or now - seen >= _NOTE:
                session["began"], session["seen"] = began, now
        return get_response(request)

    return answer
