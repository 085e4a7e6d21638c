"""The Django application of accounts and duties."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Accounts, duties and the log."""

    name = "ansinh.web.access"
    label = "access"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen at the door."""
        from ansinh.web.access import signals  # noqa: F401
