"""The mail of a notification. The row is the queue (state, lease, attempts); a task only wakes it up.

A row is claimed by a conditional update. When a sender died between sending and saying so, nobody knows whether the
mail left: it is sent once more, under the same Message-ID, and never a third time. Each person's mails leave in the
order in which they were told: one that waits for its next try holds up the later ones. A mail server that cannot be
reached costs no mail an attempt: nothing is claimed before the connection stands."""

import logging
from datetime import timedelta
from smtplib import SMTPConnectError, SMTPResponseException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError
from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django_tasks import task

from . import outage
from .letters import message
from .models import Mail, Mute, Notification
from .subjects import subject_of
from .volume import give_back, is_away, take_place, volume_of

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than EMAIL_TIMEOUT lets one mail take
WAITS = [timedelta(minutes=m) for m in (1, 5, 30, 120, 480)]  # after each failure; then it has failed
INTERRUPTED = "interrupted"  # noted on a row that is sent again without knowing whether it was sent
REFUSED = "SMTPRecipientsRefused"  # a mailbox that takes nothing holds up nothing: its order does not matter
BATCH = 100
MOST = 20_000  # in one round; what is left comes in the next
MOST_BROKEN = 3  # connections lost one after the other, after which the server is left alone


@task
def send_due_mail():
    if not outage.is_fresh():
        send_due()


def sweep_mail():
    """What the wake-up missed: retries, mails whose sender died, an outage that has ended (settings.TICK)."""
    return send_due()


def send_due():
    """Send all that is due. How many mails left."""
    sent, due = 0, _due_now()
    for start in range(0, len(due), BATCH):
        batch = due[start : start + BATCH]
        try:
            with get_connection(fail_silently=False) as connection:
                sent += _send(batch, connection)
        except OSError as fault:  # smtplib's errors are OSErrors too
            outage.note(fault)
            break
        outage.over()
    return sent


def _due_now():
    """The ids of what is due, in the order in which it was told. Asked by moments, which an index has: asked by ids,
    SQLite walks through all that was ever told."""
    return sorted(_due().order_by("mail_next_at").values_list("pk", flat=True)[:MOST])


def _due():
    return Notification.objects.filter(mail__in=[Mail.DUE, Mail.SENDING], mail_next_at__lte=timezone.now())


def _send(batch, connection):
    """How many of a batch left. Raises OSError when the server is gone."""
    sent = broken = 0
    for pk in batch:
        try:
            sent += send_one(pk, connection)
            broken = 0
        except BrokenLink as link:
            broken += 1
            connection.close()
            if broken == MOST_BROKEN:
                raise link.fault from None
            connection.open()
    return sent


class BrokenLink(Exception):
    """The connection is of no use any more, after the mail it carried was put back."""

    def __init__(self, fault):
        super().__init__(str(fault))
        self.fault = fault


def send_one(pk, connection=None):
    """Claim one mail and send it; True when it left. Raises BrokenLink."""
    note = _claim(pk)
    if note is None:
        return False
    mine = Notification.objects.filter(pk=pk, mail=Mail.SENDING, mail_attempts=note.mail_attempts)
    if (instead := _instead(note)) is not None:
        mine.update(mail=instead, mail_next_at=None)
        return False
    try:
        message(note, connection).send()
    except Exception as fault:
        give_back(note.recipient)
        _failed(mine, note, fault)
        if is_broken(fault):
            raise BrokenLink(fault) from fault
        return False
    mine.update(mail=Mail.SENT, mail_next_at=None, mail_error="")
    return True


def _claim(pk):
    """The row, when it is ours now and no earlier mail to the same person is on its way."""
    now = timezone.now()
    earlier = Notification.objects.filter(
        recipient=OuterRef("recipient"), pk__lt=OuterRef("pk"), mail__in=[Mail.DUE, Mail.SENDING]
    ).exclude(mail_error__startswith=REFUSED)
    row = Notification.objects.filter(~Exists(earlier), pk=pk, mail_next_at__lte=now)
    claim = {"mail": Mail.SENDING, "mail_attempts": F("mail_attempts") + 1, "mail_next_at": now + LEASE}
    died = row.filter(mail=Mail.SENDING)
    claimed = row.filter(mail=Mail.DUE).update(**claim) or died.exclude(mail_error=INTERRUPTED).update(
        **claim | {"mail_error": INTERRUPTED}
    )
    if not claimed:
        died.filter(mail_error=INTERRUPTED).update(mail=Mail.FAILED, mail_next_at=None)
        return None
    return Notification.objects.select_related("recipient").get(pk=pk)


def is_broken(fault):
    """Whether it is the connection that failed, and not this one mail."""
    broken = isinstance(fault, SMTPServerDisconnected | SMTPConnectError | ConnectionError | TimeoutError)
    return broken or (isinstance(fault, SMTPResponseException) and fault.smtp_code == 421)


def _failed(mine, note, fault):
    """Try again later, or give up. The reason is kept without anybody's address."""
    code = f" {fault.smtp_code}" if isinstance(fault, SMTPResponseException) else ""
    changes = {"mail_error": f"{type(fault).__name__}{code}"}
    may_pass = isinstance(fault, OSError | DatabaseError)  # else it is our own fault, and waiting mends nothing
    if note.mail_attempts > len(WAITS) or not may_pass:
        changes |= {"mail": Mail.FAILED, "mail_next_at": None}
    else:
        changes |= {"mail": Mail.DUE, "mail_next_at": timezone.now() + WAITS[note.mail_attempts - 1]}
    mine.update(**changes)
    log.warning("mail of notification %s: attempt %s failed (%s)", note.pk, note.mail_attempts, type(fault).__name__)


def _instead(note):
    """What becomes of a mail that shall not leave now: None when it shall. They may have read it, or said no, since."""
    member = note.recipient
    if member.mail_stopped_at or not member.is_active:
        return Mail.NONE
    if note.kind in settings.MAILED_ANYWAY:
        return None
    if note.read_at:
        return Mail.NONE
    if note.topic and Mute.objects.filter(member=member, topic=note.topic).exists():
        return Mail.NONE
    volume = volume_of(member)
    if is_away(volume, member) or not take_place(member, subject_of(note.kind), volume.daily_cap):
        return Mail.DIGEST
    return None
