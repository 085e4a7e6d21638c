"""Addresses; each stands in :mod:`ansinh.web.access.gate` with the action it asks for."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from ansinh.web.office.views import cases, household, imports, people, plain, runs, worklist

urlpatterns = [
    path("", worklist.home, name="home"),
    path("act", worklist.act, name="act"),
    path("people", people.search, name="search"),
    path("households/<int:number>", household.household, name="household"),
    path(
        "households/<int:number>/why/<str:entity>/<int:row>/<str:code>", household.why, name="why"
    ),
    path(
        "households/<int:number>/facts/<str:entity>/<int:row>/<str:name>",
        household.fact,
        name="fact",
    ),
    path("households/<int:number>/glass", household.break_glass, name="break_glass"),
    path("cases", cases.cases, name="cases"),
    path("cases/<int:number>/close", cases.close_case, name="close_case"),
    path("imports", imports.imports, name="imports"),
    path("imports/<int:number>", imports.batch, name="batch"),
    path("imports/<int:number>/check", imports.check_batch, name="check_batch"),
    path("imports/<int:number>/take", imports.take_batch, name="take_batch"),
    path("imports/<int:number>/undo", imports.undo_batch, name="undo_batch"),
    path("imports/<int:number>/corrected", imports.corrected_file, name="corrected_file"),
    path("runs", runs.runs, name="runs"),
    path("health", plain.health, name="health"),
    path("language", set_language, name="set_language"),
    path("account/", include("allauth.urls")),
]
