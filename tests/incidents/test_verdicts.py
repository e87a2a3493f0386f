"""Otto says it is done; Alice and those who saw it say whether it is."""

import pytest
from django.core.exceptions import PermissionDenied

from community.tickets import acts
from community.tickets.models import Ticket
from incidents.models import Incident


@pytest.fixture
def repaired(town, alice, otto):
    """Alice's lamp, which Otto's service calls resolved."""
    lamp = Incident.objects.report(alice, "problem", town.lamp, "Il fait noir", *town.in_val)
    acts.resolve(lamp.ticket, otto, "Ampoule changée.")
    return Incident.objects.select_related("ticket").get(pk=lamp.pk)


def state():
    return Ticket.objects.get().state


def test_yes_closes_the_matter(repaired, alice):
    assert repaired.verdict(alice, fixed=True) is False
    assert repaired.verdict(alice, fixed=False) is None  # answered already
    assert state() == "resolved"


def test_alices_no_opens_it_again(repaired, alice):
    assert repaired.verdict(alice, fixed=False) is True
    assert state() == "triaged"


def test_three_neighbours_no_opens_it_again(repaired, neighbours):
    crowd = neighbours(4)
    for member in crowd:
        Incident.objects.get(pk=repaired.pk).confirm(member)
    assert [repaired.verdict(member, fixed=False) for member in crowd[:3]] == [False, False, True]
    assert state() == "triaged"


def test_who_never_saw_it_is_not_asked(repaired, bob):
    with pytest.raises(PermissionDenied):
        repaired.verdict(bob, fixed=False)
    assert state() == "resolved"


def test_each_opening_is_judged_anew(repaired, alice, otto):
    repaired.verdict(alice, fixed=False)
    again = Ticket.objects.get()
    assert again.round == 2
    acts.resolve(again, otto, "Cette fois, c'est bon.")
    repaired = Incident.objects.select_related("ticket").get(pk=repaired.pk)
    assert repaired.verdict(alice, fixed=True) is False
