"""The directory: an import of 100,000 places beside a bare bulk insert of the same rows, and its list at 1,000 and at
500,000 entries by name, category, quarter, words, distance and opening hours."""

import json
import random
import tempfile
import time
from pathlib import Path

from bench import compared, row
from bench.incidents import FEW, incidents, median_of, shown

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
    times, many, rows = {}, 20_000 if quick else MANY, [imported(10_000 if quick else IMPORTED)]
    for count in (FEW, many):
        with incidents(1):
            _plant(count)
            for name, query in LISTS.items():
                times[name, count] = median_of(lambda query=query: shown(f"/services/?{query}"))
    for name in LISTS:
        (few, few_in_turns), (lots, lots_in_turns) = times[name, FEW], times[name, many]
        title = f"directory: list, {name}, {FEW:,} → {many:,}"
        rows.append(row(title, lots, "ms", few, lots_in_turns / few_in_turns, at_most=1.3))
    return rows


def imported(count):
    """Seconds of an import beside those of a bulk_create of the rows it made, in both tables, in one transaction."""
    with tempfile.TemporaryDirectory() as folder, incidents(1):
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
    from community.places.models import Place
    from directory.entries import Entry, Tally

    for model in (Tally, Entry, Place):
        model.objects.all().delete()


# --- The entries -----------------------------------------------------------------------------------------------------


def _categories():
    from directory.categories import Category, forget
    from directory.planting import plant

    plant()
    forget()
    return list(Category.objects.exclude(parent=None))


def _feature(number, chance=random.Random(7)):  # noqa: B008  the same each time
    tags = {"name": f"Lieu {number}", "shop": "bakery", "addr:street": "Rue du Port", "phone": "01 46 42 34 65",
            "opening_hours": chance.choice(HOURS), "website": f"https://lieu-{number}.example"}  # fmt: skip
    point = [round(chance.uniform(2.25, 2.28), 6), round(chance.uniform(48.82, 48.83), 6)]
    geometry = {"type": "Point", "coordinates": point}
    return {"type": "Feature", "id": f"node/{number}", "properties": tags, "geometry": geometry}


def _plant(count):
    from django.db import connection, transaction

    from community.places.models import Territory
    from community.tickets.models import Authority
    from directory.counting import count as count_anew
    from directory.entries import Entry

    chance, categories, city = random.Random(7), _categories(), Authority.objects.first()
    quarters = list(Territory.objects.filter(code__startswith="bench-").order_by("code"))
    rare = set(range(1, count, count // MATCHES)[:MATCHES])
    with transaction.atomic():
        for first in range(1, count + 1, 5_000):
            numbers = range(first, min(first + 5_000, count + 1))
            Entry.objects.bulk_create([_entry(n, chance, categories, quarters, city, n in rare) for n in numbers])
    count_anew()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _entry(number, chance, categories, quarters, city, rare):
    from directory.entries import Entry

    lon = round(chance.uniform(2.25, 2.28), 6)
    entry = Entry(
        name=f"{'Marguerite' if rare else 'Lieu'} {number}", slug=f"lieu-{number}", category=chance.choice(categories),
        address="1 rue du Port", lat=round(chance.uniform(48.82, 48.83), 6), lon=lon,
        territory=quarters[min(int((lon - 2.25) / 0.003), 9)], hours=chance.choice(HOURS), source_key=f"b:{number}",
        official=city if number % 50 == 0 else None,
        accessibility={"wheelchair": "yes"} if chance.random() < 0.05 else {},
    )  # fmt: skip
    entry.index()
    return entry
