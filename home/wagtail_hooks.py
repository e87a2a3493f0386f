"""In the Wagtail admin: choosing a place by its name, whom a page reaches while it is written, a poll's results."""

from django.urls import path
from wagtail import hooks

from .polls.views import export
from .voice.choosing import places
from .voice.reach import reach


@hooks.register("register_admin_urls")
def addresses():
    return [
        path("portee/", reach, name="voice_reach"),
        path("sondages/<key:pk>/resultats.csv", export, name="poll_export"),
    ]


@hooks.register("register_admin_viewset")
def place_chooser():
    return places
