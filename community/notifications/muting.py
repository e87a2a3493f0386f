"""Muting: a thread ("post:12"), a member ("member:5"), a topic ("tag:velo", "category:pothole"); or their mail only."""

import re

from django.contrib.auth import get_user_model

from community.members.blocks import seen_by

from .models import Mute, Notification

TOPIC = re.compile(r"[a-z]{1,20}:[\w.-]{1,39}")


def is_topic(text):
    return bool(TOPIC.fullmatch(text or ""))


def mute(member, topic, covers=Mute.Covers.ALL, label=""):
    """Nothing more about a topic, not even under the bell; with Covers.MAIL no more mail. The wider of two stands."""
    label = label or words_for(member, topic)
    row, new = Mute.objects.get_or_create(member=member, topic=topic, defaults={"covers": covers, "label": label})
    if not new and covers == Mute.Covers.ALL and row.covers != covers:
        Mute.objects.filter(pk=row.pk).update(covers=covers)
    return row


def unmute(member, topic):
    return bool(Mute.objects.filter(member=member, topic=topic).delete()[0])


def words_for(member, topic):
    """What a list may call a topic: a member's name, a tag, else the title of what one was last told about it."""
    kind, _colon, rest = topic.partition(":")
    if kind == "member" and rest.isdecimal():
        seen = seen_by(member, get_user_model().objects.filter(pk=rest, is_active=True), whose="pk")
        return seen.values_list("name", flat=True).first() or ""
    if kind == "tag":
        return f"#{rest}"
    last = Notification.objects.filter(recipient=member, topic=topic).first()
    return str(last.facts.get("title") or last.title)[:200] if last else ""
