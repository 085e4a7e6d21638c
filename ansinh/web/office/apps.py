"""The Django application of the working day."""

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_save


class OfficeConfig(AppConfig):
    """Runs, findings, decisions and cases."""

    name = "ansinh.web.office"
    label = "office"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What a run found follows people who move, without waiting for the next run."""
        from ansinh.web.registry.models import Membership

        post_save.connect(_follow, sender=Membership, dispatch_uid="findings follow people")


def _follow(instance: Any, *, created: bool, **_: Any) -> None:
    from ansinh.web.office.models import Finding

    if created:
        home = instance.household
        found = Finding.objects.filter(person=instance.person_id)
        found.update(household=home, area=home.area_id, village=home.village)
