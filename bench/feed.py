"""The feed at 1,000 and 1,000,000 posts: the first page of a member with three places, of a visitor, one kind of it,
how many are new, and a page far back. Posts are those of bench.incidents; every tenth has an answer of the city."""

from datetime import timedelta

from bench import row
from bench.incidents import FEW, MANY, NOW, incidents, median_of

WAYS = {
    "first page, three places": ("/feed/?since={since}", True),
    "first page, a visitor": ("/feed/?since={since}", False),
    "one kind": ("/feed/?kind=answer", True),
    "further back": ("/feed/?older=1&since={since}&after={far},1.0", True),
    "how many are new": ("/feed/new/?upto={since}", True),
}


def run(quick=False):
    import django

    django.setup()
    many, times, asked = 50_000 if quick else MANY, {}, {}
    for count in (FEW, many):
        with incidents(count):
            reader = _ready(count)
            for name, (address, member) in WAYS.items():
                look = _looking(address, count, reader if member else None)
                times[name, count], asked[name, count] = median_of(look), _queries(look)
    rows = []
    for name in WAYS:
        (few, few_in_turns), (lots, lots_in_turns) = times[name, FEW], times[name, many]
        title = f"feed: {name}, {FEW:,} → {many:,}"
        rows.append(row(title, lots, "ms", few, lots_in_turns / few_in_turns, at_most=1.3))
        rows.append(row(f"feed: {name}, queries", asked[name, many], "", asked[name, FEW], at_most=1))
    return rows


def _ready(count):
    """Answers for every tenth post, the feeds' entries, and a member with three places."""
    from django.db import connection

    from community.members.models import Member, MemberPlace, Reach
    from community.places.models import Territory
    from community.posts import feed
    from community.posts.models import Comment, Post

    told = Post.objects.filter(pk__in=range(10, count + 1, 10)).values_list("pk", "published_at")
    Comment.objects.bulk_create(
        (
            Comment(post_id=pk, kind="official", voice="Bench", text="Vu.", number=1, sequence=1, created_at=at)
            for pk, at in told.iterator()
        ),
        batch_size=5_000,
    )
    feed.refill()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    reader = Member.objects.first()
    for label, code, reach in (("home", 2, Reach.NEXT), ("work", 5, Reach.QUARTER), ("family", 8, Reach.TOWN)):
        MemberPlace.objects.create(
            member=reader, label=label, territory=Territory.objects.get(code=f"bench-{code}"), reach=reach
        )
    return reader


def _looking(address, count, reader):
    from django.conf import settings
    from django.test import Client

    from home.feed.upto import Upto

    since = NOW - timedelta(days=1800) * min(15 / count, 1)  # some fifteen posts are new
    where = address.format(since=Upto.at(since), far=f"{NOW - timedelta(days=1200):%Y-%m-%dT%H:%M:%SZ}")
    client = Client(headers={"host": "127.0.0.1"})
    if reader:
        client.force_login(reader)

    def look():
        if not reader:
            client.cookies[settings.SESSION_COOKIE_NAME] = "nobody"  # nothing kept for visitors is served
        answer = client.get(where)
        assert answer.status_code == 200, (where, answer.status_code)

    return look


def _queries(look):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        look()
    return len(captured)
