"""The Django application of the working day."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """Runs, findings, decisions and cases."""

    name = "ansinh.web.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"
