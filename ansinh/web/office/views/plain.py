"""Addresses that are no page."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse


def health(_request: HttpRequest) -> JsonResponse:
    """Whether the server answers."""
    return JsonResponse({"well": True})
