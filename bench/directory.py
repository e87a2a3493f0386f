"""The directory: an import of 100,000 places beside a bare bulk insert of the same rows, and its list at 1,000 and at
500,000 entries by name, category, quarter, words, distance and opening hours."""

import json
import random
import tempfile
import time
from pathlib import Path

from bench import compared, row
from bench.incidents import FEW, _insert, incidents, median_of, queries_of, shown

MANY, IMPORTED = 500_000, 100_000
HOURS = ("", "", "Mo-Fr 09:00-18:00", "Mo-Sa 09:00-12:30,14:00-19:30; PH off", "Tu-Su 07:00-13:00", "24/7")
MATCHES = 25  # entries with a rare word, however many there are
LISTS = {
    "by name": "",
    "one category": "category=pharmacie",
    "a family of categories": "category=commerces",
    "one quarter": "territory=bench-5",
    "a category in a town of quarters": "category=pharmacie&territory=bench",
    "open now": "open=now",
    "a category, open on Sunday": "category=pharmacie&open=dimanche",
    "accessible": "accessible=on",
    "official": "official=on",
    "a rare word": "q=marguerite",
    "a category's word": "q=pharmacies",
    "near a point": "near=48.8239,2.27",
    "a category near a point, open now": "near=48.8239,2.27&category=pharmacie&open=now",
}


def run(quick=False):
    import django

    django.setup()
    times, asked, many, before = {}, {}, 20_000 if quick else MANY, 0
    with incidents(1):
        rows = [imported(10_000 if quick else IMPORTED)]
        _empty()
        for count in (FEW, many):
            _plant(before, count)
            before = count
            for name, query in LISTS.items():
                times[name, count] = median_of(lambda query=query: shown(f"/services/?{query}"))
                asked[name, count] = queries_of(lambda query=query: shown(f"/services/?{query}"))
    for name in LISTS:
        (few, few_in_turns), (lots, lots_in_turns) = times[name, FEW], times[name, many]
        title = f"directory: list, {name}, {FEW:,} → {many:,}"
        rows.append(row(title, lots, "ms", few, lots_in_turns / few_in_turns, at_most=1.3))
    more = max(asked[name, many] - asked[name, FEW] for name in LISTS)
    rows.append(row("directory: queries that the big list asks more", more, "queries", at_most=0))
    return rows


def imported(count):
    """Seconds of an import beside those of a bulk_create of the rows it made, in both tables, in one transaction."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "places.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": [_feature(n) for n in range(count)]}))
        _categories()
        title = f"directory: import of {count:,} places beside a bare bulk insert of the same rows"
        return compared(title, "s", lambda: _import(path, count), _bare, 3, at_most=3)


def _import(path, count):
    from directory.entries import Entry
    from directory.reading import features
    from directory.taking_in import Intake

    _empty()
    start = time.perf_counter()
    report = Intake("Banc d'essai", "bench").take(features(path))
    spent = time.perf_counter() - start
    assert report.counts["created"] == Entry.objects.count() == count, report
    return spent


def _bare():
    """Of the rows that stand; they are taken out first."""
    from django.db import transaction

    from community.places.models import Place
    from directory.entries import Entry

    places, entries = list(Place.objects.all()), list(Entry.objects.all())
    _empty()
    start = time.perf_counter()
    with transaction.atomic():
        Place.objects.bulk_create(places)
        Entry.objects.bulk_create(entries)
    return time.perf_counter() - start


def _empty():
    """Nothing hangs on these rows: they are taken out without asking for each."""
    from django.db import connection

    with connection.cursor() as cursor:
        for table in ("directory_tally", "directory_entry", "places_place"):
            cursor.execute(f"DELETE FROM {table}")


# --- The entries -----------------------------------------------------------------------------------------------------


def _categories():
    from directory.categories import Category, forget
    from directory.planting import plant

    plant()
    forget()
    rows = list(Category.objects.exclude(parent=None))
    return [row for n, row in enumerate(rows) if n % 8 == 0 or row.code == "pharmacie"]  # a page of each at 1,000


def _feature(number, chance=random.Random(7)):  # noqa: B008  the same each time
    tags = {"name": f"Lieu {number}", "shop": "bakery", "addr:street": "Rue du Port", "phone": "01 46 42 34 65",
            "opening_hours": chance.choice(HOURS), "website": f"https://lieu-{number}.example"}  # fmt: skip
    point = [round(chance.uniform(2.25, 2.28), 6), round(chance.uniform(48.82, 48.83), 6)]
    geometry = {"type": "Point", "coordinates": point}
    return {"type": "Feature", "id": f"node/{number}", "properties": tags, "geometry": geometry}


def _plant(before, count):
    from django.db import connection, transaction

    from community.places.models import Territory
    from community.tickets.models import Authority
    from directory.counting import count as count_anew

    chance, categories, city = random.Random(before), _categories(), Authority.objects.first()
    quarters = list(Territory.objects.filter(code__startswith="bench-").order_by("code"))
    columns, usual = _columns()
    with transaction.atomic():
        for first in range(before, count, 5_000):
            numbers = range(first, min(first + 5_000, count))
            rows = (usual | _entry(n, chance, categories, quarters, city) for n in numbers)
            _insert("directory_entry", columns, [tuple(row.values()) for row in rows])
    count_anew()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _columns():
    """(names, {name: value of an entry that says nothing}) of all columns but the id."""
    from django.db import connection

    from directory.entries import Entry

    empty, fields = Entry(), [f for f in Entry._meta.local_fields if not f.primary_key]
    usual = {f.column: f.get_db_prep_save(getattr(empty, f.attname), connection) for f in fields}
    return list(usual), usual


def _entry(number, chance, categories, quarters, city):
    from community.places.cells import cell_at

    rare = number < FEW and number % (FEW // MATCHES) == 0
    name, lat, lon = (
        f"{'Marguerite' if rare else 'Lieu'} {number}",
        chance.uniform(48.82, 48.83),
        chance.uniform(2.25, 2.28),
    )
    accessible = chance.random() < 0.05
    return {
        "name": name, "sort_key": name.lower(), "slug": f"lieu-{number}", "source_key": f"b:{number}",
        "category_id": chance.choice(categories).pk, "address": "1 rue du Port", "lat": round(lat, 6),
        "lon": round(lon, 6), "cell": cell_at(lat, lon), "territory_id": quarters[min(int((lon - 2.25) / 0.003), 9)].pk,
        "hours": chance.choice(HOURS), "official_id": city.pk if number % 50 == 0 else None,
        "accessibility": f'{{"wheelchair": "{"yes" if accessible else "no"}"}}', "accessible": accessible,
    }  # fmt: skip
