"""Neighbours say they see it too; the number is exact, and undone as easily."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from community.posts.models import Vote
from incidents.models import Incident


@pytest.fixture
def hole(town, alice):
    return Incident.objects.report(alice, "problem", town.pothole, "Un trou", *town.in_val)


def votes(incident):
    return Incident.objects.values_list("vote_count", flat=True).get(pk=incident.pk)


def test_bob_confirms_once(hole, bob):
    assert hole.confirm(bob) is True
    assert hole.confirm(bob) is False
    assert votes(hole) == 2


def test_the_moment_is_the_same_in_every_time_zone(hole, bob):
    seen = datetime(2026, 7, 14, 22, 30, tzinfo=ZoneInfo("Europe/Paris"))
    hole.confirm(bob, at=seen)
    assert Vote.objects.get(member=bob).seen_at == seen


def test_a_confirmation_takes_four_queries(hole, bob, queries):
    hole = Incident.objects.select_related("category", "ticket").get(pk=hole.pk)
    with queries(4):
        hole.confirm(bob)


def test_it_is_undone(hole, bob):
    hole.confirm(bob)
    assert hole.unconfirm(bob) is True
    assert hole.unconfirm(bob) is False
    assert votes(hole) == 1


def test_alice_cannot_take_back_her_own(hole, alice):
    assert hole.unconfirm(alice) is False
    assert votes(hole) == 1


def test_gone_and_still_there(hole, alice, bob, charlie):
    hole.confirm(bob)
    assert hole.gone(charlie) is False  # who never saw it cannot say that it left
    assert hole.gone(bob) is True
    assert hole.gone(bob) is False
    hole.refresh_from_db()
    assert (hole.gone_count, hole.vote_count) == (1, 2)
    seen = hole.last_seen_at
    assert hole.still_there(bob) is True
    hole.refresh_from_db()
    assert (hole.gone_count, hole.last_seen_at > seen) == (0, True)


def test_taking_back_a_gone_confirmation_leaves_no_trace(hole, bob):
    hole.confirm(bob)
    hole.gone(bob)
    hole.unconfirm(bob)
    hole.refresh_from_db()
    assert (hole.gone_count, hole.vote_count, Vote.objects.filter(post=hole).count()) == (0, 1, 1)


def test_still_there_by_a_newcomer_is_a_confirmation(hole, bob):
    hole.still_there(bob)
    assert votes(hole) == 2
