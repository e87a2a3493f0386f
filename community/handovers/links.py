"""Answers in one click, from a mail: a signed address that says whose answer it is, to what, and which. It leads to a
page that asks once more (programmes that scan mails open every address), and works without signing in."""

from django.core import signing
from django.urls import reverse

SALT = "handovers.answer"
DAYS = 21


def answer(handover, member, act, appointment=None):
    """What a mail offers: {"act": its name, "url": where to}."""
    token = signing.dumps([member.pk, handover.pk, act, appointment.pk if appointment else 0], salt=SALT)
    return {"act": act, "url": reverse("handovers:answer", args=[token])}


def read(token):
    """(member's id, hand-over's id, act, appointment's id or 0). Raises signing.SignatureExpired, BadSignature."""
    member, handover, act, appointment = signing.loads(token, salt=SALT, max_age=DAYS * 86400)
    return member, handover, act, appointment
