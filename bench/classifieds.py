"""The list of ads with its facets at 1,000 and 200,000 ads, and one new ad against 50,000 saved searches.

The ads lie in a database of their own on the engine of DATABASE_URL, in ten quarters and 32 categories, none with a
photo. Beside the times, the number of queries of each page must be the same at both sizes."""

import random
import time
from datetime import timedelta
from functools import partial

from bench import compared, row
from bench.incidents import FEW, NOW, POST, _insert, incidents, median_of, queries_of, shown

MANY, SEARCHES = 200_000, 50_000
LISTS = {
    "newest": "",
    "cheapest": "order=cheap",
    "one category": "category=ad-3",
    "a family": "category=family-1",
    "one intent and state": "intent=give&condition=good",
    "30 € or less": "price=30",
    "one neighbourhood": "territory=bench-5",
    "a neighbourhood's family, free": "territory=bench-5&category=family-1&price=free",
    "the whole town": "territory=bench",
    "a rare word": "q=fontaine",
    "near a point, newest": "near=48.8239,2.27",
    "near a point, nearest": "near=48.8239,2.27&order=near",
}
INTENTS = ("give", "sell", "lend", "swap", "wanted")


def run(quick=False):
    import django

    django.setup()
    times, asked, rows, many = {}, {}, [], 50_000 if quick else MANY
    with incidents(0):
        categories = _categories()
        for count in (FEW, many):
            _fill(count, categories)
            for name, query in LISTS.items():
                look = partial(shown, f"/classifieds/?{query}")
                times[name, count], asked[name, count] = median_of(look), queries_of(look)
        rows += searches(5_000 if quick else SEARCHES)
    for name in LISTS:
        (few, few_in_turns), (lots, lots_in_turns) = times[name, FEW], times[name, many]
        title = f"ads: list, {name}, {FEW:,} → {many:,}"
        rows.append(row(title, lots, "ms", few, lots_in_turns / few_in_turns, at_most=1.3))
    more = max(asked[name, many] - asked[name, FEW] for name in LISTS)
    rows.append(row("ads: queries that the big list asks more", more, "queries", at_most=0))
    return rows


# --- Saved searches --------------------------------------------------------------------------------------------------


def searches(count):
    """A new ad against so many searches: what fits beside one indexed scan of as many rows, and their hits beside a
    bare INSERT of as many."""
    from classifieds.matching import fitting, write_hits
    from classifieds.models import Classified
    from classifieds.saved import SavedSearch, SearchHit
    from community.places.models import Territory

    _look(count)
    quarter = Territory.objects.get(code="bench-5")
    ad = Classified.objects.select_related("category", "territory__parent").filter(territory=quarter).last()
    Classified.objects.filter(pk=ad.pk).update(title="Perceuse", folded="une perceuse presque neuve", listed_at=NOW)
    ad.refresh_from_db()
    matches = fitting(ad)
    SavedSearch.objects.filter(pk__in=matches).update(label="match")

    def ours():
        start = time.perf_counter()
        fitting(ad)
        return (time.perf_counter() - start) * 1000

    def scan():
        start = time.perf_counter()
        list(SavedSearch.objects.filter(pk__in=matches))
        return (time.perf_counter() - start) * 1000

    def written(act):
        def writing():
            SearchHit.objects.all().delete()
            start = time.perf_counter()
            act()
            return (time.perf_counter() - start) * 1000

        return writing

    def hits():
        write_hits(ad, matches)

    def bare():
        SearchHit.objects.bulk_create([SearchHit(search_id=pk, ad_id=ad.pk) for pk in matches])

    title = f"ads: one against {count:,} searches, {len(matches):,} fit"
    return [
        compared(f"{title}, beside a scan of these", "ms", ours, scan, 7, at_most=3),
        row(f"{title}, queries", queries_of(lambda: fitting(ad)), "queries", at_most=1),
        compared("ads: their hits beside a bare INSERT", "ms", written(hits), written(bare), 7, at_most=3),
    ]


