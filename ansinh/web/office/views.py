"""Pages of the working day."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render


def health(_request: HttpRequest) -> JsonResponse:
    """Whether the server answers."""
    return JsonResponse({"well": True})


def home(request: HttpRequest) -> HttpResponse:
    """What waits today."""
    return render(request, "office/home.html", {})
