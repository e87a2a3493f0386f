"""Where one of the two fetches the .ics of a hand-over: signed, for calendars have no session."""

from django.core import signing
from django.urls import reverse

SALT = "handovers.calendar"
DAYS = 60


def address(handover, member):
    return reverse("handovers:calendar", args=[signing.dumps([member.pk, handover.pk], salt=SALT)])


def read(token):
    """(member's id, hand-over's id). Raises signing.SignatureExpired, BadSignature."""
    member, handover = signing.loads(token, salt=SALT, max_age=DAYS * 86400)
    return member, handover
