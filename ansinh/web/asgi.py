"""The application as a server asks for it."""

from __future__ import annotations

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ansinh.web.settings")
application = get_asgi_application()
