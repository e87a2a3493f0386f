"""What feeds hold, and how a page of one is read: posts of every kind, and the answers of public bodies in their
threads, newest first, by (at, post, number).

An entry says when and where; whether a reader may see it is asked of the post each time. A page is two statements:
one range of one index for each territory, then the posts that this reader may see among them."""

from collections import namedtuple
from datetime import UTC

from django.db import connection, transaction
from django.db.models import Q
from django.utils.dateparse import parse_datetime

from community import live
from community.places.boundaries import atlas

from .models import Comment, FeedEntry, Post

SPARE = 40  # entries read beyond a page's, for those that this reader may not see

Line = namedtuple("Line", "at post number comment kind sequence")


# --- Entering --------------------------------------------------------------------------------------------------------


def enter(post, quietly=False):
    """Put a published post into the feeds of its territories and of its group; unless `quietly`, tell open ones.
    Again, it adds what is missing. Two statements."""
    told = {"at": post.published_at, "kind": post.kind, "post_id": post.pk}
    places = set() if post.group_only else {post.territory_id, *post.also_in.values_list("pk", flat=True)}
    rows = [FeedEntry(territory_id=pk, **told) for pk in places]
    if post.group_id:
        rows.append(FeedEntry(group_id=post.group_id, **told))
    _put(rows, post, quietly)


def enter_answer(post, comment):
    """Put a public body's answer into every feed that its post is in, and tell open ones."""
    places = FeedEntry.objects.filter(post=post.pk, number=0).values_list("territory", "group")
    told = {"at": comment.created_at, "kind": FeedEntry.ANSWER, "post_id": post.pk, "number": comment.number}
    _put([FeedEntry(territory_id=t, group_id=g, comment=comment, **told) for t, g in places], post)


@transaction.atomic
def move(post, before):
    """Its lines, and those of the answers to it, stand in its new territory's feed; `before` is the old one's id."""
    if before == post.territory_id or post.also_in.filter(pk=before).exists():
        return enter(post, quietly=True) if post.published_at else None
    here = FeedEntry.objects.filter(post=post.pk, territory=before)
    there = FeedEntry.objects.filter(post=post.pk, territory=post.territory_id).values_list("number", flat=True)
    here.filter(number__in=list(there)).delete()
    here.update(territory=post.territory_id)


def _put(rows, post, quietly=False):
    FeedEntry.objects.bulk_create(rows, ignore_conflicts=True)
    if rows and not quietly:
        _tell({row.territory_id for row in rows}, {row.group_id for row in rows}, post)


def _tell(territories, groups, post):
    """Open feeds of the territories, of their towns and of the group hear that there is something new, and fetch it."""
    by = None if post.anonymous else post.author_id
    for group in groups - {None}:
        live.publish(f"group:{group}", "post", by=by, id=post.pk)
    known = [t for t in atlas().territories if t.pk in territories]
    for topic in {territory_topic(t) for t in known} | {town_topic(t.city) for t in known if t.city}:
        live.publish(topic, "post", by=by, id=post.pk, post_kind=post.kind)


def territory_topic(territory):
    """What is said to this very territory."""
    return f"feed:{territory.code}"


def town_topic(city):
    """What is said anywhere in a town."""
    return f"feed:{city.code}_town"


def refill():
    """Enter every published post and every answer anew (after a bulk load); the table's content is replaced."""
    with transaction.atomic(), connection.cursor() as cursor:
        FeedEntry.objects.all().delete()
        for statement in _filling():
            cursor.execute(statement)


