"""Web push: one row per notification and browser, which is its queue; a task only wakes it up.

A notification that is due (`push_at`) becomes a row for each of its recipient's browsers; the member's daily cap is
looked at there, once. Rows are claimed, sent and marked as mails are. The services of different makers are asked side
by side and each has only so many seconds a round: one that hangs delays nobody but itself."""

import hashlib
import logging
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import timedelta
from time import monotonic
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from community import outgoing

from .models import Mute, Notification, Push, PushSubscription
from .sealing import sealed, who_we_are
from .subjects import subject_of
from .volume import is_away, take_place, volumes_of

log = logging.getLogger(__name__)

SECONDS = 5  # for one request
ROUND = 15  # seconds a service has in one round; what is left of its rows comes in the next
LEASE = timedelta(minutes=2)  # longer than a round
WAITS = [timedelta(minutes=m) for m in (1, 5, 30, 120)]
MOST_ATTEMPTS = len(WAITS) + 2  # also of one that takes its sender down each time
GOOD_FOR = 24 * 3600  # seconds a service keeps it for a phone that is off
LONGEST = 200  # letters of the text: a service takes 4 kB in all
BATCH = 200
SERVICES = 8  # asked side by side
GONE = (404, 410)
MOST_FAILURES = 20  # in a row, after which a browser is taken for gone


@task
def send_due_pushes():
    send_due()


def sweep_pushes():
    """What the wake-up missed (settings.TICK)."""
    return send_due()


def send_due():
    """Hand over all that is due. How many pushes a service took."""
    hand_out()
    took, given_up = 0, set()
    while rows := _claimed(given_up):
        sent, late = _side_by_side(rows)
        took, given_up = took + sent, given_up | late
    return took


# --- From a notification to a row for each browser -------------------------------------------------------------------


def hand_out():
    """Make the rows of what is due. How many."""
    made = 0
    while batch := list(_waiting().order_by("push_at").values_list("pk", flat=True)[:BATCH]):
        made += _hand_out(batch)
    return made


def _waiting():
    return Notification.objects.filter(push_at__lte=timezone.now())


@transaction.atomic
def _hand_out(pks):
    notes = Notification.objects.select_for_update(of=("self",)).filter(pk__in=pks, push_at__isnull=False)
    notes = list(notes.select_related("recipient"))
    browsers, muted = defaultdict(list), _muted(notes)
    for browser in PushSubscription.objects.filter(member__in={note.recipient_id for note in notes}):
        browsers[browser.member_id].append(browser.pk)
    volumes = volumes_of({note.recipient for note in notes})
    rows = []
    for note in notes:
        if browsers[note.recipient_id] and _is_wanted(note, volumes[note.recipient_id], muted):
            rows += [
                Push(notification=note, subscription_id=pk, next_at=timezone.now())
                for pk in browsers[note.recipient_id]
            ]
    Push.objects.bulk_create(rows, ignore_conflicts=True)
    Notification.objects.filter(pk__in=[note.pk for note in notes]).update(push_at=None)
    return len(rows)


def _is_wanted(note, volume, muted):
    """They may have read it, gone on holiday or had enough for today since."""
    member = note.recipient
    if note.read_at or not member.is_active or is_away(volume, member) or (member.pk, note.topic) in muted:
        return False
    return take_place(member, subject_of(note.kind), volume.daily_cap)


def _muted(notes):
    rows = Mute.objects.filter(
        member__in={note.recipient_id for note in notes},
        topic__in={note.topic for note in notes},
        covers=Mute.Covers.ALL,
    )
    return set(rows.values_list("member_id", "topic"))


# --- The queue -------------------------------------------------------------------------------------------------------


def _claimed(given_up):
    """Up to BATCH rows that are ours now, none for a service that was given up in this round."""
    now = timezone.now()
    waiting = [Push.State.DUE, Push.State.SENDING]
    due = Push.objects.filter(state__in=waiting, next_at__lte=now, attempts__lte=MOST_ATTEMPTS)
    for service in given_up:
        due = due.exclude(subscription__endpoint__startswith=service + "/")
    mine = []
    for pk in due.order_by("next_at", "pk").values_list("pk", flat=True)[:BATCH]:
        claim = {"state": Push.State.SENDING, "attempts": F("attempts") + 1, "next_at": now + LEASE}
        if Push.objects.filter(pk=pk, next_at__lte=now).update(**claim):
            mine.append(pk)
    return list(
        Push.objects.filter(pk__in=mine).select_related("notification__recipient", "subscription").order_by("pk")
    )


