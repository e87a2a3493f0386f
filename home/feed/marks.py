"""How far a member has read a feed. A visit lasts until VISIT without reading on: as long, the feed shows what the
visit began with, so that who comes back from a post finds it again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.posts.models import FeedMark

from .upto import Upto

VISIT = timedelta(minutes=30)
FIRST = timedelta(days=7)  # what a first visit, or a visitor's, begins with


def begun(member, feed, now):
    """(how far it was read when this visit began, whether it ever was). One query for a member, none for a visitor."""
    mark = FeedMark.objects.filter(member=member, feed=feed).first() if member.is_authenticated else None
    if mark is None:
        return Upto.at(now - FIRST), False
    return Upto.parse(mark.since if now - mark.moved_at < VISIT else mark.read_to), True


@transaction.atomic
def move(member, feed, upto, now=None):
    """The member has read the feed to its end as it was `upto`. A mark never moves back; False when it did not move."""
    now = now or timezone.now()
    upto = Upto(min(upto.moment, now), upto.seen)
    start = {"read_to": str(upto), "since": str(Upto.at(now - FIRST)), "moved_at": now}
    _mark, first = FeedMark.objects.get_or_create(member=member, feed=feed, defaults=start)
    if first:
        return True
    mark = FeedMark.objects.select_for_update().get(member=member, feed=feed)
    if upto.moment <= Upto.parse(mark.read_to).moment:
        return False
    mark.since = mark.since if now - mark.moved_at < VISIT else mark.read_to
    mark.read_to, mark.moved_at = str(upto), now
    mark.save(update_fields=["since", "read_to", "moved_at"])
    return True