def _filling():  # names of tables only: no user text
    entry, post, comment = FeedEntry._meta.db_table, Post._meta.db_table, Comment._meta.db_table
    also = Post.also_in.through._meta.db_table
    into = f"INSERT INTO {entry} (territory_id, group_id, at, kind, post_id, comment_id, number) "
    public = "p.published_at IS NOT NULL AND NOT p.group_only"
    of_post = "p.published_at, p.kind, p.id, NULL, 0"
    yield f"{into} SELECT p.territory_id, NULL, {of_post} FROM {post} p WHERE {public}"
    yield (
        f"{into} SELECT a.territory_id, NULL, {of_post} FROM {post} p JOIN {also} a ON a.post_id = p.id "
        f"WHERE {public} AND a.territory_id <> p.territory_id"
    )
    yield (
        f"{into} SELECT NULL, p.group_id, {of_post} FROM {post} p "
        "WHERE p.published_at IS NOT NULL AND p.group_id IS NOT NULL"
    )
    answer = f"c.created_at, '{FeedEntry.ANSWER}', c.post_id, c.id, c.number"
    yield (
        f"{into} SELECT e.territory_id, e.group_id, {answer} FROM {comment} c "
        f"JOIN {entry} e ON e.post_id = c.post_id AND e.number = 0 WHERE c.kind = 'official'"
    )


# --- Reading ---------------------------------------------------------------------------------------------------------


def lines(member, territories=(), group=None, limit=20, kind="", tag="", near=None, above=None, upto=None, below=None):
    """(the first `limit` Lines that the member may see, whether there may be more). Two statements.

    In these territories (ids), or in one group, or `near` a point ((lat, lon, metres), whatever the territory); later
    than the moment `above`, not after the moment `upto`, after the Line key `below`: (at, post, number)."""
    parts = [_narrowed(part, kind, tag, near, above, upto, below) for part in _ranges(territories, group, near)]
    wanted = limit + SPARE
    found = _merged(parts, wanted)
    rows = Post.objects.visible_to(member).filter(pk__in={post for _at, post, *_ in found}, hidden_at=None)
    rows = rows.filter(group=group) if group else rows.filter(group_only=False)
    seen = dict(rows.values_list("pk", "sequence"))
    shown = [Line(at, post, *more, seen[post]) for at, post, *more in found if post in seen]
    if len(shown) > limit:
        return shown[:limit], True
    return shown, len(found) == wanted


def _ranges(territories, group, near):
    """Querysets that together hold the feed, each of which one index serves in order."""
    if group:
        return [FeedEntry.objects.filter(group=group)]
    if near:
        return [FeedEntry.objects.exclude(territory=None)]
    return [FeedEntry.objects.filter(territory=pk) for pk in sorted(territories)]


def _narrowed(rows, kind, tag, near, above, upto, below):
    if kind:
        rows = rows.filter(kind=kind)
    if tag:
        rows = rows.filter(post__tagged_items__tag__slug=tag)
    if near:
        rows = rows.filter(post__in=Post.objects.near(*near))
    if above:
        rows = rows.filter(at__gt=above)
    # One bound: of two, SQLite goes to the first and reads its way down to the other.
    if bounds := [at for at in (upto, below and below[0]) if at]:
        rows = rows.filter(at__lte=min(bounds))
    if below:
        at, post, number = below
        rows = rows.filter(Q(at__lt=at) | Q(at=at, post__lt=post) | Q(at=at, post=post, number__lt=number))
    return rows.order_by("-at", "-post_id", "-number").values_list("at", "post_id", "number", "comment_id", "kind")


def _merged(parts, limit):
    """The first rows of several ordered querysets, each row once, by one statement. (Django's own union takes no
    limited parts on SQLite.)"""
    compiled = [part[:limit].query.sql_with_params() for part in parts]
    if not compiled:
        return []
    sql = " UNION ".join(f"SELECT * FROM ({sql}) AS part{n}" for n, (sql, _params) in enumerate(compiled))
    with connection.cursor() as cursor:
        cursor.execute(
            f"{sql} ORDER BY 1 DESC, 2 DESC, 3 DESC LIMIT {int(limit)}",
            [value for _sql, params in compiled for value in params],
        )
        return [(_aware(at), *more) for at, *more in cursor.fetchall()]


def _aware(value):
    """SQLite tells a raw query dates without their zone, which is UTC; of a union it tells their text."""
    if isinstance(value, str):
        value = parse_datetime(value)
    return value if value.tzinfo else value.replace(tzinfo=UTC)
