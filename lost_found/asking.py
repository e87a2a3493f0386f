"""By the clock: "still lost?" after 30 and 60 days, the end after 120 of silence; what was found stands for as long as
a lost-property office keeps it. Timed work of settings.TICK."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.notifications.notify import notify

from .models import Item, Side
from .things import PERSONAL

SALT = "lost_found.still"
ASK_AFTER = (timedelta(days=30), timedelta(days=60))
LET_GO_AFTER = timedelta(days=120)  # of silence
LINK_LASTS = timedelta(days=90)  # until the item it is about is closed at the latest
AT_ONCE = 500


def address_of(item):
    """The signed address by which its author answers without signing in. It is about this asking alone: once they have
    answered, it changes nothing more."""
    return reverse("lost_found:still", args=[signing.dumps([item.pk, item.kept_at.isoformat()], salt=SALT)])


def read(token):
    """(the item, whether the asking is still unanswered); (None, False) for what we did not sign, or too old."""
    try:
        pk, kept = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.BadSignature:
        return None, False
    item = Item.objects.filter(pk=pk, hidden_at=None).select_related("author").first()
    return item, bool(item) and item.closed_at is None and item.kept_at.isoformat() == kept


def keep(item):
    """Its author still looks for it. False when that was said already, or it is closed."""
    rows = Item.objects.filter(pk=item.pk, closed_at=None, kept_at=item.kept_at)
    return bool(rows.update(kept_at=timezone.now(), asked=0))


def ask_still_lost(now=None):
    """Ask the authors of what has been lost for 30, then 60 days. How many were asked."""
    now, asked = now or timezone.now(), 0
    for times, age in enumerate(ASK_AFTER):
        due = Item.objects.published().filter(side=Side.LOST, closed_at=None, kept_at__lte=now - age, asked=times)
        due = due.filter(kept_at__gt=now - LET_GO_AFTER, author__isnull=False).select_related("author")
        for item in list(due.order_by("kept_at")[:AT_ONCE]):
            asked += _ask(item, times)
    return asked


@transaction.atomic
def _ask(item, times):
    if not Item.objects.filter(pk=item.pk, asked=times, closed_at=None).update(asked=times + 1):
        return 0
    key = f"still:{item.pk}:{round(item.kept_at.timestamp())}:{times}"
    notify([item.author], "item_still_lost", address_of(item), item.topic, key, {"title": item.title})
    return 1


def let_go_of_old(now=None):
    """Close what its author has not answered about, and what was found longer ago than an office keeps things
    (LOST_FOUND_KEPT_DAYS); their authors are told. How many."""
    now = now or timezone.now()
    ages = {Side.LOST: LET_GO_AFTER, Side.FOUND: timedelta(days=settings.LOST_FOUND_KEPT_DAYS)}
    gone = 0
    for side, age in ages.items():
        old = Item.objects.filter(side=side, closed_at=None, kept_at__lte=now - age).select_related("author")
        gone += sum(_let_go(item) for item in list(old.order_by("kept_at")[:AT_ONCE]))
    return gone


@transaction.atomic
def _let_go(item):
    if not item.let_go():
        return 0
    if item.author:
        notify([item.author], "item_closed", item.get_absolute_url(), item.topic, f"closed:{item.pk}",
               {"title": item.title})  # fmt: skip
    return 1


def forget_private():
    """What closing erases is gone from what was closed or hidden in any other way too. How many."""
    over = Item.objects.filter(closed_at__isnull=False)
    held = over.exclude(number_hash="", secret="", question="")
    forgotten = held.update(number_hash="", secret="", question="")
    for item in over.filter(what__in=PERSONAL, photos__isnull=False).distinct()[:AT_ONCE]:
        item._forget_photos()
        forgotten += 1
    return forgotten
