"""The Django application of the registry."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Households, people and records."""

    name = "ansinh.web.registry"
    label = "registry"
    default_auto_field = "django.db.models.BigAutoField"
