"""The same ad matched, listed and counted by several workers at the same instant, on real threads."""

import pytest
from django.db import connection
from django.utils import timezone
from racing import unharmed

from classifieds import counts, listed
from classifieds.closing import close
from classifieds.listings import AdCount, Listing
from classifieds.matching import match
from classifieds.models import Classified
from classifieds.saved import SavedSearch, SearchHit
from classifieds.searches import save
from community.notifications.models import Notification
from community.posts.states import hide_post

pytestmark = [
    pytest.mark.race,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite writes one after the other: nothing can race"),
]


def total():
    row = AdCount.objects.filter(territory=0, category=0, intent="", facet="").first()
    return row.count if row else 0


def test_matched_ten_times_at_once_each_is_told_once(transactional_db, give, bob, neighbours):
    for member in [bob, *neighbours(4)]:
        save(SavedSearch(member=member, words="canape"))
        save(SavedSearch(member=member, words="trois"))
    sofa = give(quietly=True)
    unharmed(*[lambda: match.func(sofa.pk)] * 10)
    assert SearchHit.objects.filter(told_at__isnull=False).count() == 10
    assert Notification.objects.filter(kind="ad_found").count() == 5


def test_listed_hidden_closed_and_recounted_at_once_the_counts_are_right(transactional_db, give):
    ads = [give(quietly=True) for _number in range(6)]

    def fresh(number):
        return Classified.objects.get(pk=ads[number].pk)

    acts = [lambda n=n: listed.enter(fresh(n), timezone.now()) for n in (0, 1, 1)]
    acts += [lambda n=n: close(fresh(n), "here") for n in (2, 2, 3)]
    acts += [lambda n=n: hide_post(fresh(n)) for n in (3, 4, 4)]
    unharmed(*[*acts, counts.recount, lambda: give(quietly=True)])
    assert total() == Listing.objects.count() == 4
    before = set(
        AdCount.objects.exclude(count=0).values_list("territory", "category", "intent", "facet", "value", "count")
    )
    counts.recount()
    assert before == set(AdCount.objects.values_list("territory", "category", "intent", "facet", "value", "count"))
