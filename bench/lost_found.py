"""Matching one item against 1,000 and 100,000 others of the same town, and the list beside it. The queries are counted:
they do not grow."""

from datetime import date, timedelta

from bench import row
from bench.incidents import incidents, median_of, queries_of, shown

FEW, MANY = 1_000, 100_000
TODAY = date(2026, 11, 1)
WORDS = "tortue cuir rayé neuf école gare usé ruban photo lapin marché piscine".split()  # noqa: SIM905
WHATS = ("keys", "phone", "wallet", "cat")


def run(quick=False):
    import django

    django.setup()
    many, times, asked, rows = 20_000 if quick else MANY, {}, {}, []
    with incidents(1):  # its town and its members
        for count in (FEW, many):
            mine = _fill(count)
            times["match", count] = median_of(lambda mine=mine: _compare(mine))
            times["list", count] = median_of(lambda: shown("/lost-found/?what=keys"))
            asked[count] = queries_of(lambda mine=mine: _compare(mine))
    for name in ("match", "list"):
        (few, few_in_turns), (lots, lots_in_turns) = times[name, FEW], times[name, many]
        title = f"lost & found: {name}, {FEW:,} → {many:,}"
        rows.append(row(title, lots, "ms", few, lots_in_turns / few_in_turns, at_most=1.3))
    rows.append(row("lost & found: match, queries", asked[many], "", asked[FEW], at_most=1))
    return rows


def _compare(mine):
    from lost_found.likeness import likeness, rarity_of
    from lost_found.matching import candidates

    others = candidates(mine)
    said = rarity_of([mine, *others])
    return [likeness(mine, other, said) for other in others]


def _fill(count):
    """So many found things in a town of some three kilometres, of the last ninety days; the one to compare."""
    from django.db import connection, transaction

    from community.members.models import Member
    from community.places.cells import cell_at
    from community.places.models import Territory
    from community.posts.models import Post
    from lost_found.models import Item
    from lost_found.reach import square_of

    author, territory = Member.objects.first(), Territory.objects.exclude(boundary=None).first()
    have = Item.objects.filter(side="found").count()
    posts = []
    for n in range(have, count):
        lat, lon = 48.815 + n * 7919 % 1000 / 1000 * 0.02, 2.25 + n * 104_729 % 1000 / 1000 * 0.03
        at = f"{TODAY - timedelta(days=n % 90)}T08:00Z"
        words = f"{WORDS[n % 12]} {WORDS[n // 12 % 12]}"
        posts.append(Post(kind="lost_found", author=None, title=words, folded=words, lat=lat, lon=lon,
                          cell=cell_at(lat, lon), territory=territory, published_at=at, created_at=at))  # fmt: skip
    with transaction.atomic():
        posts = Post.objects.bulk_create(posts, batch_size=2_000)
        fields = [f.column for f in Item._meta.local_fields]
        holes = ", ".join(["%s"] * len(fields))
        sql = f"INSERT INTO lost_found_item ({', '.join(fields)}) VALUES ({holes})"
        with connection.cursor() as cursor:
            cursor.executemany(sql, [_values(Item, post, n, square_of) for n, post in enumerate(posts)])
            cursor.execute("ANALYZE")
    point = {"lat": 48.825, "lon": 2.265}
    mine = Item(
        kind="lost_found", author=author, side="lost", what="keys", title="tortue et ruban", territory=territory,
        published_at=f"{TODAY}T08:00Z", happened_on=TODAY - timedelta(days=89), **point, square=square_of(**point),
    )  # fmt: skip
    mine.save()
    return mine


def _values(model, post, n, square_of):
    from django.db import connection

    item = model(
        post_ptr_id=post.pk, side="found", what=WHATS[n % 4], colour_codes=",red,", listed_at=post.published_at,
        kept_at=post.published_at, happened_on=TODAY - timedelta(days=n % 90), square=square_of(post.lat, post.lon),
    )  # fmt: skip
    return [f.get_db_prep_save(getattr(item, f.attname), connection) for f in model._meta.local_fields]
