"""The clock keeps people company: nudges, releases, reminders, each once; with the hours standing still."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from community.conversations.saying import say
from community.handovers import ending, meeting, parting, reliability
from community.handovers.asking import ask
from community.handovers.models import Appointment, Handover, Lot
from community.handovers.promising import promise
from community.handovers.releasing import withdraw
from community.handovers.reminding import remind
from community.handovers.silence import break_silence
from community.members.blocks import block
from community.posts import states

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture(autouse=True)
def monday(time_machine):
    time_machine.move_to(datetime(2026, 11, 23, 10, 0, tzinfo=PARIS), tick=False)


@pytest.fixture
def later(time_machine):
    """`later(hours=2)`: so much time passes, and the clock's work is done twice."""

    def passing(**much):
        time_machine.shift(timedelta(**much))
        for chore in (break_silence, remind, parting.end_what_cannot_go_on) * 2:
            chore()

    return passing


def test_alice_is_nudged_once_for_all_who_wait(sofa, asked, alice, bob, charlie, told, last, later):
    later(hours=2)
    ask(sofa, charlie, "Moi aussi")
    later(hours=21)
    assert told(alice) == ["asked", "asked"]
    later(hours=1)
    assert told(alice)[2:] == ["nudge"]
    assert last(alice).facts["who"] == "Bob" and last(alice).facts["answers"][0]["act"] == "promise"
    later(days=5, hours=23)
    assert told(alice).count("nudge") == 1 and told(bob) == []
    later(hours=1)
    assert told(bob) == ["unanswered"] and told(charlie) == []
    later(hours=2)
    assert told(charlie) == ["unanswered"] and told(bob) == ["unanswered"]


def test_who_was_answered_is_not_told_that_nobody_did(asked, alice, bob, told, later):
    later(hours=3)
    say(asked.conversation, alice, "Oui, encore là")
    later(days=8)
    asked.refresh_from_db()
    assert asked.answered_at - asked.asked_at == timedelta(hours=3)
    assert told(alice) == ["asked"] and told(bob) == []


def test_a_promise_runs_out_in_silence_and_the_next_hears(
    sofa, promised, alice, bob, charlie, told, last, state, later
):
    second = ask(sofa, charlie, "Moi ?")
    later(hours=23)
    assert told(bob) == ["promised"]
    later(hours=1)
    assert told(bob) == ["promised", "hurry"]
    later(hours=23)
    assert state(promised) == "promised"
    later(hours=1)
    assert state(promised) == "withdrawn" and told(bob) == ["promised", "hurry", "lapsed"]
    assert told(charlie) == ["free"] and told(alice)[-1] == "lapsed" and last(alice).facts["after"] == "Charlie"
    assert Lot.objects.get().left == 1 and state(second) == "interested"
    sofa.refresh_from_db()
    assert sofa.state == "open"


def test_the_hours_are_the_towns_to_choose(settings, asked, alice, state, later):
    settings.HANDOVER_ANSWER_HOURS = 6
    promise(asked, alice)
    later(hours=6)
    assert state(asked) == "withdrawn"


def test_those_reminded_already_hold_nobody_up(promised, give, alice, bob, charlie, told, later, monkeypatch, queries):
    monkeypatch.setattr("community.handovers.silence.BATCH", 1)
    later(hours=24)
    assert told(bob)[-1] == "hurry"
    promise(ask(give(title="Chaise"), charlie, "Bonjour"), alice)
    Handover.objects.filter(partner=charlie).update(answer_by=timezone.now() + timedelta(hours=24, minutes=1))
    later(minutes=2)
    assert told(charlie)[-1] == "hurry" and told(bob).count("hurry") == 1
    with queries(6):  # nothing to do: no word on those who were reminded
        break_silence()


def test_who_writes_is_not_silent_and_who_has_proposed_waits_for_alice(promised, alice, bob, told, state, later):
    later(hours=40)
    say(promised.conversation, bob, "Samedi ?")
    later(hours=10)
    assert state(promised) == "promised"
    meeting.propose(promised, bob, timezone.now() + timedelta(days=9), "Ici")
    later(hours=24)
    assert told(alice)[-1] == "hurry" and told(bob).count("hurry") == 1
    later(hours=60)
    assert state(promised) == "promised"


def test_an_offer_unanswered_goes_to_the_next_too(sofa, promised, alice, bob, charlie, neighbours, told, later):
    dora = neighbours(1)[0]
    ask(sofa, charlie, "1"), ask(sofa, dora, "2")
    withdraw(promised, bob)
    later(hours=23)
    assert told(charlie) == ["free"] and told(dora) == []
    later(hours=1)
    assert told(charlie) == ["free"] and told(dora) == ["free"]


def test_both_are_reminded_at_six_the_evening_before_and_two_hours_before(
    promised, meet, alice, bob, told, last, later
):
    meet(hours=24 + 8)  # Tuesday, 18:00
    before = {member: len(told(member)) for member in (alice, bob)}
    later(hours=7, minutes=59)
    assert len(told(bob)) == before[bob]
    later(minutes=1)
    assert told(bob)[-1] == told(alice)[-1] == "tomorrow"
    later(hours=21, minutes=59)
    assert told(bob)[-1] == "tomorrow"
    later(minutes=1)
    assert told(bob)[before[bob] :] == told(alice)[before[alice] :] == ["tomorrow", "soon"]
    assert last(bob).facts["calendar"]


