"""A new ad and the saved searches it fits: found in a constant number of queries, however many searches there are, and
each told once, also when the task is killed and run again."""

from functools import cache

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django_tasks import task
from shapely import intersects_xy, polygons

from community.members.blocks import apart
from community.notifications.crowds import notify_many
from community.places.boundaries import atlas
from community.posts.follow import link_to
from community.posts.readers import may_see

from .hooks import hooks_for
from .models import Classified, Unwanted
from .price_steps import price_of
from .saved import Often, SavedSearch, SearchHit

TOPIC = "ads:searches"  # of what saved searches tell: where one may mute them all
AT_ONCE = 5_000  # hits written by one statement


@task
def match(ad_id):
    """Write what a new ad is a hit for, and tell those who want to hear of it at once."""
    ad = Classified.objects.select_related("category", "territory__parent").filter(pk=ad_id).first()
    if ad is None or not ad.is_public or ad.listed_at is None:
        return
    write_hits(ad, fitting(ad))
    tell_at_once(ad)


def fitting(ad):
    """The ids of the searches that an ad fits. Never its author's own, never those of members apart from them by a
    block, nor of members who hid the thing it is posted of.

    One query, without a join: planners read all searches, member by member. Who has left is told nothing anyway."""
    words, price = ad.folded.split(), price_of(ad)
    categories = [pk for pk in (ad.category_id, ad.category.parent_id) if pk]
    territories = _territories(ad)
    hidden = Unwanted.objects.filter(first=ad.first_id or ad.pk, member=OuterRef("member"))
    rows = SavedSearch.objects.filter(hook__in=hooks_for(ad, words, categories, territories))
    rows = rows.filter(
        Q(category=None) | Q(category__in=categories),
        Q(territory=None) | Q(territory__in=territories),
        Q(most_cents=None) if price is None else Q(most_cents=None) | Q(most_cents__gte=price),
        Q(south=None) if ad.lat is None else Q(south=None) | _boxed(ad),
    )
    rows = rows.exclude(member=ad.author_id).exclude(Exists(hidden))
    if ad.author_id:
        rows = rows.exclude(member__in=apart(ad.author_id))

    @cache
    def holds(wanted):
        return all(any(word.startswith(one) for word in words) for one in wanted.split())

    return [
        pk
        for pk, wanted, intents, drawn in rows.order_by().values_list("pk", "words", "intents", "shape")
        if holds(wanted)
        and (not intents or ad.intent in intents.split(","))
        and (drawn is None or intersects_xy(polygons(drawn["coordinates"][0]), ad.lon, ad.lat))
    ]


def _boxed(ad):
    return Q(south__lte=ad.lat, north__gte=ad.lat, west__lte=ad.lon, east__gte=ad.lon)


def write_hits(ad, searches):
    """Each search has an ad once, whoever finds it twice."""
    at, table = timezone.now(), SearchHit._meta.db_table
    for start in range(0, len(searches), AT_ONCE):
        some = searches[start : start + AT_ONCE]
        marks = ", ".join(["(%s, %s, %s)"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (search_id, ad_id, found_at) VALUES {marks} ON CONFLICT DO NOTHING",  # noqa: S608
                [value for search in some for value in (search, ad.pk, at)],
            )


def tell_at_once(ad):
    """Tell those whose searches say so, in batches; how many by this call."""
    untold = SearchHit.objects.filter(ad=ad.pk, told_at=None, search__often=Often.NOW, search__paused_at=None)
    if not untold.exists():
        return 0
    members = may_see(get_user_model().objects.filter(pk__in=untold.values("search__member"), is_active=True), ad)
    key = f"ad_found:{ad.pk}:{int(ad.listed_at.timestamp())}"
    told = notify_many(
        members, "ad_found", link_to(ad), TOPIC, key=key, facts=facts_of(ad), about=[ad.topic], by=ad.author
    )
    untold.update(told_at=timezone.now())
    return told


def facts_of(ad):
    """What a notification says of an ad; its mail names the searches of each reader (templatetags/ad_finding)."""
    return {
        "title": ad.title,
        "text": ad.text[:300],
        "excerpt": ad.text[:500],
        "place": ad.place_label or ad.territory.name,
        "intent": ad.intent,
        "cents": price_of(ad),
        "ad": ad.pk,
    }


def _territories(ad):
    """The ids of its territory and those around it."""
    territory = next((t for t in atlas().territories if t.pk == ad.territory_id), ad.territory)
    found = []
    while territory:
        found.append(territory.pk)
        territory = territory.parent
    return found
