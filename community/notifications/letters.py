"""What a notification's e-mail says: in its recipient's language and time zone, in both forms, with a way to say no."""

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from .subjects import subject_of
from .unsubscribing import SUBJECT, address_to_unsubscribe


def message(note, connection=None):
    """The e-mail of a notification."""
    member, context = note.recipient, context_of(note)
    with translation.override(member.language), timezone.override(member.timezone):
        context["LANGUAGE_CODE"] = member.language
        body = render_to_string(f"emails/{note.kind}.txt", context).strip()
        text = render_to_string("emails/base.txt", {**context, "body": body})
        html = render_to_string(f"emails/{note.kind}.html", context)
    mail = EmailMultiAlternatives(note.title, text, to=[member.email], connection=connection)
    mail.attach_alternative(html, "text/html")
    mail.extra_headers = headers(f"notification-{note.pk}", context["unsubscribe"])
    if note.facts.get("reply_to"):
        mail.reply_to = [note.facts["reply_to"]]  # where an answer becomes a message
    if note.topic:
        mail.extra_headers["References"] = message_id(note.topic)  # mail programs keep one post's mails together
    return mail


def headers(name, unsubscribe):
    """Of any mail that comes by itself: the same Message-ID for the same thing, and one click to say no (RFC 8058)."""
    return {
        "Message-ID": message_id(name),
        "List-Unsubscribe": f"<{unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def context_of(note):
    """What templates/emails/<kind>.* may say: the facts by name, `link` in full, `unsubscribe`, `recipient`, `note`."""
    subject = SUBJECT + subject_of(note.kind)
    return {
        **note.facts,
        "facts": note.facts,
        "count": note.count,
        "link": whole(note.link),
        "site": settings.SITE_URL,
        "unsubscribe": whole(address_to_unsubscribe(note.recipient, note.topic or subject)),
        "volume": whole(reverse("notifications:settings")),
        "recipient": note.recipient,
        "note": note,
    }


def whole(address):
    """An address of ours as it must stand in a mail."""
    return settings.SITE_URL + address if address.startswith("/") else address


def message_id(name):
    """The same for the same thing, whoever sends it and however often."""
    key = hashlib.sha256(f"{settings.SECRET_KEY}:{name}".encode()).hexdigest()[:20]
    return f"<{name.replace(':', '-')}.{key}@{urlsplit(settings.SITE_URL).hostname}>"
