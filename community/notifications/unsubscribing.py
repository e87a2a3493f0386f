"""Saying no to mail without signing in: a signed address in each mail, one click (RFC 8058)."""

from django.contrib.auth import get_user_model
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from . import muting
from .models import Mute
from .subjects import CODES
from .volume import stop_mail_about

SALT = "notifications.unsubscribe"
SUBJECT = "subject:"  # what the address names where a mail has no topic: all of its subject


def address_to_unsubscribe(member, topic):
    token = signing.dumps([member.pk, topic], salt=SALT)
    return reverse("notifications:unsubscribe", args=[token])


def read_token(token):
    """(member's id, topic); signing.BadSignature for anything we did not sign. Old mails keep working."""
    member_id, topic = signing.loads(token, salt=SALT)
    return member_id, topic


def mute(member, topic):
    """No more mail about the topic, or about a whole subject ("subject:news"); about anything when it is ""."""
    if topic.removeprefix(SUBJECT) in CODES:
        stop_mail_about(member, topic.removeprefix(SUBJECT))
    elif topic:
        muting.mute(member, topic, Mute.Covers.MAIL)
    else:
        stop_all(member)


def stop_all(member):
    get_user_model().objects.filter(pk=member.pk, mail_stopped_at=None).update(mail_stopped_at=timezone.now())


def resume(member):
    """Mail again, about everything; what is muted altogether stays so."""
    get_user_model().objects.filter(pk=member.pk).update(mail_stopped_at=None)
    Mute.objects.filter(member=member, covers=Mute.Covers.MAIL).delete()
