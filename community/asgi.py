"""The whole site in one ASGI application: pages, uploads behind a byte count, live topics over WebSocket."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.dev")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()  # sets the apps up: the imports below need them

from community.routing import application  # noqa: E402, F401
