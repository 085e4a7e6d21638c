"""The application as a server asks for it: warm before the first request."""

from __future__ import annotations

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
application = get_wsgi_application()


def _warm_up() -> None:
    """Read the law and explain an empty household, so that no officer waits for it.

    What lives as long as the server is then left out of every later collection of garbage, which
    would walk the whole law each time.
    """
    from django.utils import timezone

    from ansinh.engine.rows import read_household
    from ansinh.web.office.law import explainer
    from ansinh.web.registry.fields import ENTITIES

    today = timezone.localdate()
    nobody = read_household(ENTITIES, {"people": [{}]})
    for benefits in explainer(today, today).explain_household(nobody).values():
        for benefit in benefits.values():
            benefit.sentence()
    gc.collect()
    gc.freeze()


_warm_up()
