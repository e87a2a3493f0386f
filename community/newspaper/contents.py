"""What stands in the newspaper of a day: what entered the feeds of one's places between two mornings, by subject.

A run reads the day once for everybody (`read`); what a member's paper holds is then chosen in memory."""

from collections import namedtuple
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from community.posts.kinds import kinds
from community.posts.models import FeedEntry, Post

MOST_READ = 5000  # entries of one day, all places together: beyond, the newest
MOST_SHOWN = 6  # items of one subject; the rest is a click away
MOST_KEPT = 200  # sets of territories whose items a day keeps in their order

Item = namedtuple("Item", "post kind at number title text voice place territory author nameless comments votes")
Section = namedtuple("Section", "kind label icon items more")
_FIELDS = (
    "territory", "post", "kind", "at", "number", "post__title", "comment__text", "comment__voice", "post__place_label",
    "post__territory__name", "post__author", "post__anonymous", "post__comment_count", "post__vote_count",
)  # fmt: skip


def morning(on, timezone_name):
    """The moment at which the paper of a day appears where somebody lives: settings.DIGEST_HOUR by their clock."""
    return datetime.combine(on, time(settings.DIGEST_HOUR), ZoneInfo(timezone_name))


def period(on, timezone_name):
    """(from, to) that the paper of a day covers, from the morning before: 23 or 25 hours when clocks change."""
    return morning(on - timedelta(days=1), timezone_name), morning(on, timezone_name)


class Day:
    """What happened between two moments, in these territories (ids) or in all, of what `posts` lets see."""

    def __init__(self, start, end, territories=None, posts=None):
        rows = FeedEntry.objects.filter(at__gte=start, at__lt=end, territory__isnull=False)
        if territories is not None:
            rows = rows.filter(territory__in=territories)
        rows = rows.filter(post__in=Post.objects.published() if posts is None else posts.filter(hidden_at=None))
        self.by_territory, self._kept = {}, {}
        for territory, *facts in rows.order_by("-at", "-post", "-number").values_list(*_FIELDS)[:MOST_READ]:
            self.by_territory.setdefault(territory, []).append(Item(*facts))

    def items(self, territories):
        """What happened in any of these territories (ids), each thing once, the newest first."""
        places = frozenset(territories)
        if places not in self._kept:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[places] = self._in_order(places)
        return self._kept[places]

    def _in_order(self, territories):
        found = {(it.post, it.number): it for pk in territories for it in self.by_territory.get(pk, ())}
        return sorted(found.values(), key=lambda it: (it.at, it.post, it.number), reverse=True)


def sections(items, most=MOST_SHOWN):
    """Items by subject: what settings.NEWSPAPER_FRONT names first, the city's answers, then each kind of post. Of one
    thread that was answered several times, the latest answer."""
    by_kind, answered = {}, set()
    for item in items:
        if item.kind == FeedEntry.ANSWER:
            if item.post in answered:
                continue
            answered.add(item.post)
        by_kind.setdefault(item.kind, []).append(item)
    return [
        Section(head.kind, head.label, head.icon, tuple(found[:most]), max(len(found) - most, 0))
        for head in _heads()
        if (found := by_kind.get(head.kind))
    ]


Head = namedtuple("Head", "kind label icon")


def _heads():
    known = {code: Head(code, kind.plural, kind.icon) for code, kind in kinds().items()}
    known[FeedEntry.ANSWER] = Head(FeedEntry.ANSWER, _("Les services répondent"), "landmark")
    front = [code for code in settings.NEWSPAPER_FRONT if code in known]
    order = [*front, FeedEntry.ANSWER, *(code for code in known if code not in front)]
    return [known[code] for code in dict.fromkeys(order)]


def in_words(section):
    """A section with the titles of the active language, where its kind writes in several."""
    kind = kinds().get(section.kind)
    if kind is None or kind.titles is None:
        return section
    titles = kind.titles([item.post for item in section.items])
    items = tuple(item._replace(title=titles.get(item.post, item.title)) for item in section.items)
    return section._replace(items=items)


class Reader:
    """What one member's paper leaves out: their own posts, those of members apart from them, what they have muted.
    Who wrote without a name is nobody whom one could have blocked or muted."""

    def __init__(self, member_id=None, apart=(), muted=()):
        self.member_id = member_id
        self.unheard = {*apart, *_ids("member", muted)}
        self.unread = _ids("post", muted)

    def wants(self, item):
        mine = item.author is not None and item.author == self.member_id and item.kind != FeedEntry.ANSWER
        heard = item.nameless or item.author not in self.unheard
        return not mine and heard and item.post not in self.unread


def _ids(prefix, topics):
    """The ids of one sort among topics: {5} of "member:5" and "post:7" for "member"."""
    return {
        int(pk) for sort, _colon, pk in (topic.partition(":") for topic in topics) if sort == prefix and pk.isdecimal()
    }
