"""A comment on a post with ten thousand followers beside one on a post without; then what the worker does with it:
members told a second beside the bare rows, the memory of a big crowd beside that of a small one; the bell's page.

The database is one of its own, on the engine of DATABASE_URL; a request is the whole of Django's, without a server."""

import time
import tracemalloc
from statistics import median

from bench import compared, row
from bench.incidents import incidents

FEW, MANY = 1_000, 10_000
HERE = {"host": "127.0.0.1"}
FACTS = {"who": "Bob", "title": "Banc cassé", "text": "Il penche toujours.", "place": "12 rue du Pont"}


def run(quick=False):
    import django
    from django.conf import settings

    django.setup()
    settings.ACCOUNT_RATE_LIMITS = False  # one neighbour writes more here than the site lets them
    many = 2_000 if quick else MANY
    with incidents(4):
        alone, followed, few = _posts(many)
        comment = commenting(alone, followed, many, quick)
        return [comment, *telling(followed, many), memory(few, followed, many), *bell(many)]


def _posts(many):
    """Three posts: one that nobody follows, one that everybody follows, one that FEW follow."""
    from community.members.models import Member
    from community.posts.models import Follow, Post

    people = [Member(email=f"f{n}@example.org", name=f"F{n}", handle=f"f{n}") for n in range(many)]
    Member.objects.bulk_create(people, batch_size=500)
    crowd = list(Member.objects.filter(handle__startswith="f").order_by("pk").values_list("pk", flat=True))
    alone, followed, few = Post.objects.order_by("pk")[:3]
    for post, members in ((followed, crowd), (few, crowd[:FEW])):
        Follow.objects.bulk_create([Follow(post=post, member_id=pk) for pk in members], batch_size=500)
    return alone, followed, few


def commenting(alone, followed, many, quick):
    """Milliseconds of the middle one of so many requests, in turns."""
    from django.test import Client

    from community.members.models import Member

    client, times = Client(), 15 if quick else 60
    client.force_login(Member.objects.get(handle="m1"))

    def on(post):
        def say():
            spent = []
            for _ in range(times):
                start = time.perf_counter()
                answer = client.post(f"/posts/{post.pk}/comments/", {"text": "Il penche."}, headers=HERE)
                spent.append((time.perf_counter() - start) * 1000)
                assert answer.status_code in (201, 302), answer.status_code
            return median(spent)

        return say

    on(alone)(), on(followed)()  # warm
    title = f"notify: a comment with {many:,} followers beside none"
    return compared(title, "ms", on(followed), on(alone), 5, at_most=1.5)


def telling(followed, many):
    """The worker's part: a second's members told anew, and counted up, beside the bare INSERT of as many rows."""
    from community.members.models import Member
    from community.notifications.models import Notification
    from community.posts import thread
    from community.posts.telling import tell

    speaker = Member.objects.get(handle="m1")

    def told():
        comment = thread.say(followed, speaker, "Il penche toujours.")
        start = time.perf_counter()
        tell(comment.pk)
        return many / (time.perf_counter() - start)

    def anew():
        Notification.objects.all().delete()
        return told()

    def bare():
        Notification.objects.all().delete()
        crowd = Member.objects.filter(handle__startswith="f").values_list("pk", flat=True)
        start = time.perf_counter()
        rows = [Notification(recipient_id=pk, kind="comment", title="x", facts=FACTS, key="bare") for pk in crowd]
        Notification.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
        return many / (time.perf_counter() - start)

    yield compared("notify: members told beside bare rows", "a second", anew, bare, 3, at_least=0.25)
    yield row("notify: members whose unread one is counted up", told(), "a second")


def memory(few, followed, many):
    """The most memory that Python held at a time while telling."""
    from community.members.models import Member
    from community.posts import thread
    from community.posts.telling import tell

    speaker = Member.objects.get(handle="m2")

    def peak(post):
        comment = thread.say(post, speaker, "Il penche toujours.")
        tracemalloc.start()
        tell(comment.pk)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most / 1e6

    peak(few)  # warm
    small, big = peak(few), peak(followed)
    return row(f"notify: memory of telling {many:,} beside {FEW:,}", big, "MB", small, at_most=1.5)


def bell(many):
    """The bell's page with ten notifications and with many: a constant number of queries, and its time."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from community.members.models import Member
    from community.notifications.models import Notification

    pages = {}
    for handle, count in (("m3", 50), ("m4", many)):
        member, client = Member.objects.get(handle=handle), Client()
        rows = [Notification(recipient=member, kind="comment", title=f"n° {n}", facts=FACTS) for n in range(count)]
        Notification.objects.bulk_create(rows, batch_size=500)
        client.force_login(member)
        pages[count] = _bell(client)
        with CaptureQueriesContext(connection) as captured:
            client.get("/notifications/", headers=HERE)
        said = [q for q in captured.captured_queries if q["sql"].startswith("SELECT")]
        yield row(f"notify: queries of the bell's page at {count:,}", len(said), "queries", at_most=6)
    few, most = pages[50], pages[many]
    yield row(f"notify: the bell's page, 50 → {many:,}", most, "ms", few, at_most=1.3)


def _bell(client):
    spent = []
    for _ in range(30):
        start = time.perf_counter()
        assert client.get("/notifications/", headers=HERE).status_code == 200
        spent.append((time.perf_counter() - start) * 1000)
    return median(spent[5:])
