"""The whole site in one ASGI application: pages, uploads behind a byte count, live topics over WebSocket."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.dev")

import django

django.setup(set_prefix=False)  # the imports below need the apps

from community.pages import Pages  # noqa: E402

pages = Pages()

from community.routing import application  # noqa: E402, F401
