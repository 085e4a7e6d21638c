"""Addresses; each stands in :mod:`ansinh.web.access.gate` with the action it asks for."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from ansinh.web.office import views

urlpatterns = [
    path("", views.home, name="home"),
    path("health", views.health, name="health"),
    path("language", set_language, name="set_language"),
    path("account/", include("allauth.urls")),
]