def test_no_reminder_of_what_was_agreed_on_a_moment_ago(promised, meet, bob, told, later):
    meet(hours=1.5)
    later(minutes=1)
    assert "soon" not in told(bob) and "tomorrow" not in told(bob)


def test_a_reminder_claimed_in_a_chore_that_was_killed_is_told_the_next_time(
    promised, meet, bob, told, monkeypatch, later
):
    meet(hours=3)
    from community.handovers import telling

    with monkeypatch.context() as killed:
        killed.setattr(telling, "notify", lambda *_args, **_more: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            later(hours=1)
    assert Appointment.objects.get().reminded_soon_at is None
    remind()
    assert told(bob)[-1] == "soon"


def test_one_question_afterwards_and_a_week_of_silence_means_yes(promised, meet, alice, bob, told, last, state, later):
    meet(hours=2)
    later(hours=4)
    assert "question" not in told(bob)
    later(minutes=15)
    assert told(bob)[-1] == told(alice)[-1] == "question"
    assert [one["act"] for one in last(bob).facts["answers"]] == ["done", "no_show"]
    later(days=6)
    assert state(promised) == "promised"
    later(days=1)
    assert state(promised) == "done" and told(bob)[-1] == told(alice)[-1] == "done"


def test_two_who_block_each_other_are_parted_without_a_word_why(
    sofa, promised, alice, bob, charlie, told, last, state, django_capture_on_commit_callbacks
):
    second = ask(sofa, charlie, "Moi ?")
    with django_capture_on_commit_callbacks(execute=True):
        block(bob, alice)
    assert state(promised) == "withdrawn" and told(bob)[-1] == told(alice)[-1] == "over"
    assert last(bob).title == "Cette remise n’aura pas lieu : Canapé" and last(bob).link == "/handovers/"
    assert told(charlie) == ["free"] and state(second) == "interested"


def test_what_moderation_hides_for_good_ends(sofa, promised, alice, bob, charlie, told, state, later):
    second = ask(sofa, charlie, "Moi ?")
    states.hide_post(sofa)
    later(hours=23)
    assert state(promised) == "promised"  # neighbours' flags alone; a moderator may show it again
    later(hours=1)
    assert state(promised) == state(second) == "withdrawn"
    assert told(bob)[-1] == told(charlie)[-1] == "over" and "free" not in told(charlie)


def test_with_an_account_that_is_gone_nothing_goes_on(promised, alice, bob, told, state, later):
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    later(minutes=1)
    assert state(promised) == "withdrawn" and told(bob)[-1] == "over"


def test_reliability_is_told_in_words_to_the_two_alone(client, give, alice, bob, charlie, time_machine):
    for number in range(4):
        mine = ask(give(title=f"Chaise {number}"), bob, "Bonjour")
        time_machine.shift(timedelta(hours=2))
        promise(mine, alice)
        ending.done(mine, bob) if number else None
    missed = Handover.objects.get(state="promised")
    when = timezone.now() + timedelta(hours=1)
    meeting.accept(meeting.propose(missed, alice, when, "Ici"), bob)
    time_machine.shift(timedelta(hours=2))
    ending.no_show(missed, alice)
    words = reliability.words_for([alice.pk, bob.pk, charlie.pk])
    assert words[bob.pk] == "3 rendez-vous tenus sur 4"
    assert words[alice.pk] == "3 rendez-vous tenus sur 3 ; répond en général en 2 heures"
    assert words[charlie.pk] == "Nouveau ici pour les remises"
    fresh = ask(give(title="Table"), bob, "Bonjour")
    page, profile = f"/handovers/{fresh.pk}/", "/members/bob/"
    client.force_login(alice)
    assert "3 rendez-vous tenus sur 4" in client.get(page).content.decode()
    assert "tenus sur" not in client.get(profile).content.decode()
    client.force_login(charlie)
    assert client.get(page).status_code == 404 and "tenus" not in client.get(profile).content.decode()


def test_a_busy_neighbour_leaves_the_others_their_words(give, alice, bob, charlie, time_machine, monkeypatch, queries):
    monkeypatch.setattr(reliability, "MOST", 3)
    for partner, times in ((bob, 3), (charlie, 9)):
        for number in range(times):
            mine = ask(give(title=f"Chaise {number}"), partner, "Bonjour")
            time_machine.shift(timedelta(hours=1))
            ending.done(promise(mine, alice), partner)
    with queries(2):
        words = reliability.words_for([bob.pk, charlie.pk])
    assert words[bob.pk] == words[charlie.pk] == "3 rendez-vous tenus sur 3"
    with queries(2):
        assert reliability.words_for([charlie.pk])[charlie.pk] == "3 rendez-vous tenus sur 3"
