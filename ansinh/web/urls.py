"""Addresses; each stands in :mod:`ansinh.web.access.gate` with the action it asks for."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from ansinh.web.office.views import (
    cases,
    household,
    lives,
    merging,
    people,
    plain,
    records,
    timeline,
    transfers,
    worklist,
)

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
    path("households/<int:number>/timeline", timeline.timeline, name="timeline"),
    path("households/new", lives.new_household, name="new_household"),
    path("households/<int:number>/people/new/<str:how>", lives.new_person, name="new_person"),
    path("households/<int:number>/people/<int:person>/move", lives.move, name="move"),
    path("households/<int:number>/people/<int:person>/offer", lives.offer_person, name="offer"),
    path("households/<int:number>/people/<int:person>/merge", merging.merge, name="merge"),
    path("households/<int:number>/merges/<int:merge>/undo", merging.part_again, name="undo_merge"),
    path("transfers", transfers.transfers, name="transfers"),
    path("transfers/<int:number>", transfers.transfer, name="transfer"),
    path("households/<int:number>/end/<str:entity>/<int:row>", lives.end, name="end"),
    path("households/<int:number>/reopen/<str:entity>/<int:row>", lives.reopen, name="reopen"),
    path(
        "households/<int:number>/records/new/<str:owner>/<int:row>",
        records.new_record,
        name="new_record",
    ),
    path(
        "households/<int:number>/records/new/<str:owner>/<int:row>/<str:entity>",
        records.new_record,
        name="new_record",
    ),
    path("households/<int:number>/records/<str:entity>/<int:row>", records.record, name="record"),
    path("cases", cases.cases, name="cases"),
    path("cases/<int:number>/close", cases.close_case, name="close_case"),
    path("health", plain.health, name="health"),
    path("language", set_language, name="set_language"),
    path("account/", include("allauth.urls")),
]
