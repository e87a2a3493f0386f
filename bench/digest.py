"""The morning round for 10,000 members with 20 places each, beside its bare queries and one rendering of the same text;
and how the memory of the process grows over it."""

import random
import resource
import time
from datetime import timedelta

from bench import compared, row
from bench.incidents import incidents

MEMBERS, PLACES, QUICK = 10_000, 20, 1_000
HAPPENED = 300  # posts of the day
READ = [
    ("members_memberplace", "member_id"),
    ("members_block", "member_id"),
    ("notifications_mute", "member_id"),
    ("notifications_notification", "recipient_id"),
    ("notifications_volume", "member_id"),
]
NOTE = "INSERT INTO newspaper_edition (\"on\", member_id, state, attempt, error) VALUES (%s, %s, 'sent', 0, '')"


def run(quick=False):
    import django

    django.setup()
    from django.conf import settings

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    count = QUICK if quick else MEMBERS
    with incidents(1_000):
        on = _ground(count)
        before = _peak()
        name, ours = f"digest: {count:,} members with {PLACES} places", lambda: _ours(on, count)
        rows = [
            compared(f"{name} / bare queries and the same words", "members/s", ours, lambda: _bare(on, count),
                     at_least=1 / 3),
            compared(f"{name} / the same without a note of each", "members/s", ours, lambda: _bare(on, count, False)),
        ]  # fmt: skip
        grown = _peak() - before
    return [*rows, row("digest: memory grown over all rounds", grown, "MB", at_most=60)]


def _peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _ground(count):
    """Members, their places, and a day that happened."""
    from django.utils import timezone

    from community.members.models import Member, MemberPlace
    from community.newspaper import contents
    from community.places.models import Level, Territory
    from community.posts import feed
    from community.posts.models import Post

    chance, now = random.Random(3), timezone.now()
    on = timezone.localdate()
    quarters = list(Territory.objects.filter(level=Level.NEIGHBOURHOOD).values_list("pk", flat=True))
    Member.objects.bulk_create(
        [
            Member(email=f"d{n}@example.org", name=f"D{n}", handle=f"d{n}", date_joined=now - timedelta(days=9))
            for n in range(count)
        ],
        batch_size=500,
    )
    readers = list(Member.objects.filter(email__startswith="d").values_list("pk", flat=True))
    reaches = ("quarter", "next", "town")
    MemberPlace.objects.bulk_create(
        [MemberPlace(member_id=pk, label="other", territory_id=chance.choice(quarters), reach=chance.choice(reaches))
         for pk in readers for _ in range(PLACES)], batch_size=1000,
    )  # fmt: skip
    start, end = contents.period(on, "Europe/Paris")
    for turn, pk in enumerate(Post.objects.order_by("pk").values_list("pk", flat=True)[:HAPPENED]):
        Post.objects.filter(pk=pk).update(published_at=start + (end - start) * turn / HAPPENED)
    feed.refill()
    return on


def _ours(on, count):
    from community.newspaper import contents, issuing

    _nothing_kept()
    now, start = contents.morning(on, "Europe/Paris") + timedelta(minutes=1), time.perf_counter()
    sent = issuing.issue_due(now)
    assert sent >= count, sent
    return sent / (time.perf_counter() - start)


def _nothing_kept():
    from community.newspaper import issuing, letter
    from community.newspaper.models import Edition

    Edition.objects.all().delete()
    issuing._day.cache_clear()
    letter._rendered.cache_clear()


def _bare(on, count, noted=True):
    """Each batch's five SELECTs without an object made of them, the same papers put into words, and of each paper one
    row that says so, committed before the next: what a round that can be killed anywhere cannot do without."""
    from django.db import connection

    from community.members.models import Member
    from community.newspaper.issuing import BATCH, Batch
    from community.newspaper.letter import letter
    from community.newspaper.models import Edition

    _nothing_kept()
    members, spent = list(Member.objects.filter(email__startswith="d").order_by("pk")), 0
    for first in range(0, count, BATCH):
        rows = [Edition(member=member, on=on) for member in members[first : first + BATCH]]
        batch = Batch(rows)
        papers = [batch.paper(row) for row in rows]
        marks, keys = ", ".join(["%s"] * len(rows)), [row.member_id for row in rows]
        start = time.perf_counter()
        with connection.cursor() as cursor:
            for table, column in READ:
                cursor.execute(f"SELECT * FROM {table} WHERE {column} IN ({marks})", keys)
                cursor.fetchall()
        for paper in papers:
            letter(paper)
            if noted:
                with connection.cursor() as cursor:
                    cursor.execute(NOTE, [on, paper.member.pk])
        spent += time.perf_counter() - start
    return count / spent