def _look(count):
    """Searches as neighbours have them: words, categories, circles, quarters, a few that want everything."""
    from classifieds.hooks import hook_of
    from classifieds.models import Category
    from classifieds.saved import SavedSearch
    from community.members.models import Member
    from community.places.models import Territory
    from community.posts.areas import circle_from

    chance, members = random.Random(11), list(Member.objects.values_list("pk", flat=True))
    categories, quarters = list(Category.objects.all()), list(Territory.objects.filter(code__startswith="bench-"))
    words = [
        "perceuse",
        *(f"{a}{b}" for a in ("chaise", "velo", "lampe", "table", "livre", "echelle") for b in range(40)),
    ]
    circles = [circle_from(chance.uniform(48.821, 48.829), chance.uniform(2.252, 2.278), 300) for _ in range(200)]
    rows = []
    for number in range(count):
        search = SavedSearch(member_id=chance.choice(members), label=f"{number}", created_at=NOW)
        sort = number % 10
        if sort < 6:
            search.words = chance.choice(words)
        if sort in (5, 6, 7):
            search.category = chance.choice(categories)
        if sort in (7, 8):
            search.shape = chance.choice(circles)
        if sort == 9:
            search.territory, search.most_cents = chance.choice(quarters), chance.choice((None, 0, 1000))
        search.hook = hook_of(search)
        search.outline()
        rows.append(search)
    SavedSearch.objects.bulk_create(rows, batch_size=2_000)
    _analyse()


# --- The ads ---------------------------------------------------------------------------------------------------------

AD = (
    "post_ptr_id", "intent", "category_id", "condition", "price_cents", "negotiable", "swap_for", "exact_lat",
    "exact_lon", "exact_label", "pickup", "expires_at", "renewals", "outcome", "listed_at", "held_why",
)  # fmt: skip
LISTING = (
    "ad_id", "author_id", "line", "listed_at", "intent", "category_id", "family_id", "condition", "price", "with_photo",
    "territory_id", "city_id", "lat", "lon",
)  # fmt: skip


def _categories():
    from classifieds.models import Category

    families = [Category.objects.create(code=f"family-{n}", name_fr=f"Famille {n}") for n in range(4)]
    return [Category.objects.create(code=f"ad-{n}", name_fr=f"Sorte {n}", parent=families[n % 4]) for n in range(32)]


def _fill(count, categories):
    """So many ads, instead of those that stand."""
    from django.core.cache import cache
    from django.db import connection, transaction

    from classifieds import counts
    from community.members.models import Member
    from community.places.models import Territory

    quarters, members = (
        list(Territory.objects.filter(code__startswith="bench-").order_by("pk")),
        list(Member.objects.all()),
    )
    chance = random.Random(7)
    with transaction.atomic():
        with connection.cursor() as cursor:
            for table in ("classifieds_listing", "classifieds_classified", "posts_post"):
                cursor.execute(f"DELETE FROM {table}")
        for first in range(1, count + 1, 5_000):
            made = [
                _made(n, count, chance, categories, quarters, members)
                for n in range(first, min(first + 5_000, count + 1))
            ]
            for table, columns, which in (
                ("posts_post", POST, 0), ("classifieds_classified", AD, 1), ("classifieds_listing", LISTING, 2),
            ):  # fmt: skip
                _insert(table, columns, [rows[which] for rows in made])
    counts.recount()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('posts_post', 'id'), %s)", [count])
    _analyse()
    cache.clear()


def _analyse():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _made(number, count, chance, categories, quarters, members):
    """The rows of one ad: post, ad, listing."""
    from community.places.approximate import approximate
    from community.places.cells import cell_at

    lat, lon = approximate(chance.uniform(48.8205, 48.8295), chance.uniform(2.2505, 2.2795))
    at = NOW - timedelta(days=60) * (1 - number / count)
    category, intent = chance.choice(categories), chance.choice(INTENTS)
    quarter, author = quarters[min(max(int((lon - 2.25) / 0.003), 0), 9)], chance.choice(members).pk
    condition = chance.choice(("new", "like_new", "good", "worn", ""))
    cents = chance.choice((500, 1500, 4000, 12_000, 50_000)) if intent == "sell" else None
    price = cents if cents else 0 if intent in ("give", "lend") else None
    word = "fontaine" if number % (count // 25) == 7 else chance.choice(("chaise", "lampe", "table", "livre"))
    post = (
        number, "classified", author, False, f"Une {word} {number}", "Bon état, à venir chercher.",
        f"une {word} {number} bon etat a venir chercher", lat, lon, cell_at(lat, lon), "", quarter.pk, "open", at, at,
        1, 0, 0, False,
    )  # fmt: skip
    ad = (
        number,
        intent,
        category.pk,
        condition,
        cents,
        False,
        "",
        lat,
        lon,
        "",
        "",
        at + timedelta(days=30),
        0,
        "",
        at,
        "",
    )
    listing = (
        number, author, number, at, intent, category.pk, category.parent_id, condition, price, False, quarter.pk,
        quarter.parent_id, lat, lon,
    )  # fmt: skip
    return post, ad, listing
