"""Tell open pages what changed, once the transaction has committed.

A push is a hint: it may be lost with the network, Redis or a process, and the page then fetches what it missed
from the database (community.posts.thread). So nothing here ever fails a request."""

from functools import partial

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from .hub import hub


def rendered(template, context):
    """{"fr": html, "en": html} of a template, once per language for everyone who reads it."""
    html = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code), timezone.override(settings.TIME_ZONE):
            html[code] = render_to_string(template, context)
    return html


def publish(topic, kind, html=None, **facts):
    """Send {"topic", "kind", "html", …facts} to every page open on `topic`, after the commit.

    `html` is what `rendered` makes; each page gets its own language's. Facts must be JSON."""
    frame = {"topic": topic, "kind": kind, **facts}
    transaction.on_commit(partial(hub.send, topic, frame, html), robust=True)


def recheck(topic):
    """Ask again who may listen to a topic (something was hidden, someone was blocked or left)."""
    transaction.on_commit(partial(hub.send, topic, {"topic": topic, "kind": "recheck"}, None), robust=True)


def __getattr__(name):
    # The consumer needs Django's apps loaded; features import this package while they load.
    if name == "Page":
        from .page import Page

        return Page
    raise AttributeError(name)


__all__ = ["Page", "hub", "publish", "recheck", "rendered"]
