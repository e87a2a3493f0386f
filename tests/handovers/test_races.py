"""Two at the same instant, on real threads."""

import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from racing import RACE, at_once

from community.conversations.models import Message
from community.handovers import ending, meeting, stock
from community.handovers.asking import ask
from community.handovers.models import Appointment, Handover, Lot
from community.handovers.promising import promise
from community.handovers.releasing import lapse, renege, withdraw
from community.handovers.reminding import remind
from community.members.blocks import block

pytestmark = RACE


def refused(results):
    assert all(isinstance(one, ValidationError) for one in results if isinstance(one, Exception)), results
    return [one for one in results if isinstance(one, ValidationError)]


def test_the_last_one_promised_to_two_at_once_goes_to_one(sofa, alice, bob, charlie, neighbours):
    line = [ask(sofa, one, "Bonjour") for one in (bob, charlie, *neighbours(3))]
    results = at_once(*[lambda one=one: promise(one, alice) for one in line])
    assert len(refused(results)) == 4 and all("déjà promis" in str(one) for one in refused(results))
    assert Handover.objects.filter(state="promised").count() == 1 and Lot.objects.get().left == 0


def test_five_units_wanted_by_eight_go_to_five(give, alice, neighbours):
    chairs = give(units=5)
    line = [ask(chairs, one, "Bonjour") for one in neighbours(8)]
    assert len(refused(at_once(*[lambda one=one: promise(one, alice) for one in line]))) == 3
    assert Lot.objects.get().left == 0 and Handover.objects.filter(state="promised").count() == 5


def test_alice_clicks_twice_on_two_screens(asked, alice, told, bob):
    assert refused(at_once(*[lambda: promise(asked, alice)] * 6)) == []
    assert told(bob) == ["promised"] and Lot.objects.get().left == 0


def test_the_same_form_ten_times_at_once_is_one(sofa, bob, alice, told):
    key = uuid.uuid4()
    sent = at_once(*[lambda: ask(sofa, bob, "Bonjour", client_key=key).pk] * 10)
    assert len(set(sent)) == 1 and Handover.objects.count() == Message.objects.count() == 1 and told(alice) == ["asked"]


def test_bob_gives_up_while_alice_says_done(promised, alice, bob):
    results = at_once(lambda: ending.done(promised, alice), lambda: withdraw(promised, bob))
    assert len(refused(results)) == 1
    state, left = Handover.objects.get().state, Lot.objects.get().left
    assert (state, left) in [("done", 0), ("withdrawn", 1)]


def test_what_is_released_three_ways_at_once_is_given_back_once(promised, alice, bob):
    Handover.objects.update(answer_by=timezone.now())
    at_once(lambda: renege(promised, alice), lambda: withdraw(promised, bob), lambda: lapse(promised))
    assert Lot.objects.get().left == 1


def test_two_who_propose_at_once_leave_one_that_stands(promised, alice, bob):
    when = timezone.now() + timedelta(days=1)
    at_once(*[lambda who=who: meeting.propose(promised, who, when, who.name) for who in (alice, bob)] * 3)
    assert Appointment.objects.filter(state="proposed").count() == 1


def test_accepted_and_moved_at_once(promised, alice, bob):
    when = timezone.now() + timedelta(days=1)
    made = meeting.propose(promised, bob, when, "Ici")
    results = at_once(lambda: meeting.accept(made, alice), lambda: meeting.propose(promised, bob, when, "Là"))
    assert len(refused(results)) <= 1
    assert Appointment.objects.filter(state__in=["proposed", "accepted"]).count() == 1


def test_a_reminder_from_two_clocks_is_one(promised, meet, bob, told, time_machine):
    agreed = meet(hours=30)
    at_once(*[lambda: remind(agreed.at - timedelta(hours=1))] * 4)
    assert told(bob).count("soon") == 1


def test_units_are_not_taken_from_under_a_promise(give, alice, bob):
    chairs = give(units=3)
    mine = ask(chairs, bob, "Trois", units=3)
    at_once(lambda: promise(mine, alice), lambda: stock.set_units(chairs, 1))
    lot = Lot.objects.get()
    held = 3 if Handover.objects.get().state == "promised" else 0
    assert lot.units - lot.left == held and lot.left >= 0


def test_a_block_and_a_question_at_once_come_to_an_end(sofa, asked, alice, bob, charlie, neighbours):
    others = neighbours(3)
    acts = [lambda one=one: ask(sofa, one, "Bonjour") for one in others]
    results = at_once(*acts, lambda: block(alice, bob), lambda: promise(asked, alice))
    refused(results)  # no deadlock
    asked.refresh_from_db()
    assert asked.state == "withdrawn" and Lot.objects.get().left == 1
