"""Hand-overs: one's own list, the box under a post with thirty in line, and a minute of the clock with nothing to do,
in a town with 1,000 and with 100,000 hand-overs."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from bench import row
from bench.desk import median_of, queries_of

FEW, MANY = 1_000, 100_000
PEOPLE, IN_LINE = 250, 10
NOW = datetime.now(UTC)
SQUARE = {"type": "Polygon", "coordinates": [[[2.2, 48.8], [2.3, 48.8], [2.3, 48.9], [2.2, 48.9], [2.2, 48.8]]]}


def run(quick=False):
    import django

    django.setup()
    many, times, rows = 10_000 if quick else MANY, {}, []
    for count in (FEW, many):
        with town(count) as (client, post):
            pages = {"list": "/handovers/", "page of one": f"/handovers/{_mine(post)}/"}
            for name, path in pages.items():
                times[name, count] = median_of(client, path)
            times["a minute of the clock", count] = _clock()
            queries = queries_of(client, "/handovers/")
            rows.append(row(f"handovers: queries of the list at {count:,}", queries, "queries", at_most=4))
    for name in (*pages, "a minute of the clock"):
        few, most = times[name, FEW], times[name, many]
        rows.append(row(f"handovers: {name}, from {FEW:,} to {many:,}", most, "ms", few, most / few, at_most=1.3))
    return rows


def _clock():
    """Milliseconds of the two chores that run each minute; the best of five."""
    from time import perf_counter

    from community.handovers.reminding import remind
    from community.handovers.silence import break_silence

    took = []
    for _round in range(5):
        started = perf_counter()
        break_silence(NOW), remind(NOW)
        took.append((perf_counter() - started) * 1000)
    return min(took)


def _mine(post):
    from community.handovers.models import Handover

    return Handover.objects.filter(post=post).order_by("pk").first().pk


@contextmanager
def town(count):
    """(the client of a member with twenty hand-overs among so many, a post of theirs with thirty in line)."""
    from django.db import connection
    from django.test import Client

    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        alice, post = _fill(count)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(alice)
        yield client, post
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def _fill(count):
    from django.core.cache import cache
    from django.db import connection, transaction

    from classifieds.models import Category, Classified
    from community.handovers.models import Handover, Lot
    from community.members.models import Member
    from community.places import boundaries
    from community.places.models import Level, Territory
    from community.posts.models import Post

    cache.clear(), boundaries.forget()
    with transaction.atomic():
        place = Territory.objects.create(code="bench", name="Banc", level=Level.CITY, boundary=SQUARE)
        people = [Member(email=f"m{n}@example.org", name=f"Voisin {n}", handle=f"m{n}") for n in range(PEOPLE)]
        people = Member.objects.bulk_create(people, batch_size=50)
        alice, others = people[0], people[1:]
        category = Category.objects.create(code="bench", name_fr="Bancs")
        post = Classified.objects.offer(alice, "give", category, "Banc", 48.82, 2.25, units=30, quietly=True)
        Handover.objects.bulk_create(_waits(post.pk, alice, one) for one in others[:20])
        posts = Post.objects.bulk_create(
            (
                Post(kind="classified", author=others[n % len(others)], title="Banc", lat=48.82, lon=2.25,
                     territory=place, published_at=NOW)
                for n in range(count // IN_LINE)
            ),
            batch_size=20,
        )  # fmt: skip
        Lot.objects.bulk_create((Lot(post=one) for one in posts), batch_size=200)
        Handover.objects.bulk_create(
            (_was(one, others[(n + turn + 1) % len(others)]) for n, one in enumerate(posts) for turn in range(IN_LINE)),
            batch_size=30,
        )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return alice, post.pk


def _waits(post, owner, partner):
    from community.handovers.models import Handover

    return Handover(post_id=post, owner=owner, partner=partner, asked_at=NOW, answered_at=NOW)


def _was(post, partner):
    """Of ten in line one was handed it, the others were told; in every tenth post they still wait, answered."""
    from community.handovers.models import Handover, State

    live, at = post.pk % 10 == 0, NOW - timedelta(days=post.pk % 300)
    return Handover(
        post=post, owner_id=post.author_id, partner=partner, asked_at=at, answered_at=at,
        state=State.INTERESTED if live else State.ELSEWHERE, ended_at=None if live else at,
    )  # fmt: skip
