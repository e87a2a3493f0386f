"""The ends of a loan: the ad says until when, the lender alone says that it is back, and nobody is left alone with one
that does not come back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
import vobject
from django.test import Client

from classifieds.loans.borrowing import borrow
from classifieds.loans.extending import answer_longer, ask_longer
from classifieds.loans.models import Loan
from classifieds.loans.reminding import remind_due
from classifieds.loans.returning import arrange_return, give_up, take_back
from community.handovers import calendar_links, ending, meeting
from community.handovers.models import Handover
from community.handovers.promising import promise
from community.handovers.reminding import remind
from community.moderation.models import Flag
from community.notifications.models import Notification

PARIS = ZoneInfo("Europe/Paris")
FIRST, LAST = date(2026, 12, 2), date(2026, 12, 12)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2026, 12, 1, 10, tzinfo=PARIS), tick=False) as clock:
        yield clock


@pytest.fixture
def ladder(give):
    return give(intent="lend", title="Échelle")


@pytest.fixture
def out(ladder, alice, bob, clock):
    loan = borrow(ladder, bob, FIRST, LAST, "Pour mon plafond.")
    promise(loan.handover, alice)
    clock.move_to(datetime(2026, 12, 2, 11, tzinfo=PARIS))
    ending.done(Loan.objects.get().handover, alice)
    return Loan.objects.get()


def browser(member=None):
    client = Client()
    if member:
        client.force_login(member)
    return client


def told(member):
    return [note.facts["what"] for note in Notification.objects.filter(recipient=member).order_by("pk")]


@pytest.fixture
def said(charlie):
    """What Charlie reads there: visitors have pages that are some seconds old."""
    return lambda page: browser(charlie).get(page).content.decode()


def test_the_list_and_the_page_say_until_when_it_is_lent(said, ladder, alice, bob, clock):
    pages = ["/classifieds/", f"/classifieds/{ladder.pk}/"]
    assert not [page for page in pages if "Prêté" in said(page)]
    loan = borrow(ladder, bob, FIRST, LAST, "Oui ?")
    promise(loan.handover, alice)
    assert not [page for page in pages if "Prêté" in said(page)]  # still at home
    ending.done(Loan.objects.get().handover, alice)
    assert all("Prêté jusqu’au 12 décembre" in said(page) for page in pages)
    ask_longer(Loan.objects.get(), bob, LAST + timedelta(days=2))
    answer_longer(Loan.objects.get(), alice, True)
    assert all("Prêté jusqu’au 14 décembre" in said(page) for page in pages)
    clock.move_to(datetime(2026, 12, 15, 10, tzinfo=PARIS))
    assert remind_due() == 1
    assert all("Prêté en ce moment" in said(page) and "14 décembre" not in said(page) for page in pages)
    take_back(Loan.objects.get(), alice)
    assert not [page for page in pages if "Prêté" in said(page)]


def test_what_does_not_come_back_stays_lent_without_a_day(said, out, alice):
    give_up(out, alice)
    assert "Prêté en ce moment" in said("/classifieds/")


def test_not_yet_takes_it_back_from_the_card(said, out, bob):
    assert "Prêté jusqu’au" in said("/classifieds/")
    ending.not_yet(out.handover, bob)
    assert "Prêté" not in said("/classifieds/")


def test_whoever_had_it_is_gone_and_so_is_the_word(said, out, bob):
    assert "Prêté jusqu’au" in said("/classifieds/")
    bob.delete()
    assert "Prêté" not in said("/classifieds/")


def test_alices_own_ads_say_it_too(out, alice):
    assert "Prêté jusqu’au 12 décembre" in browser(alice).get("/classifieds/mine/").content.decode()


def test_of_two_ladders_one_is_still_at_home(said, give, alice, bob):
    loan = borrow(give(intent="lend", title="Échelles", units=2), bob, FIRST, LAST, "Oui ?")
    promise(loan.handover, alice)
    ending.done(Loan.objects.get().handover, alice)
    assert "Prêté" not in said("/classifieds/")


# --- Back, when the lender says so ---


@pytest.fixture
def agreed(out, alice, bob, clock):
    """They were to meet on the tenth at six."""
    back = arrange_return(out, bob)
    when = datetime(2026, 12, 10, 18, tzinfo=PARIS)
    return meeting.accept(meeting.propose(back, bob, when, place_label="Parvis de la mairie"), alice)


def days_later(clock, number):
    clock.move_to(datetime(2026, 12, 10, 21, tzinfo=PARIS) + timedelta(days=number))
    remind()
    remind()


def test_silence_is_no_return_alice_is_asked_twice_then_told_what_she_may_do(agreed, alice, bob, clock):
    days_later(clock, 0)
    assert (told(alice).count("question"), told(bob).count("question")) == (1, 0)  # Bob has no say in it
    asked = Notification.objects.filter(recipient=alice).latest("pk")
    assert [one["act"] for one in asked.facts["answers"]] == ["done"] and asked.facts["waits"] is True
    days_later(clock, 6)
    assert told(alice).count("question") == 1
    days_later(clock, 8)
    assert told(alice).count("question") == 2 and "unconfirmed" not in told(alice)
    for number in (16, 24, 32, 40):
        days_later(clock, number)
        assert told(alice).count("question") == 2 and told(alice).count("unconfirmed") == 1
    assert Handover.objects.get(pk=agreed.handover_id).state == "promised"
    assert Loan.objects.get().back_at is None and told(bob).count("unconfirmed") == 0
    take_back(Loan.objects.get(), alice)
    assert Loan.objects.get().back_at is not None


def test_what_is_given_away_is_done_after_a_week_of_silence_as_before(give, alice, bob, clock):
    from community.handovers.asking import ask

    handover = promise(ask(give(), bob, "Encore là ?"), alice)
    when = datetime(2026, 12, 10, 18, tzinfo=PARIS)
    meeting.accept(meeting.propose(handover, bob, when, place_label="Parvis"), alice)
    days_later(clock, 0)
    assert (told(alice).count("question"), told(bob).count("question")) == (1, 1)
    days_later(clock, 8)
    assert Handover.objects.get(pk=handover.pk).state == "done"


# --- The list of what is to be done ---


def test_what_is_out_stands_among_what_is_to_be_done_until_it_is_back(out, alice, bob, clock):
    def rows(member):
        found = browser(member).get("/handovers/").context
        return [[row["url"] for row in found[part]] for part in ("gives", "gets", "over")]

    page = f"/loans/{out.pk}/"
    assert rows(bob) == [[], [page], []] and rows(alice) == [[page], [], []]
    assert "Prêté jusqu’au 12 décembre" in browser(bob).get("/handovers/").content.decode()
    assert not browser(bob).get("/handovers/").context["gets"][0]["step"].mine
    ask_longer(out, bob, LAST + timedelta(days=1))
    assert browser(alice).get("/handovers/").context["gives"][0]["step"].mine  # she owes an answer
    answer_longer(out, alice, False)
    clock.move_to(datetime(2026, 12, 12, 8, tzinfo=PARIS))
    assert browser(bob).get("/handovers/").context["gets"][0]["step"].mine
    back = arrange_return(out, bob)
    assert rows(bob) == [[], [f"/handovers/{back.pk}/"], [page]]  # the return is its own row
    take_back(out, alice)
    assert rows(bob)[:2] == [[], []] and len(rows(bob)[2]) == 2


# --- Help ---


def test_a_moderator_is_called_with_what_has_been(out, alice, bob, charlie, mira, clock):
    page = f"/loans/{out.pk}/"
    assert "Prévenir un modérateur" not in browser(alice).get(page).content.decode()
    clock.move_to(datetime(2026, 12, 14, 10, tzinfo=PARIS))
    about = f"/flag/?about=taker:{out.pk}"
    assert about in browser(alice).get(page).content.decode()
    form = browser(alice).get(about).content.decode()
    assert "Attendu depuis le 12 décembre" in form and "Promis à Bob" in form and "Échelle" in form
    for stranger in (charlie, mira, None):
        assert browser(stranger).get(about).status_code == 404
    assert browser(bob).get(about).status_code == 404  # it is about Bob
    assert browser(bob).get(f"/flag/?about=giver:{out.pk}").status_code == 200
    reason = form.split('name="reason" value="')[1].split('"')[0]
    sent = {"reason": reason, "words": "Il ne répond plus.", "website": ""}
    assert browser(alice).post(about, sent).status_code == 302
    flag = Flag.objects.get()
    assert (flag.case.author, flag.flagger, flag.author_name) == (bob, alice, "Bob")
    assert "Attendu depuis le 12 décembre" in flag.quote


def test_the_page_of_any_hand_over_leads_to_the_moderators_too(give, alice, bob):
    from community.handovers.asking import ask

    handover = ask(give(), bob, "Encore là ?")
    assert f"about=taker:{handover.pk}" in browser(alice).get(f"/handovers/{handover.pk}/").content.decode()
    assert f"about=giver:{handover.pk}" in browser(bob).get(f"/handovers/{handover.pk}/").content.decode()


# --- The calendar of who has it ---


def events(client, handover, member):
    answer = client.get(calendar_links.address(handover, member))
    return vobject.readOne(answer.content.decode()).vevent_list if answer.status_code == 200 else answer.status_code


def test_the_day_it_is_due_stands_in_bobs_calendar_all_day_and_moves_with_the_loan(client, out, alice, bob):
    [due] = events(client, out.handover, bob)
    assert (due.dtstart.value, due.dtend.value) == (LAST, LAST + timedelta(days=1))
    assert due.summary.value == "À rendre : Échelle (Alice)" and due.valarm.trigger.value == timedelta(hours=-15)
    assert events(client, out.handover, alice) == 404  # nothing is due of hers, and no appointment was made
    assert calendar_links.address(out.handover, bob)[:20] in browser(bob).get(f"/loans/{out.pk}/").content.decode()
    ask_longer(out, bob, LAST + timedelta(days=2))
    answer_longer(out, alice, True)
    [moved] = events(client, out.handover, bob)
    assert moved.uid.value == due.uid.value and int(moved.sequence.value) > int(due.sequence.value)
    assert moved.dtstart.value == LAST + timedelta(days=2)


def test_with_the_appointment_of_the_return_both_are_in_one_file(client, agreed, out, bob, alice):
    back = agreed.handover
    assert [str(one.dtstart.value)[:10] for one in events(client, back, bob)] == ["2026-12-10", "2026-12-12"]
    assert len(events(client, back, alice)) == 1
    meeting.cancel(agreed, alice)
    assert len(events(client, back, bob)) == 1  # a file that calls off must call off nothing else