def _side_by_side(rows):
    """(how many a service took, the services that were given up). Threads only ask; what came of it is written here."""
    by_service, late, took = defaultdict(list), set(), 0
    for row in rows:
        by_service[service_of(row.subscription.endpoint)].append((row, *_letter(row)))
    with ThreadPoolExecutor(max_workers=SERVICES, thread_name_prefix="push") as threads:
        asked = {threads.submit(_ask_all, letters): service for service, letters in by_service.items()}
        for done in as_completed(asked):
            for row, answer in done.result():
                took += _record(row, answer)
                late |= {asked[done]} if answer is None or isinstance(answer, outgoing.Unreachable) else set()
    return took, late


def service_of(endpoint):
    parts = urlsplit(endpoint)
    return f"{parts.scheme}://{parts.netloc}"


def _letter(row):
    """(address, headers, sealed body) of one push."""
    note, browser = row.notification, row.subscription
    subject = subject_of(note.kind)
    headers = {
        **who_we_are(browser.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(GOOD_FOR),
        "Urgency": "high" if subject in ("alerts", "messages") else "normal",
        "Topic": _name(note),  # a newer one takes the place of one that the phone has not fetched yet
    }
    return browser.endpoint, headers, sealed(said(note), browser.p256dh, browser.auth)


def said(note):
    """What the service worker shows: the facts, in the recipient's language (the words of the row are already)."""
    return {
        "title": note.title[:LONGEST],
        "body": note.text[:LONGEST],
        "url": settings.SITE_URL + reverse("notifications:open", args=[note.pk]),
        "tag": _name(note),
        "lang": note.recipient.language,
        "at": int(note.created_at.timestamp() * 1000),
    }


def _name(note):
    """The same for what replaces one another: those of one kind about one topic."""
    about = f"{note.kind} {note.topic}" if note.topic else f"{note.pk}"
    return hashlib.sha256(f"{settings.SECRET_KEY}:{about}".encode()).hexdigest()[:32]


def _ask_all(letters):
    """[(row, Answer, the fault, or None when there was no time left)], one after the other."""
    until, said = monotonic() + ROUND, []
    for row, endpoint, headers, body in letters:
        left = min(SECONDS, until - monotonic())
        answer = _ask(endpoint, headers, body, left) if left > 0.1 else None
        said.append((row, answer))
        if isinstance(answer, outgoing.Unreachable):
            until = 0  # it is not there, or hangs: the others need not try it
    return said


def _ask(endpoint, headers, body, seconds):
    try:
        return outgoing.request("POST", endpoint, content=body, headers=headers, seconds=seconds)
    except (outgoing.Forbidden, outgoing.Unreachable) as fault:
        return fault


def _record(row, answer):
    """Write down what came of it; True when the service took it."""
    mine = Push.objects.filter(pk=row.pk, state=Push.State.SENDING, attempts=row.attempts)
    browser = PushSubscription.objects.filter(pk=row.subscription_id)
    status = getattr(answer, "status", 0)
    if 200 <= status < 300:
        browser.update(succeeded_at=timezone.now(), failures=0)
        return bool(mine.update(state=Push.State.SENT, next_at=None, error=""))
    if answer is None:  # not even tried: no attempt is lost
        mine.update(state=Push.State.DUE, attempts=row.attempts - 1, next_at=timezone.now() + WAITS[0])
    elif status in GONE or isinstance(answer, outgoing.Forbidden) or row.subscription.failures >= MOST_FAILURES:
        browser.delete()
    else:
        browser.update(failures=F("failures") + 1)
        _failed(mine, row, answer, status)
    return False


def _failed(mine, row, answer, status):
    changes = {"error": str(status or answer)[:100]}
    may_pass = not status or status == 429 or status >= 500
    if row.attempts > len(WAITS) or not may_pass:
        changes |= {"state": Push.State.FAILED, "next_at": None}
    else:
        changes |= {"state": Push.State.DUE, "next_at": timezone.now() + WAITS[row.attempts - 1]}
    mine.update(**changes)
    log.warning(
        "push %s to %s: attempt %s failed (%s)",
        row.pk,
        service_of(row.subscription.endpoint),
        row.attempts,
        changes["error"],
    )


def forget_sent(days=7):
    """Delete what left long ago (settings.TICK). How many rows."""
    old = timezone.now() - timedelta(days=days)
    return Push.objects.filter(state=Push.State.SENT, notification__created_at__lt=old).delete()[0]
