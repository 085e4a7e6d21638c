"""The Django application of the registry."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import pre_migrate


class RegistryConfig(AppConfig):
    """Households, people and records."""

    name = "ansinh.web.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have PostgreSQL's own parts there before any table is made."""
        pre_migrate.connect(_add_trigrams, sender=self)


def _add_trigrams(using: str, **_: Any) -> None:
    """``pg_trgm`` indexes the parts of a name; the owner of a database may add it."""
    connection = connections[using]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
