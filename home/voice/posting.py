"""A page of the town's becomes a post: in the feed, in search, with a thread, followed like any other.

One post for all translations of a page. It follows what becomes of them: said when the first is published, said again
when one changes, hidden when none is left. What moderation has hidden stays so, whatever an editor publishes."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from community.places.words import fold
from community.posts import feed, mapcounts
from community.posts.models import FeedEntry, Phase, Post
from community.posts.states import hide_post, publish_post, show_post
from community.posts.thread import advance
from community.tickets.models import Authority

from .. import town
from . import audience, zones
from .models import Announcement, Audience, Spoken
from .telling import tell_later

log = logging.getLogger(__name__)

SETTLED = timedelta(minutes=10)  # after which a page without its post was forgotten, not just being published
LONGEST = 5000  # characters of a page that search knows


def live_pages(key, but=None):
    """The published translations of a page that are open to all; the one in the site's first language leads."""
    pages = Page.objects.filter(translation_key=key).live().public().exclude(pk=but).select_related("locale").specific()
    first = settings.LANGUAGE_CODE
    return sorted(pages, key=lambda page: (page.locale.language_code != first, page.pk))


@transaction.atomic
def say(page, revision=None, quietly=False):
    """The post of a page (and of its translations) as they now stand; None where there is no territory to say it in.

    Those concerned are told the first time, and when an editor asks for it (`tell_again`), once for each revision."""
    return _say(live_pages(page.translation_key), page, revision, quietly)


@transaction.atomic
def hush(page):
    """A page is not public any more: its post is hidden, unless a translation still stands."""
    left = live_pages(page.translation_key, but=page.pk)
    if left:
        return _say(left, left[0], None, quietly=True)
    post = Announcement.objects.filter(translation_key=page.translation_key).first()
    town.forget()
    return _hide(post) if post else False


def _hide(post):
    """For want of a page; what moderation has hidden is so already. False when it was hidden."""
    hidden = hide_post(post)
    if hidden:
        Announcement.objects.filter(pk=post.pk).update(hushed_at=post.hidden_at)
    return hidden


def _show(post):
    """There is a page again. False for what was not hidden for want of one."""
    if not Announcement.objects.filter(pk=post.pk, hushed_at__isnull=False).update(hushed_at=None):
        return False
    return show_post(post)


@transaction.atomic
def forget(page):
    """A page is deleted. Its post goes with the last translation when no neighbour said a word there or voted; else it
    stays, hidden, with what is theirs."""
    hush(page)
    if Page.objects.filter(translation_key=page.translation_key).exclude(pk=page.pk).exists():
        return
    post = Announcement.objects.filter(translation_key=page.translation_key).first()
    if post and not post.comments.exists() and not post.ballots.exists():
        post.delete()


def mend():
    """Pages that were published without a word (imported, copied) get their post, in silence; posts whose pages went
    the same way are hidden. Returns how many. For settings.TICK."""
    known = Announcement.objects.filter(hushed_at=None).values_list("translation_key", flat=True)
    mended = 0
    for model in Spoken.__subclasses__():
        waits = (
            model.objects.live()
            .public()
            .exclude(translation_key__in=known)
            .exclude(last_published_at__gt=timezone.now() - SETTLED)
        )
        mended += sum(bool(say(page, quietly=True)) for page in waits)
    live = Page.objects.live().public().values("translation_key")
    for post in Announcement.objects.filter(hidden_at=None).exclude(translation_key__in=live):
        mended += _hide(post)
    return mended


def _say(pages, page, revision, quietly):
    found = audience.territories(pages[0]) if pages else []
    if not found:
        log.warning("page %s is said nowhere: no territory is loaded", page.pk)
        return None
    lead = pages[0]
    post = _written(lead, found)
    post.also_in.set([t.pk for t in found[1:]])
    _fold(post, pages)
    if not quietly and _counts_as_news(post, page, revision):
        tell_later.enqueue(post.pk, post.told)  # before it is announced: what it says itself goes first
    if not publish_post(post, lead.first_published_at, quietly):
        _moved(post, found)
        _show(post) or advance(post)
    town.forget()
    return post


def _moved(post, found):
    """It stands in the feeds of its territories of now, and no longer in those of before."""
    FeedEntry.objects.filter(post=post.pk, group=None).exclude(territory__in=[t.pk for t in found]).delete()
    feed.enter(post, quietly=True)


def _written(lead, found):
    """The row, new or changed, as the leading page has it."""
    row = Announcement.objects.select_for_update().filter(translation_key=lead.translation_key).first()
    post = row or Announcement(translation_key=lead.translation_key, kind=lead.kind_code, sequence=1)
    before = (post.cell, post.kind, post.state)
    post.title, post.text, post.territory = lead.title[:140], lead.words[:LONGEST], found[0]
    post.lat, post.lon = _point(lead)
    post.place_label = audience.in_words(lead)[:200]
    post.voice = _voice(lead)
    post.severity, post.ends_at = lead.severity_now, lead.ends_at
    post.state = Phase.CLOSED if lead.kind_code == "poll" and post.is_over else Phase.OPEN
    post.comments_closed_at = None if lead.comments else post.comments_closed_at or timezone.now()
    post.edited_at = timezone.now() if row else None
    post.save()
    if row and row.is_public and before != (post.cell, post.kind, post.state):
        mapcounts.shift([(*before, -1), (post.cell, post.kind, post.state, +1)])
    return post


def _voice(page):
    """Who speaks: the body chosen, else the town's own, else the town by its name."""
    body = page.authority or Authority.objects.filter(territory__code=settings.TOWN_CODE).order_by("pk").first()
    return body.name if body else town.facts()["name"]


def _point(page):
    """Where it stands on the map: in its zone, or at its place; nowhere when it is for quarters or the town."""
    if page.audience == Audience.ZONE and page.zone:
        inside = zones.shape_of(page.zone).representative_point()
        return inside.y, inside.x
    if page.audience == Audience.PLACE and page.place:
        return page.place.lat, page.place.lon
    return None, None


def _fold(post, pages):
    """Search knows the words of every translation."""
    said = " ".join(f"{page.title} {page.words[:LONGEST]}" for page in pages)
    post.folded = fold(f"{said} {post.place_label}")
    Post.objects.filter(pk=post.pk).update(folded=post.folded)


def _counts_as_news(post, page, revision):
    """Whether neighbours are to be told now; it is written down in the same transaction."""
    asked = page.tell_again and revision is not None and revision.pk != post.told_revision
    if post.told and not asked:
        return False
    post.told, post.told_revision = post.told + 1, revision and revision.pk
    post.save(update_fields=["told", "told_revision"])
    return True
