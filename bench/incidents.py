"""The resident's side at 1,000 and 1,000,000 incidents: every order and filter of the list, the page, the intake beside
the same INSERTs in one transaction, confirmations of one hot incident beside bare INSERT and COMMIT.

The incidents lie in a database of their own on the engine of DATABASE_URL; every fifth has a ticket's state, none a
photo. Views are called without a server: what grows with the data is the database's part and the page's making."""

import os
import random
import tempfile
import time
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median

from bench import compared, row

FEW, MANY = 1_000, 1_000_000
MIDDLE = (48.8239, 2.2700)
CATEGORIES = 32
NOW = datetime(2026, 11, 1, tzinfo=UTC)
LISTS = {
    "newest": "",
    "most confirmed": "sort=confirmed",
    "waiting longest": "sort=waiting",
    "one category": "category=bench-3",
    "a family of categories": "group=bench-0",
    "one state": "state=progress",
    "one neighbourhood": "territory=bench-5",
    "the whole town": "territory=bench",
    "a rare word": "q=fontaine",
    "near a point": "near=48.8239,2.27",
}


def run(quick=False):
    import django

    django.setup()
    times, rows = {}, []
    many = 50_000 if quick else MANY
    for count in (FEW, many):
        with incidents(count):
            for name, query in LISTS.items():
                times[name, count] = median_of(lambda query=query: shown(f"/incidents/?{query}"))
            times["page", count] = median_of(lambda most=count: shown(f"/incidents/{random.randint(1, most)}/"))
            if count == many:
                rows += [intake(quick), confirmations(quick)]
    for name in (*LISTS, "page"):
        (few, few_in_turns), (lots, lots_in_turns) = times[name, FEW], times[name, many]
        title = f"incidents: {'' if name == 'page' else 'list, '}{name}, {FEW:,} → {many:,}"
        rows.append(row(title, lots, "ms", few, lots_in_turns / few_in_turns, at_most=1.3))
    return rows


# --- What is measured ------------------------------------------------------------------------------------------------


def median_of(act, times=25):
    """(milliseconds, the same in units of a fixed piece of work done in turns with it), medians after a warming-up."""
    for _ in range(3):
        act()
    spent = [(_taken(act), _taken(_fixed_work)) for _ in range(times)]
    ours = median(one for one, _ in spent)
    return ours, ours / median(other for _, other in spent)


def _taken(act):
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def queries_of(act):
    """How many queries an act asks: the fewest of three times, for what is kept a minute may just have to be read."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    asked = []
    for _ in range(3):
        with CaptureQueriesContext(connection) as captured:
            act()
        asked.append(len(captured))
    return min(asked)


def _fixed_work():
    return sorted(range(60_000), key=lambda n: n * 7919 % 60_013)


def shown(address):
    """One page for a reader with a session of their own, so that nothing kept for visitors is served."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = "nobody"
    answer = client.get(address, headers={"host": "127.0.0.1"})
    assert answer.status_code == 200, (address, answer.status_code)


def intake(quick):
    """A report without photo beside its INSERTs by the ORM in one transaction."""
    from community.members.models import Member
    from community.tickets.models import Category
    from incidents.models import Incident

    member, category = Member.objects.first(), Category.objects.select_related("group").first()
    times = 20 if quick else 100

    def ours():
        start = time.perf_counter()
        for _ in range(times):
            Incident.objects.report(member, "problem", category, "Un trou", *_somewhere(), client_key=uuid.uuid4())
        return (time.perf_counter() - start) * 1000 / times

    def bare():
        start = time.perf_counter()
        for _ in range(times):
            _bare_report(member, category)
        return (time.perf_counter() - start) * 1000 / times

    return compared("incidents: a report beside its bare INSERTs", "ms", ours, bare, 5, at_most=3)


def _bare_report(member, category):
    from django.db import transaction

    from community.places.models import Territory
    from community.posts.models import Follow, Vote
    from incidents.models import Incident

    lat, lon = _somewhere()
    with transaction.atomic():
        incident = Incident.objects.create(
            kind="incident", author=member, title="Un trou", text="Un trou", lat=lat, lon=lon, category=category,
            territory=_TOWN.setdefault("town", Territory.objects.first()), published_at=NOW, client_key=uuid.uuid4(),
        )  # fmt: skip
        Vote.objects.create(post_id=incident.pk, member=member)
        Follow.objects.create(post_id=incident.pk, member=member)


_TOWN = {}


def confirmations(quick):
    """Confirmations a second on one hot incident beside bare INSERT + COMMIT of as many rows."""
    from django.db import connection, transaction

    from community.members.models import Member
    from community.posts.models import Vote
    from community.tickets.models import Category
    from incidents.models import Incident

    times = 50 if quick else 300
    crowd = list(Member.objects.order_by("pk")[:times])
    category = Category.objects.get(code="bench-moderator")

    def hot():
        made = Incident.objects.report(None, "problem", category, "Chaud", *MIDDLE, email="x@example.org")
        Incident.objects.filter(pk=made.pk).update(published_at=NOW, awaiting_email="")
        return Incident.objects.select_related("category", "ticket").get(pk=made.pk)

    def ours():
        incident, start = hot(), time.perf_counter()
        for member in crowd:
            incident.confirm(member)
        return times / (time.perf_counter() - start)

    def bare():
        incident, start = hot(), time.perf_counter()
        for member in crowd:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(
                    f"INSERT INTO {Vote._meta.db_table} (post_id, member_id, created_at, seen_at) "
                    "VALUES (%s, %s, %s, %s)",
                    [incident.pk, member.pk, NOW, NOW],
                )
        return times / (time.perf_counter() - start)

    return compared("incidents: confirmations of one hot incident", "a second", ours, bare, 5, at_least=0.4)


