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
        """What a run found, and cases that are not decided, follow people who move."""
        from ansinh.web.registry.models import Membership

        post_save.connect(_follow, sender=Membership, dispatch_uid="work follows people")


def _follow(instance: Any, *, created: bool, **_: Any) -> None:
    from ansinh.web.office.models import Case, Finding

    if created:
        home = instance.household
        for rows in (Finding.objects.all(), Case.objects.filter(state=Case.OPEN)):
            rows.filter(person=instance.person_id).update(
                household=home, area=home.area_id, village=home.village
            )
