"""The bell: a member's notifications, by day, and what they have read."""

from datetime import UTC, datetime
from itertools import groupby

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, Q
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.going_on import next_address

from .models import Notification
from .muting import is_topic
from .notify import settle
from .subjects import CODES, SUBJECTS, kinds_of

PER_PAGE = 40


@login_required
@require_safe
@never_cache
def index(request):
    """The newest first, by day; of one subject, or those before one that was shown (a cursor: nothing is skipped or
    repeated while new ones arrive)."""
    mine = Notification.objects.filter(recipient=request.user)
    subject = request.GET.get("subject") if request.GET.get("subject") in CODES else ""
    rows = mine.filter(kind__in=kinds_of(subject)) if subject else mine
    notes = list(_before(rows, request.GET.get("before", ""))[: PER_PAGE + 1])
    shown, more = notes[:PER_PAGE], len(notes) > PER_PAGE
    days = [(day, list(ones)) for day, ones in groupby(shown, key=lambda note: timezone.localdate(note.created_at))]
    present = {subject, *_present(mine)}
    context = {
        "days": days,
        "next": _cursor(shown[-1]) if more else "",
        "subject": subject,
        "subjects": [one for one in SUBJECTS if one.code in present],
        "unread": mine.filter(read_at=None).count(),
    }
    return render(request, "notifications/list.html", context)


def _present(mine):
    """The subjects one has been told something about. One query, however much that is."""
    asked = {code: Exists(mine.order_by().filter(kind__in=kinds_of(code))) for code in CODES}
    found = Notification.objects.order_by().values(**asked)[:1]
    return [code for row in found for code in CODES if row[code]]


def _cursor(note):
    return f"{int(note.created_at.timestamp() * 1_000_000)}-{note.pk}"


def _before(rows, cursor):
    micros, _dash, pk = cursor.partition("-")
    try:
        at = datetime.fromtimestamp(int(micros) // 1_000_000, UTC).replace(microsecond=int(micros) % 1_000_000)
        return rows.filter(Q(created_at__lt=at) | Q(created_at=at, pk__lt=int(pk[:18])))
    except (ValueError, OverflowError, OSError):
        return rows


@require_safe
@never_cache
def unread(request):
    """What the bell shows: {"unread": number}; visitors have none."""
    member = request.user
    count = Notification.objects.filter(recipient=member, read_at=None).count() if member.is_authenticated else 0
    return JsonResponse({"unread": count})


@login_required
@require_safe
@never_cache
def open_one(request, pk):
    """Marks one as read and leads to what it is about."""
    note = get_object_or_404(Notification, pk=pk, recipient=request.user)
    Notification.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    return redirect(note.link)


@login_required
@require_POST
def read(request):
    """One of them (pk=…), or all."""
    mine = Notification.objects.filter(recipient=request.user, read_at=None)
    pk = request.POST.get("pk", "")
    if pk:
        mine = mine.filter(pk=pk) if pk.isdecimal() and len(pk) < 19 else mine.none()
    mine.update(read_at=timezone.now())
    return redirect(next_address(request, "/notifications/"))


@login_required
@require_POST
def seen(request):
    """The page of a topic is in front of its reader: what the bell says about it is read. {"settled": number}"""
    topic = request.POST.get("topic", "")
    return JsonResponse({"settled": settle(request.user, topic) if is_topic(topic) else 0})
