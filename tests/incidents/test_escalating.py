"""Three people see the hole, and the service hears of it: once, whoever comes third."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.tickets.models import Ticket
from incidents.models import Incident


@pytest.fixture
def hole(town, alice):
    return Incident.objects.report(alice, "problem", town.pothole, "Un trou", *town.in_val)


def test_the_third_of_three_makes_the_ticket(hole, bob, charlie, town):
    hole.confirm(bob)
    assert (hole.progress, hole.needed) == (2, 3)
    assert not Ticket.objects.exists()
    hole.confirm(charlie)
    ticket = Ticket.objects.get(post=hole.pk)
    assert ticket.service == town.roads
    hole.refresh_from_db()
    assert hole.state == "sent"


def test_old_confirmations_do_not_count(town, alice, bob, charlie):
    long_ago = timezone.now() - timedelta(days=31)
    hole = Incident.objects.report(alice, "problem", town.pothole, "Un trou", *town.in_val, at=long_ago)
    hole.confirm(bob)
    hole.confirm(charlie)
    assert hole.progress == 2
    assert not Ticket.objects.exists()
    hole.still_there(alice)
    hole.escalate_if_due()
    assert Ticket.objects.count() == 1


def test_litter_waits_for_a_moderator(town, alice, bob, mira):
    litter = Incident.objects.report(alice, "problem", town.litter, "Des sacs", *town.in_val)
    assert litter.needed == 0
    with pytest.raises(PermissionDenied):
        litter.escalate(by=bob)
    ticket = litter.escalate(by=mira)
    assert ticket.service == town.cleaning
    assert litter.escalate(by=mira) == ticket


def test_alice_withdraws_in_time_and_only_then(hole, alice, bob, charlie):
    other = Incident.objects.report(alice, "problem", hole.category, "Encore un", hole.lat, hole.lon)
    with pytest.raises(PermissionDenied):
        hole.withdraw(bob)
    assert hole.withdraw(alice) is True
    assert hole.escalate() is None
    assert not Incident.objects.published().filter(pk=hole.pk).exists()
    other.confirm(bob)
    other.confirm(charlie)
    assert other.withdraw(alice) is False
    assert Incident.objects.published().filter(pk=other.pk).exists()


def test_alice_mends_her_words_until_the_service_has_them(hole, alice, bob, charlie):
    assert hole.correct(alice, "Un trou profond") is True
    hole.confirm(bob)
    hole.confirm(charlie)
    assert Ticket.objects.get().statement["text"] == "Un trou profond"
    assert hole.correct(alice, "Rien du tout") is False
    hole.refresh_from_db()
    assert hole.text == "Un trou profond"
