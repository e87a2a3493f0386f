"""Telling open pages what just happened.

A topic is a name such as `post:12`; who may listen to it is asked of settings.LIVE_TOPICS. `publish` pushes what
everyone allowed on the topic may see, rendered once per language; of anything private it says only that something
changed. A push is a hint and may be lost: pages ask the database for what came after the last number they have."""

import functools
import json

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from . import sending
from .door import Door
from .page import Page

__all__ = ["Door", "Page", "leave", "publish", "reask", "recheck", "rendered"]


def rendered(template, context):
    """{"fr": html, "en": html}: a fragment for everybody, in each language and in the town's time."""
    html = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language), timezone.override(None):
            html[language] = render_to_string(template, context)
    return html


def publish(topic, kind, html=None, by=None, **facts):
    """Send {topic, kind, html, …facts} to every page open on the topic, once the transaction has committed.

    `html` is {language: text} (see `rendered`) or None. What is sent is encoded here, once per language. `by` is the id
    of the member who caused it: pages of those apart from them by a block are passed over. It is not in the frame."""
    frames = {
        language: json.dumps({"topic": topic, "kind": kind, "html": text, **facts}, ensure_ascii=False)
        for language, text in (html or {"": None}).items()
    }
    _on_commit(topic, {"type": "frame", "topic": topic, "frames": frames} | ({"by": by} if by else {}))


def recheck(topic):
    """Ask again of everybody who listens whether they may: after a post was hidden, a moderator left a desk…"""
    _on_commit(topic, {"type": "recheck", "topic": topic})


def reask(member, apart=()):
    """Ask again of all that a member's own pages listen to, and of whom they are apart from: after a block. Those whose
    ids are in `apart` are silent to them at once, before anything is read."""
    _on_commit(sending.HUBS, {"type": "reask", "member": member.pk, "apart": list(apart)})


def leave(session_key):
    """Close the pages of a session that has ended."""
    if session_key:
        _on_commit(sending.HUBS, {"type": "leave", "session": session_key})


def _on_commit(topic, message):
    transaction.on_commit(functools.partial(sending.send, topic, message), robust=True)
