"""To look for what an item may be: the found for the lost, the lost for the found; both are told once, with the reason.

Whatever the number of items, so many are compared and no more: the nearest in time of each square around and of each
what that is kin, each read from an index that is in that order, all by one statement."""

from django.db import connection, transaction
from django.utils import timezone

from community.members.blocks import apart
from community.notifications.notify import notify

from .likeness import THRESHOLD, likeness, rarity_of
from .models import Item, Match
from .reach import days_for, squares_around
from .things import Side, kin_of

OF_EACH = 12  # candidates of one what in one square
MOST_COMPARED = 120
MOST_TOLD = 5  # matches of one item: more would be noise


def match(item):
    """Compare an item with what it may be, keep what is alike, tell both. How many matches are new."""
    others = candidates(item)
    said = rarity_of([item, *others])
    found = sorted(((*_likeness(item, other, said), other) for other in others), key=lambda one: -one[0])
    wanted = [_pair(item, other, score, why) for score, why, other in found if score >= THRESHOLD][:MOST_TOLD]
    with transaction.atomic():
        Match.objects.bulk_create(wanted, ignore_conflicts=True)
        return tell_of(item)


def candidates(item):
    """The items to compare with, nearest in time first: not one's own, nor those of members apart from one by a block.
    Two queries."""
    rows = Item.objects.published().filter(pk__in=_nearest(item), closed_at=None)
    if item.author_id:
        rows = rows.exclude(author=item.author_id).exclude(author__in=apart(item.author_id), author__isnull=False)
    rows = sorted(rows, key=lambda other: abs(other.happened_on - item.happened_on))
    same = [other for other in rows if item.number_hash and other.number_hash == item.number_hash]
    return same + [other for other in rows if other not in same][: MOST_COMPARED - len(same)]


def _nearest(item):
    """Ids, by one statement of many short ranges."""
    compiled = [part.query.sql_with_params() for part in _parts(item)]
    sql = " UNION ".join(f"SELECT * FROM ({sql}) AS part{n}" for n, (sql, _params) in enumerate(compiled))  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for _sql, params in compiled for value in params])
        return [pk for (pk,) in cursor.fetchall()]


def _parts(item):
    first, last = days_for(item)
    side = Side.FOUND if item.is_lost else Side.LOST
    rows = Item.objects.filter(closed_at=None, side=side).values_list("post_ptr_id")
    order = "happened_on" if item.is_lost else "-happened_on"
    for what in kin_of(item.what):
        near = rows.filter(what=what, happened_on__range=(first, last)).order_by(order)
        if item.lat is None:
            yield near[: OF_EACH * 4]
            continue
        yield near.filter(square=None)[:OF_EACH]
        for square in squares_around(item.lat, item.lon):
            yield near.filter(square=square)[:OF_EACH]
    if item.number_hash:
        yield rows.filter(number_hash=item.number_hash)[:OF_EACH]


def _likeness(item, other, said):
    return likeness(item, other, said) if item.is_lost else likeness(other, item, said)


def _pair(item, other, score, reasons):
    lost, found = (item, other) if item.is_lost else (other, item)
    return Match(lost=lost, found=found, score=score, reasons=reasons)


# --- Telling the two -------------------------------------------------------------------------------------------------


def tell_of(item):
    """Tell both of each match of an item that nobody has heard of. How many there were."""
    rows = Match.objects.filter(told_at=None, **{"lost" if item.is_lost else "found": item.pk})
    rows = list(rows.select_related("lost__author", "found__author"))
    for row in rows:
        if Match.objects.filter(pk=row.pk, told_at=None).update(told_at=timezone.now()):
            _tell(row.lost, row.found, "match_lost", row)
            _tell(row.found, row.lost, "match_found", row)
    return len(rows)


def _tell(mine, other, kind, row):
    if mine.author is None:
        return
    facts = {"title": other.title, "place": other.place_label, "mine": mine.title, "reasons": row.reasons,
             "sure": row.score == 100}  # fmt: skip
    notify([mine.author], kind, f"{mine.get_absolute_url()}#matches", mine.topic, f"match:{row.pk}", facts,
           by=other.author)  # fmt: skip


def matches_of(item):
    """What an item may be, likeliest first, for its author's page. One query."""
    mine, other = ("lost", "found") if item.is_lost else ("found", "lost")
    rows = Match.objects.filter(**{mine: item.pk}, dismissed_at=None, **{f"{other}__closed_at": None})
    rows = rows.filter(**{f"{other}__hidden_at": None}).select_related(other, f"{other}__territory")
    if item.author_id:
        rows = rows.exclude(**{f"{other}__author__in": apart(item.author_id), f"{other}__author__isnull": False})
    found = list(rows.order_by("-score", "pk"))
    for row in found:
        row.other = getattr(row, other)
    return found


def dismiss(row, member):
    """It is not the same thing, says one of the two. False when that was said."""
    rows = Match.objects.filter(pk=row.pk, dismissed_at=None)
    return bool(rows.update(dismissed_at=timezone.now(), dismissed_by=member))