def _somewhere(chance=random):
    return round(chance.uniform(48.82, 48.83), 6), round(chance.uniform(2.25, 2.28), 6)


# --- The incidents ---------------------------------------------------------------------------------------------------


@contextmanager
def incidents(count):
    """A database of its own with so many incidents; the one in use before comes back."""
    from django.core.cache import cache
    from django.db import connection

    from community.places import boundaries

    before = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":  # a file, so that a COMMIT costs what it costs
        connection.settings_dict["TEST"]["NAME"] = f"{tempfile.gettempdir()}/parvis-bench-{os.getpid()}.sqlite3"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        _fill(count)
        cache.clear()
        boundaries.forget()
        _TOWN.clear()
        yield
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def _fill(count):
    from django.db import connection, transaction

    from community.posts import mapcounts

    quarters, categories, members = _ground()
    chance = random.Random(7)
    with transaction.atomic():
        for first in range(1, count + 1, 5_000):
            numbers = range(first, min(first + 5_000, count + 1))
            posts = [_post(n, count, chance, quarters, members) for n in numbers]
            _insert("posts_post", POST, posts)
            _insert("incidents_incident", INCIDENT, [_incident(p, chance, categories) for p in posts])
    mapcounts.recount()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and count:
            cursor.execute("SELECT setval(pg_get_serial_sequence('posts_post', 'id'), %s)", [count])
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _ground():
    from community.members.models import Member
    from community.places.models import Level, Territory
    from community.tickets.models import Authority, Category, CategoryGroup, Escalation, Service

    def square(west, east):
        return {"type": "Polygon", "coordinates": [[[west, 48.82], [east, 48.82], [east, 48.83], [west, 48.83], [west, 48.82]]]}  # fmt: skip  # noqa: E501

    town = Territory.objects.create(code="bench", name="Bench", level=Level.CITY, boundary=square(2.25, 2.28))
    edges = [2.25 + 0.003 * n for n in range(11)]
    quarters = [
        Territory.objects.create(
            code=f"bench-{n}",
            name=f"Quartier {n}",
            level=Level.NEIGHBOURHOOD,
            parent=town,
            boundary=square(edges[n], edges[n + 1]),
        )
        for n in range(10)
    ]
    city = Authority.objects.create(name="Bench", short="Bench", prefix="BENCH", territory=town)
    Service.objects.create(authority=city, code="desk", name_fr="Accueil", triage=True)
    groups = [CategoryGroup.objects.create(code=f"bench-{n}", name_fr=f"Famille {n}") for n in range(4)]
    categories = [
        Category.objects.create(
            code=f"bench-{n}",
            name_fr=f"Catégorie {n}",
            group=groups[n % 4],
            natures=["problem"],
            escalation=Escalation.CONFIRMATIONS,
            confirmations=1000,
        )
        for n in range(CATEGORIES)
    ]
    Category.objects.create(
        code="bench-moderator", name_fr="M", group=groups[0], natures=["problem"], escalation=Escalation.MODERATOR
    )
    people = [Member(email=f"m{n}@example.org", name=f"M{n}", handle=f"m{n}") for n in range(400)]
    Member.objects.bulk_create(people)
    return quarters, [c.pk for c in categories], list(Member.objects.values_list("pk", flat=True))


POST = (
    "id", "kind", "author_id", "anonymous", "title", "text", "folded", "lat", "lon", "cell", "place_label",
    "territory_id", "state", "created_at", "published_at", "sequence", "comment_count", "vote_count",
    "group_only",
)  # fmt: skip
INCIDENT = (
    "post_ptr_id", "nature", "category_id", "answers", "reported_at", "last_seen_at", "gone_count", "awaiting_email",
)  # fmt: skip


def _post(number, count, chance, quarters, members):
    from community.places.cells import cell_at

    lat, lon = _somewhere(chance)
    at = NOW - timedelta(days=1800) * (1 - number / count)  # five years, evenly
    state = chance.choices(("open", "sent", "progress", "done", "closed"), (6, 5, 4, 70, 15))[0]
    word = "fontaine" if number % 20_011 == 7 else chance.choice(("trou", "lampe", "banc", "arbre"))
    quarter = quarters[min(int((lon - 2.25) / 0.003), 9)]
    return (
        number, "incident", chance.choice(members), False, f"Un {word} {number}", "Depuis hier, au coin de la rue.",
        f"un {word} {number} depuis hier au coin de la rue", lat, lon, cell_at(lat, lon), "Rue du Port",
        quarter.pk, state, at, at, 1, 0, 1 + int(chance.expovariate(0.5)), False,
    )  # fmt: skip


def _incident(post, chance, categories):
    return post[0], "problem", chance.choice(categories), "{}", post[14], post[14], 0, ""


def _insert(table, columns, rows):
    from django.db import connection

    marks = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)
