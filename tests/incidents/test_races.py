"""Many neighbours at the same instant, with real threads on PostgreSQL."""

import uuid

import pytest
from racing import RACE, unharmed

from community.posts.models import MapCount, Post, Vote
from community.tickets.models import Ticket
from incidents.models import Incident

pytestmark = RACE


@pytest.fixture
def hole(town, alice):
    return Incident.objects.report(alice, "problem", town.pothole, "Un trou", *town.in_val, quietly=True)


def own(hole):
    return Incident.objects.select_related("category", "ticket").get(pk=hole.pk)


def test_ten_confirmations_unharmed_make_one_ticket(hole, neighbours):
    crowd = neighbours(10)
    counted = unharmed(*[lambda m=m: own(hole).confirm(m, quietly=True) for m in crowd])
    assert counted == [True] * 10
    assert Ticket.objects.filter(post=hole.pk).count() == 1
    assert Post.objects.get(pk=hole.pk).vote_count == 11 == Vote.objects.filter(post=hole.pk).count()


def test_one_neighbour_tapping_ten_times_counts_once(hole, bob):
    assert sorted(unharmed(*[lambda: own(hole).confirm(bob, quietly=True)] * 10)) == [False] * 9 + [True]
    assert Post.objects.get(pk=hole.pk).vote_count == 2


def test_confirming_and_undoing_end_exact(hole, neighbours):
    crowd = neighbours(8)
    for member in crowd[:4]:
        hole.confirm(member, quietly=True)
    unharmed(
        *[lambda m=m: own(hole).unconfirm(m) for m in crowd[:4]]
        + [lambda m=m: own(hole).confirm(m, quietly=True) for m in crowd[4:]]
    )
    assert Post.objects.get(pk=hole.pk).vote_count == 5 == Vote.objects.filter(post=hole.pk).count()


def test_a_form_sent_ten_times_unharmed_is_one_incident(town, alice):
    key = uuid.uuid4()
    sent = unharmed(
        *[
            lambda: (
                Incident.objects.report(
                    alice, "problem", town.pothole, "Un trou", *town.in_val, client_key=key, quietly=True
                ).pk
            )
        ]
        * 10
    )
    assert len(set(sent)) == 1
    assert Incident.objects.count() == 1
    assert set(MapCount.objects.values_list("count", flat=True)) == {1}


def test_withdrawn_or_handed_over_never_both(hole, alice, mira):
    results = unharmed(*[lambda: own(hole).withdraw(alice), lambda: own(hole).escalate(by=mira, quietly=True)])
    withdrawn, ticket = results
    assert bool(withdrawn) != bool(ticket)
    hole = own(hole)
    assert (hole.hidden_at is not None) == withdrawn
    assert Ticket.objects.filter(post=hole.pk).count() == (0 if withdrawn else 1)


def test_three_noes_unharmed_open_it_again_once(town, alice, otto, neighbours):
    from community.tickets import acts

    lamp = Incident.objects.report(alice, "problem", town.lamp, "Il fait noir", *town.in_val, quietly=True)
    crowd = neighbours(6)
    for member in crowd:
        own(lamp).confirm(member, quietly=True)
    acts.resolve(own(lamp).ticket, otto, "Fait.", quietly=True)
    unharmed(*[lambda m=m: own(lamp).verdict(m, fixed=False, quietly=True) for m in crowd])
    ticket = Ticket.objects.get(post=lamp.pk)
    assert (ticket.round, ticket.state) == (2, "triaged")
