"""What searches have gathered, told once a day or once a week in one letter (settings.TICK)."""

from itertools import groupby

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from community.notifications.notify import notify

from .filters import seen_by
from .listings import Listing
from .matching import TOPIC, facts_of
from .models import Classified
from .saved import SavedSearch, SearchHit
from .searches import next_letter

BATCH = 200  # members at a time
LISTED = 20  # ads of one search in a letter; of more it says how many


def tell_gathered(now=None):
    """Send the letters that are due. Returns how many. Killed and called again, it goes on with those that are left."""
    now, told, after = now or timezone.now(), 0, 0
    due = SavedSearch.objects.filter(next_at__lte=now).order_by("member", "pk")
    while members := list(due.filter(member__gt=after).values_list("member", flat=True).distinct()[:BATCH]):
        after = members[-1]
        told += sum(_letter(member, now) for member in members)
    return told


@transaction.atomic
def _letter(member_id, now):
    """One member's letter; the searches are claimed in the same transaction that writes it."""
    mine = SavedSearch.objects.select_for_update(of=("self",)).filter(member=member_id, next_at__lte=now)
    searches = list(mine.select_related("member").order_by("label", "pk"))
    for search in searches:
        search.next_at = next_letter(search.often, now)
    SavedSearch.objects.bulk_update(searches, ["next_at"])
    hits = SearchHit.objects.filter(search__in=searches, told_at=None)
    said = _said(searches, list(hits.order_by("search_id", "-ad_id").values_list("search_id", "ad_id")))
    hits.update(told_at=now)
    if not said:
        return 0
    member, total = searches[0].member, sum(len(one["ads"]) + one["more"] for one in said)
    with override(member.language):
        text = " · ".join(one["label"] for one in said)[:300]
    facts = {"searches": said, "total": total, "text": text}
    return notify([member], "ad_letter", "/classifieds/searches/", TOPIC, f"ad_letter:{now:%Y%m%d}:{member.pk}", facts)


def _said(searches, hits):
    """[{"search", "label", "ads", "more"}] of what is still on the list, and seen by its reader. Two queries."""
    if not hits:
        return []
    member = searches[0].member
    ids = {ad for _search, ad in hits}
    shown = set(seen_by(member, Listing.objects.filter(ad__in=ids)).values_list("ad", flat=True))
    ads = {ad.pk: ad for ad in Classified.objects.filter(pk__in=shown).select_related("territory")}
    by_search = {pk: [ads[ad] for _pk, ad in found if ad in ads] for pk, found in groupby(hits, key=lambda hit: hit[0])}
    return [
        {
            "search": search.pk,
            "label": search.label,
            "ads": [{**_short(ad), "link": ad.get_absolute_url()} for ad in by_search[search.pk][:LISTED]],
            "more": max(len(by_search[search.pk]) - LISTED, 0),
        }
        for search in searches
        if by_search.get(search.pk)
    ]


def _short(ad):
    facts = facts_of(ad)
    return {name: facts[name] for name in ("title", "cents", "place")}


def forget_hits(now=None):
    """Hits of ads that are over, once they are told (settings.TICK). How many."""
    return SearchHit.objects.filter(told_at__isnull=False, ad__closed_at__isnull=False).delete()[0]
