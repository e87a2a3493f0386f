"""A mail as its reader has it, without the way that leads to it."""

import re

from community.notifications.letters import message
from community.notifications.models import Notification
from community.notifications.notify import notify

UNREADY = re.compile(r"\{\{|\{%|%\(\w+\)|\bNone\b|\bTrue\b|\d{4}-\d\d-\d\dT")


def mail_of(member, kind, language, link="/", **facts):
    """(subject, text, HTML) of what that member would be sent; whatever is left unsaid in it fails."""
    member.language = language
    member.save(update_fields=["language"])
    notify([member], kind, link, "", "", facts)
    mail = message(Notification.objects.filter(recipient=member).latest("pk"))
    said = (mail.subject, mail.body, mail.alternatives[0][0])
    assert mail.subject.strip() and "\n" not in mail.subject and mail.subject in mail.body
    assert not [found for part in said for found in UNREADY.findall(part)]
    return said
