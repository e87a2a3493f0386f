"""At the same instant, with real threads on PostgreSQL: a match is told once, an item closes once, and giving back does
not lock out the hand-over that says the same."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from community.handovers import ending, promising
from community.handovers.models import Handover
from community.notifications.models import Notification
from lost_found.claiming import claim
from lost_found.matching import match
from lost_found.models import Item, Match

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def at_once(acts):
    start = Barrier(len(acts))

    def run(act):
        start.wait()
        try:
            return act()
        except ValidationError as fault:
            return fault
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.fixture
def postgresql(db):
    if connection.vendor != "postgresql":
        pytest.skip("real threads want PostgreSQL")


def test_the_two_halves_looked_for_at_once_are_told_once(postgresql, tell, alice, bob):
    lost, found = tell(title="Tortue"), tell("found", bob, title="Tortue")
    at_once([lambda item=item: match(item) for item in (lost, found) * 4])
    assert Match.objects.count() == 1
    assert [Notification.objects.filter(recipient=m, kind__startswith="match").count() for m in (alice, bob)] == [1, 1]


def test_given_back_by_page_and_by_hand_over_at_once_closes_once(postgresql, tell, alice, bob):
    found = tell("found", bob)
    hers = promising.promise(claim(found, alice, "Le mien"), bob)
    acts = [lambda: Item.objects.get(pk=found.pk).give_back(bob)] * 3
    acts += [lambda: ending.done(Handover.objects.get(pk=hers.pk), bob)] * 3
    at_once(acts)
    item = Item.objects.get(pk=found.pk)
    assert item.returned
    assert item.comments.filter(kind="state").count() == 1
