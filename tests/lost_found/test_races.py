"""At the same instant, with real threads on PostgreSQL: a match is told once, an item closes once, and giving back does
not lock out the hand-over that says the same."""

from django.core.exceptions import ValidationError
from racing import RACE, at_once, unharmed

from community.handovers import ending, promising
from community.handovers.models import Handover
from community.notifications.models import Notification
from lost_found.claiming import claim
from lost_found.matching import match
from lost_found.models import Item, Match

pytestmark = RACE


def test_the_two_halves_looked_for_at_once_are_told_once(tell, alice, bob):
    lost, found = tell(title="Tortue"), tell("found", bob, title="Tortue")
    unharmed(*[lambda item=item: match(item) for item in (lost, found) * 4])
    assert Match.objects.count() == 1
    assert [Notification.objects.filter(recipient=m, kind__startswith="match").count() for m in (alice, bob)] == [1, 1]


def test_given_back_by_page_and_by_hand_over_at_once_closes_once(tell, alice, bob):
    found = tell("found", bob)
    hers = promising.promise(claim(found, alice, "Le mien"), bob)
    acts = [lambda: Item.objects.get(pk=found.pk).give_back(bob)] * 3
    acts += [lambda: ending.done(Handover.objects.get(pk=hers.pk), bob)] * 3
    faults = [one for one in at_once(*acts) if isinstance(one, Exception)]
    assert all(isinstance(fault, ValidationError) for fault in faults), faults
    item = Item.objects.get(pk=found.pk)
    assert item.returned
    assert item.comments.filter(kind="state").count() == 1
