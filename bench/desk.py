"""The desk's queue at 1,000 and 100,000 tickets of one authority: the whole page in Wagtail's frame, and the rows alone
that an open page fetches when something happens. The database is one of its own, on the engine of DATABASE_URL."""

import random
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from bench import row

FEW, MANY = 1_000, 100_000
QUEUE = "/admin/guichet/"
PAGES = {"page": QUEUE, "rows": f"{QUEUE}?rows=1", "late first": f"{QUEUE}?rows=1&only=overdue&sort=due"}
CALLS = 60  # requests in a median
NOW = datetime.now(UTC)


def run(quick=False):
    import django

    django.setup()
    rows, times, many = [], {}, 10_000 if quick else MANY
    for count in (FEW, many):
        with tickets(count) as client:
            for name, path in PAGES.items():
                times[name, count] = median_of(client, path)
            queries = queries_of(client, QUEUE)
            rows.append(row(f"desk: queries of the queue at {count:,}", queries, "queries", at_most=8))
    for name in PAGES:
        few, most = times[name, FEW], times[name, many]
        goal = {} if name == "late first" else {"at_most": 1.3}  # sorting all that is late is told, not judged
        rows.append(row(f"desk: queue, {name}, from {FEW:,} to {many:,}", most, "ms", few, most / few, **goal))
    return rows


def median_of(client, path):
    """Milliseconds of the middle one of CALLS requests."""
    from statistics import median

    spent = []
    for _ in range(CALLS + 3):
        start = time.perf_counter()
        answer = client.get(path)
        spent.append((time.perf_counter() - start) * 1000)
        assert answer.status_code == 200, answer.status_code
    return median(spent[3:])


def queries_of(client, path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return len([q for q in captured.captured_queries if q["sql"].startswith("SELECT")])


@contextmanager
def tickets(count):
    """A signed-in moderator's client, and so many tickets at their desk; the database in use before comes back."""
    from django.db import connection

    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield signed_in(_fill(count))
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def signed_in(authority):
    from django.core.cache import cache
    from django.test import Client

    from community.members.models import Member
    from community.tickets.seating import seat

    cache.clear()
    member = Member.objects.create_user("bench@example.org", None, name="Bench")
    seat(member, authority)
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(member)
    return client


def _fill(count):
    from django.db import connection, transaction

    from community.places.models import Level, Territory
    from community.posts.models import Post
    from community.tickets.models import Authority, Category, CategoryGroup, Service, Ticket

    town = Territory.objects.create(code="bench", name="Bench", level=Level.CITY)
    authority = Authority.objects.create(name="Bench", short="Bench", prefix="BENCH", territory=town)
    service = Service.objects.create(authority=authority, code="bench", name_fr="Voirie", triage=True)
    group = CategoryGroup.objects.create(code="bench", name_fr="La rue")
    category = Category.objects.create(code="bench", group=group, name_fr="Lampadaire", natures=["problem"])
    chance, size = random.Random(7), None if _pg() else 50
    with transaction.atomic():
        for start in range(0, count, 10_000):
            few = min(10_000, count - start)
            posts = Post.objects.bulk_create((_post(chance, town) for _ in range(few)), batch_size=size)
            Ticket.objects.bulk_create(
                (_ticket(chance, post, start + n, authority, service, category) for n, post in enumerate(posts)),
                batch_size=size,
            )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if _pg() else "ANALYZE")
    return authority


def _pg():
    from django.db import connection

    return connection.vendor == "postgresql"


def _post(chance, town):
    from community.places.cells import cell_at
    from community.posts.models import Post

    lat, lon = 48.8239 + chance.gauss(0, 0.01), 2.27 + chance.gauss(0, 0.015)
    return Post(
        kind="incident", title="x", territory=town, lat=lat, lon=lon, cell=cell_at(lat, lon), published_at=NOW
    )  # fmt: skip


def _ticket(chance, post, number, authority, service, category):
    from community.tickets.models import Ticket
    from community.tickets.workflow import State, open_states

    at = NOW - timedelta(minutes=10 * chance.randrange(50_000))
    state = chance.choice(State.values)
    return Ticket(
        reference=f"BENCH-{number}", post=post, category=category, authority=authority, service=service,
        state=state, created_at=at,
        closed_at=None if state in open_states() else at, changed_at=at, due_at=at + timedelta(days=10), statement={},
    )  # fmt: skip
