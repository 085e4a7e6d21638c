"""Addresses; each stands in :mod:`ansinh.web.access.gate` with the action it asks for."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from ansinh.web.api.views import api
from ansinh.web.office.views import (
    accounts,
    cases,
    exports,
    home,
    household,
    imports,
    log,
    people,
    plain,
    runs,
    tokens,
    worklist,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("xlsx", exports.export_home, name="export_home"),
    path("list/<str:name>", worklist.worklist, name="list"),
    path("list/<str:name>/act", worklist.act, name="act"),
    path("list/<str:name>/xlsx", exports.export_list, name="export_list"),
    path("people", people.search, name="search"),
    path("people/xlsx", exports.export_people, name="export_people"),
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
    path("cases/xlsx", exports.export_cases, name="export_cases"),
    path("cases/close", cases.close_cases, name="close_cases"),
    path("cases/<int:number>", cases.case, name="case"),
    path("cases/<int:number>/close", cases.close_case, name="close_case"),
    path("imports", imports.imports, name="imports"),
    path("imports/<int:number>", imports.batch, name="batch"),
    path("imports/<int:number>/check", imports.check_batch, name="check_batch"),
    path("imports/<int:number>/take", imports.take_batch, name="take_batch"),
    path("imports/<int:number>/undo", imports.undo_batch, name="undo_batch"),
    path("imports/<int:number>/corrected", imports.corrected_file, name="corrected_file"),
    path("runs", runs.runs, name="runs"),
    path("accounts", accounts.accounts, name="accounts"),
    path("accounts/new", accounts.new_account, name="new_account"),
    path("accounts/<int:number>", accounts.one_account, name="one_account"),
    path("accounts/<int:number>/change", accounts.change_account, name="change_account"),
    path("accounts/<int:number>/duties", accounts.give_duty, name="give_duty"),
    path("accounts/<int:number>/duties/<int:duty>/end", accounts.end_duty, name="end_duty"),
    path("log", log.log, name="log"),
    path("log/check", log.check_log, name="check_log"),
    path("log/households/<int:number>", log.readers, name="readers"),
    path("tokens", tokens.token_list, name="tokens"),
    path("tokens/<int:number>/revoke", tokens.revoke_token, name="revoke_token"),
    path("api/", api.urls),
    path("health", plain.health, name="health"),
    path("language", set_language, name="set_language"),
    path("account/", include("allauth.urls")),
]
