"""An ad lasts its days. Its author is asked in time, and renews it by one click in the mail, signed in or not."""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format

from community import live
from community.notifications.notify import notify
from community.posts.follow import link_to
from community.posts.thread import advance

from . import listed
from .closing import close
from .models import Classified

WARNED_BEFORE = timedelta(days=3)
LINK_LASTS = timedelta(days=14)
SALT = "classifieds.renew"
AT_ONCE = 200  # ads in one run of the chore


class Gone(Exception):
    """A link that leads nowhere any more: `expired` when it did once, else it was never ours."""

    def __init__(self, expired=False):
        super().__init__()
        self.expired = expired


def may_renew(ad, at=None):
    """Whether it ends soon: an ad is not renewed just to stand first again."""
    return not ad.is_over and bool(ad.published_at) and ad.expires_at - (at or timezone.now()) <= WARNED_BEFORE


@transaction.atomic
def renew(ad, seen, at=None):
    """As many days again from now on, and first in the list. `seen` is how often it had been renewed when that was
    asked for; False when it was renewed since, or has ended."""
    at = at or timezone.now()
    # Of the ad's own table alone: a condition on the post's would be looked at before the row is locked.
    rows = Classified.objects.filter(pk=ad.pk, closed_at=None, renewals=seen, held_at=None)
    until = at + timedelta(days=ad.category.days)
    if not rows.update(expires_at=until, renewals=F("renewals") + 1, warned_at=None):
        return False
    ad.expires_at, ad.renewals, ad.warned_at = until, seen + 1, None
    listed.enter(ad, at)
    live.publish(ad.topic, "words", seq=advance(ad))
    return True


def link_for(ad):
    """The address in the mail: it renews this ad once, for as long as LINK_LASTS."""
    return reverse("classifieds:renew_link", args=[signing.dumps([ad.pk, ad.renewals], salt=SALT)])


def read_link(token):
    """(the ad, how often it had been renewed when the mail was written). Raises Gone."""
    try:
        pk, seen = signing.loads(token, salt=SALT, max_age=LINK_LASTS)
    except signing.SignatureExpired:
        raise Gone(expired=True) from None
    except (signing.BadSignature, ValueError, TypeError):
        raise Gone from None
    ad = Classified.objects.select_related("category").filter(pk=pk, hidden_at=None).first()
    if ad is None:
        raise Gone(expired=True)
    return ad, seen


def warn_and_close():
    """What `tick` does: asks the authors of what ends soon, and closes what has ended. Run again, it asks and closes
    nothing twice."""
    return _warn(timezone.now()), _close(timezone.now())


def _running():
    return Classified.objects.filter(closed_at=None, published_at__isnull=False)


def _warn(now):
    due = _running().filter(expires_at__range=(now, now + WARNED_BEFORE), warned_at=None, hidden_at=None)
    rows = due.filter(author__is_active=True).select_related("author")
    return sum(_ask(ad, now) for ad in rows.order_by("expires_at")[:AT_ONCE])


@transaction.atomic
def _ask(ad, now):
    if not Classified.objects.filter(pk=ad.pk, closed_at=None, warned_at=None).update(warned_at=now):
        return False
    facts = {"title": ad.title, "renew": settings.SITE_URL + link_for(ad), **_days(ad)}
    notify([ad.author], "ad_ending", link_to(ad), ad.topic, f"ending:{ad.pk}:{ad.renewals}", facts, at=now)
    return True


def _close(now):
    """What has run out, unless it is promised to somebody; and what its author has left behind."""
    still = Classified.objects.filter(closed_at=None).select_related("author")
    out = still.filter(expires_at__lte=now).exclude(handovers__state="promised").order_by("expires_at")[:AT_ONCE]
    left = still.filter(Q(author=None) | Q(author__is_active=False)).order_by("pk")[:AT_ONCE]
    return sum(_end(ad, now) for ad in [*out, *left])


@transaction.atomic
def _end(ad, now):
    if not close(ad, at=now):
        return False
    if ad.author and ad.author.is_active:
        facts = {"title": ad.title}
        notify([ad.author], "ad_ended", link_to(ad), ad.topic, f"ended:{ad.pk}:{ad.renewals}", facts, at=now)
    return True


def _days(ad):
    """When it ends, as each language says it."""
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[f"day_{language}"] = date_format(timezone.localtime(ad.expires_at), "j F")
    return said
