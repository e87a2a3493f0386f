"""The mail of a notification. The row is the queue (state, lease, attempts); a task only wakes it up.

A row is claimed by a conditional update. When a sender died between sending and saying so, nobody knows whether the
mail left: it is sent once more, under the same Message-ID, and never a third time."""

import hashlib
import logging
from datetime import timedelta
from smtplib import SMTPResponseException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from .models import Mail, Mute, Notification
from .unsubscribing import address_to_unsubscribe

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than EMAIL_TIMEOUT lets one mail take
WAITS = [timedelta(minutes=m) for m in (1, 5, 30, 120, 480)]  # after each failure; then it has failed
INTERRUPTED = "interrupted"  # noted on a row that is sent again without knowing whether it was sent
BATCH = 100


@task
def send_due_mail():
    send_due()


def sweep_mail():
    """What the wake-up missed: retries that are due, mails whose sender died (settings.TICK)."""
    return send_due()


def send_due():
    """Send all that is due. How many mails left."""
    sent = 0
    while batch := list(_due().order_by("mail_next_at").values_list("pk", flat=True)[:BATCH]):
        with get_connection(fail_silently=False) as connection:
            sent += sum(send_one(pk, connection) for pk in batch)
    return sent


def _due():
    return Notification.objects.filter(mail__in=[Mail.DUE, Mail.SENDING], mail_next_at__lte=timezone.now())


def send_one(pk, connection=None):
    """Claim one mail and send it; True when it left."""
    note = _claim(pk)
    if note is None:
        return False
    mine = Notification.objects.filter(pk=pk, mail=Mail.SENDING, mail_attempts=note.mail_attempts)
    if not wanted(note):
        mine.update(mail=Mail.NONE, mail_next_at=None)
        return False
    try:
        message(note, connection).send()
    except Exception as fault:
        _failed(mine, note, fault)
        return False
    mine.update(mail=Mail.SENT, mail_next_at=None, mail_error="")
    return True


def _claim(pk):
    """The row, when it is ours now."""
    now = timezone.now()
    row = Notification.objects.filter(pk=pk, mail_next_at__lte=now)
    claim = {"mail": Mail.SENDING, "mail_attempts": F("mail_attempts") + 1, "mail_next_at": now + LEASE}
    died = row.filter(mail=Mail.SENDING)
    claimed = row.filter(mail=Mail.DUE).update(**claim) or died.exclude(mail_error=INTERRUPTED).update(
        **claim | {"mail_error": INTERRUPTED}
    )
    if not claimed:
        died.filter(mail_error=INTERRUPTED).update(mail=Mail.FAILED, mail_next_at=None)
        return None
    return Notification.objects.select_related("recipient").get(pk=pk)


def _failed(mine, note, fault):
    """Try again later, or give up. The reason is kept without anybody's address."""
    code = f" {fault.smtp_code}" if isinstance(fault, SMTPResponseException) else ""
    changes = {"mail_error": f"{type(fault).__name__}{code}"}
    if note.mail_attempts > len(WAITS):
        changes |= {"mail": Mail.FAILED, "mail_next_at": None}
    else:
        changes |= {"mail": Mail.DUE, "mail_next_at": timezone.now() + WAITS[note.mail_attempts - 1]}
    mine.update(**changes)
    log.warning("mail of notification %s: attempt %s failed (%s)", note.pk, note.mail_attempts, type(fault).__name__)


def wanted(note):
    """They may have said no since."""
    member = note.recipient
    silent = member.mail_stopped_at or not member.is_active
    return not silent and not (note.topic and Mute.objects.filter(member=member, topic=note.topic).exists())


def message(note, connection=None):
    """The e-mail of a notification, in its recipient's language and time zone."""
    member, context = note.recipient, context_of(note)
    with translation.override(member.language), timezone.override(member.timezone):
        context["LANGUAGE_CODE"] = member.language
        body = render_to_string(f"emails/{note.kind}.txt", context).strip()
        text = render_to_string("emails/base.txt", {**context, "body": body})
        html = render_to_string(f"emails/{note.kind}.html", context)
    mail = EmailMultiAlternatives(note.title, text, to=[member.email], connection=connection)
    mail.attach_alternative(html, "text/html")
    mail.extra_headers = {
        "Message-ID": message_id(f"notification-{note.pk}"),
        "List-Unsubscribe": f"<{context['unsubscribe']}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    if note.topic:
        mail.extra_headers["References"] = message_id(note.topic)  # mail programs keep one post's mails together
    return mail


def context_of(note):
    """What templates/emails/<kind>.* may say: the facts by name, `link` in full, `unsubscribe`, `recipient`, `note`."""
    return {
        **note.facts,
        "facts": note.facts,
        "count": note.count,
        "link": settings.SITE_URL + note.link if note.link.startswith("/") else note.link,
        "site": settings.SITE_URL,
        "unsubscribe": settings.SITE_URL + address_to_unsubscribe(note.recipient, note.topic),
        "recipient": note.recipient,
        "note": note,
    }


def message_id(name):
    """The same for the same thing, whoever sends it and however often."""
    key = hashlib.sha256(f"{settings.SECRET_KEY}:{name}".encode()).hexdigest()[:20]
    return f"<{name.replace(':', '-')}.{key}@{urlsplit(settings.SITE_URL).hostname}>"
