"""Who may listen to what: the question that settings.LIVE_TOPICS names for the topic's first word."""

import re

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.utils.module_loading import import_string

NOBODY = frozenset()
_TOPIC = re.compile(r"([a-z]{1,20}):([A-Za-z0-9_-]{1,60})")


def may_listen(member, topic):
    parts = _TOPIC.fullmatch(topic) if isinstance(topic, str) else None
    question = parts and settings.LIVE_TOPICS.get(parts[1])
    return bool(question and import_string(question)(member, parts[2]))


def allowed(member, topics):
    """Those of the topics that the member may listen to, in their order (reads the database)."""
    return [topic for topic in topics if may_listen(member, topic)]


def apart_from(member):
    """The ids of the members whose doings are kept from this one (settings.LIVE_APART); reads the database."""
    question = getattr(settings, "LIVE_APART", "")
    return import_string(question)(member) if question and member.is_authenticated else NOBODY


def may_still(member_id, topic):
    """The same question later, of the member as they are now."""
    member = get_user_model()._default_manager.filter(pk=member_id, is_active=True).first() if member_id else None
    return may_listen(member or AnonymousUser(), topic)
