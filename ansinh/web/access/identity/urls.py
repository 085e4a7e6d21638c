"""Addresses, which allauth puts among its own."""

from __future__ import annotations

from django.urls import path

from ansinh.web.access.identity import views

urlpatterns = [
    path("identity/", views.login, name="identity_login"),
    path("identity/callback/", views.callback, name="identity_callback"),
]
