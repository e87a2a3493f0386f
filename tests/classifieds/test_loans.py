"""Alice lends her ladder: Bob has it for some days, brings it back, and nobody else is promised those days."""

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from pictures import phone_jpeg, sent

from classifieds.loans import photos as loan_photos
from classifieds.loans.borrowing import borrow
from classifieds.loans.extending import answer_longer, ask_longer
from classifieds.loans.models import Loan
from classifieds.loans.month import month_of
from classifieds.loans.reminding import remind_due
from classifieds.loans.returning import arrange_return, give_up, take_back
from community.handovers import ending, meeting, releasing
from community.handovers.models import Handover
from community.handovers.promising import promise
from community.handovers.thanking import may_thank
from community.members.blocks import block
from community.notifications.models import Notification
from community.posts import photos
from community.posts.models import Photo

PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2026, 12, 20, 10, 0, tzinfo=PARIS)
FIRST, LAST = date(2026, 12, 28), date(2027, 1, 4)  # over the end of the year


@pytest.fixture(autouse=True)
def before_christmas():
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def ladder(give):
    return give(intent="lend", title="Échelle", pickup="12 rue Horace Vernet")


@pytest.fixture
def asked(ladder, bob):
    return borrow(ladder, bob, FIRST, LAST, "Pour mon plafond.")


@pytest.fixture
def promised(asked, alice):
    promise(asked.handover, alice)
    return Loan.objects.get()


@pytest.fixture
def out(promised, alice, before_christmas):
    before_christmas.move_to(datetime(2026, 12, 28, 11, 0, tzinfo=PARIS))
    ending.done(promised.handover, alice)
    return Loan.objects.get()


def told(member):
    return [note.facts["what"] for note in Notification.objects.filter(recipient=member).order_by("pk")]


def browser(member):
    client = Client()
    if member:
        client.force_login(member)
    return client


def states(ad, month):
    return {day.day.day: day.state for week in month_of(ad, month).weeks for day in week if day.state != "other"}


# --- Days ---


def test_bob_asks_by_the_form_for_days_over_the_end_of_the_year(ladder, bob, alice):
    page = browser(bob)
    form = page.get(f"/classifieds/{ladder.pk}/borrow/").content.decode()
    assert "Tout est libre ce mois-ci" in form
    said = {"from_on": "2026-12-28", "until_on": "2027-01-04", "text": "Pour mon plafond.", "client_key": uuid.uuid4()}
    first, again = (page.post(f"/classifieds/{ladder.pk}/borrow/", said) for _ in range(2))
    loan = Loan.objects.get()
    assert first.url == again.url == f"/handovers/{loan.pk}/"
    assert "du 28 décembre au 4 janvier 2027" in loan.handover.conversation.messages.get().text
    assert "voudrait l’emprunter du 28 décembre" in browser(alice).get(first.url).content.decode()
    assert page.get(f"/handovers/ask/{ladder.pk}/").status_code == 302


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        ("2026-12-19", "2026-12-22", "from_on"),
        ("2026-12-28", "2026-12-27", "until_on"),
        ("2026-12-28", "2027-04-28", "until_on"),
        ("2027-12-28", "2027-12-29", "from_on"),
        ("2026-02-30", "2026-12-29", "from_on"),
        ("", "", "from_on"),
        ("0001-01-01", "9999-12-31", "from_on"),
    ],
)
def test_days_that_cannot_be_are_refused_in_words_and_nothing_typed_is_lost(ladder, bob, first, last, field):
    said = {"from_on": first, "until_on": last, "text": "Pour mon plafond."}
    answer = browser(bob).post(f"/classifieds/{ladder.pk}/borrow/", said)
    assert answer.status_code == 422 and field in answer.context["form"].errors
    assert "Pour mon plafond." in answer.content.decode()
    assert not Loan.objects.exists()


def test_promised_days_are_taken_and_the_ladder_stays_on_the_list(promised, ladder):
    assert states(ladder, "2026-12")[27] == "free" and states(ladder, "2026-12")[28] == "taken"
    assert (states(ladder, "2027-01")[4], states(ladder, "2027-01")[5]) == ("taken", "free")
    assert month_of(ladder, "2027-01").taken == ["du 1 janvier 2027 au 4 janvier 2027"]
    ladder.refresh_from_db()
    assert (ladder.state, ladder.closed_at, ladder.lot.left) == ("open", None, 1)
    assert ladder.listed_at is not None


def test_no_day_is_promised_twice_but_the_next_one_may_be(promised, ladder, alice, charlie, neighbours):
    [dora] = neighbours(1)
    over = borrow(ladder, charlie, LAST, LAST + timedelta(days=3), "Et moi ?")
    with pytest.raises(ValidationError, match="déjà promis"):
        promise(over.handover, alice)
    after = borrow(ladder, dora, LAST + timedelta(days=1), LAST + timedelta(days=3), "Après ?")
    promise(after.handover, alice)
    assert Handover.objects.filter(state="promised").count() == 2


def test_of_two_ladders_two_are_lent_at_once_and_no_third(give, alice, bob, charlie, neighbours):
    ladders = give(intent="lend", title="Échelles", units=2)
    loans = [borrow(ladders, one, FIRST, LAST, "Oui ?") for one in (bob, charlie, *neighbours(1))]
    for loan in loans[:2]:
        promise(loan.handover, alice)
    with pytest.raises(ValidationError):
        promise(loans[2].handover, alice)


def test_a_request_without_days_is_not_promised(ladder, bob, alice):
    from community.handovers.asking import ask

    with pytest.raises(ValidationError, match="les jours"):
        promise(ask(ladder, bob, "Prêtez-la moi"), alice)


# --- The line ---


def test_who_waits_for_taken_days_is_told_and_asked_again_when_they_are_free(
    asked, ladder, alice, bob, charlie, neighbours
):
    other, [dora] = borrow(ladder, charlie, FIRST, FIRST, "Un jour ?"), neighbours(1)
    elsewhen = borrow(ladder, dora, LAST + timedelta(days=5), LAST + timedelta(days=6), "Plus tard ?")
    promise(asked.handover, alice)
    assert told(charlie) == ["waiting"] and told(dora) == []
    releasing.withdraw(asked.handover, bob)
    assert told(charlie) == ["waiting", "free"] and told(dora) == []
    other.handover.refresh_from_db()
    assert other.handover.offered_at == NOW and elsewhen.handover.offered_at is None


def test_who_asks_for_taken_days_stands_in_line_at_once_and_is_asked_when_it_comes_back_early(
    out, ladder, alice, charlie
):
    late = borrow(ladder, charlie, LAST - timedelta(days=2), LAST, "Oui ?")
    assert late.told_taken_at is not None
    page = browser(charlie).get(f"/handovers/{late.pk}/").content.decode()
    assert "C’est déjà promis à ces jours" in page
    take_back(out, alice)
    assert told(charlie)[-1] == "free"


# --- Out and back ---


def test_it_goes_out_comes_back_by_a_hand_over_of_its_own_and_is_thanked_for(out, ladder, alice, bob):
    assert out.is_out and "Prêté jusqu’au 4 janvier" in browser(bob).get("/loans/").content.decode()
    assert not may_thank_page(bob, out)
    back = arrange_return(out, bob)
    assert arrange_return(out, alice) == back
    when = datetime(2027, 1, 4, 18, 0, tzinfo=PARIS)
    agreed = meeting.accept(meeting.propose(back, bob, when, place_label="Parvis de la mairie"), alice)
    assert agreed.state == "accepted"
    with pytest.raises(ValidationError):
        post_act(bob, back, "withdraw")
    with pytest.raises(ValidationError):
        post_act(bob, back, "done")
    post_act(alice, back, "done")
    out.refresh_from_db()
    assert out.back_at is not None and not out.is_out
    assert may_thank_page(bob, out)
    ladder.refresh_from_db()
    assert (ladder.state, ladder.closed_at) == ("open", None)
    assert states(ladder, "2027-01")[2] == "free"


def post_act(member, handover, act):
    from community.handovers import acts

    acts.do(act, Handover.objects.select_related("post").get(pk=handover.pk), member)


def may_thank_page(member, loan):
    handover = Handover.objects.select_related("post").get(pk=loan.handover_id)
    from community.handovers import steps

    step = steps.next_step(handover, member)
    return may_thank(handover, member) and "thank" in [button.act for button in step.main]


def test_alice_takes_it_back_and_what_has_suffered_is_between_the_two(out, alice, bob, mira):
    answer = browser(alice).post(f"/loans/{out.pk}/back/", {"damage": "Un barreau plie."})
    assert answer.status_code == 302
    out.refresh_from_db()
    assert out.back_at is not None and out.damage == "Un barreau plie."
    assert "Un barreau plie." in browser(bob).get(f"/loans/{out.pk}/").content.decode()
    assert browser(mira).get(f"/loans/{out.pk}/").status_code == 404
    assert take_back(out, alice, "Autre chose").damage == "Un barreau plie."


def test_before_it_is_out_nothing_comes_back_and_strangers_do_nothing(promised, alice, bob, charlie):
    with pytest.raises(ValidationError):
        take_back(promised, alice)
    with pytest.raises(ValidationError):
        arrange_return(promised, bob)
    with pytest.raises(PermissionDenied):
        take_back(promised, bob)
    for stranger, status in ((charlie, 404), (None, 302)):
        for act in ("return", "back", "lost", "longer", "answer", "photos"):
            assert browser(stranger).post(f"/loans/{promised.pk}/{act}/").status_code == status
        assert browser(stranger).get(f"/loans/{promised.pk}/").status_code == status


def test_not_yet_takes_back_that_it_is_out(out, bob):
    ending.not_yet(out.handover, bob)
    out.refresh_from_db()
    assert out.out_at is None and out.handover.state == "promised"


def test_the_door_is_bob_s_to_know_once_promised_and_nobody_else_s(promised, ladder, alice, bob, charlie):
    assert "rue Horace Vernet" in browser(bob).get(f"/handovers/{promised.pk}/").content.decode()
    for who in (charlie, None):
        assert "Horace Vernet" not in browser(who).get(f"/classifieds/{ladder.pk}/borrow/").content.decode()
    assert "Bob" not in browser(charlie).get(f"/classifieds/{ladder.pk}/borrow/").content.decode()


# --- Longer ---


def test_bob_keeps_it_longer_when_alice_agrees(out, alice, bob):
    later = LAST + timedelta(days=3)
    ask_longer(out, bob, later)
    ask_longer(out, bob, later)
    assert told(alice).count("longer_asked") == 1
    assert browser(alice).post(f"/loans/{out.pk}/answer/", {"yes": "yes"}).status_code == 302
    out.refresh_from_db()
    assert (out.until_on, out.wanted_until_on) == (later, None)
    assert told(bob)[-1] == "longer_yes"
    assert answer_longer(out, alice, True) is False


def test_alice_says_no_and_the_day_stays(out, alice, bob):
    ask_longer(out, bob, LAST + timedelta(days=3))
    answer_longer(out, alice, False)
    out.refresh_from_db()
    assert (out.until_on, out.wanted_until_on, told(bob)[-1]) == (LAST, None, "longer_no")


def test_nobody_s_promised_days_are_given_away(out, ladder, alice, bob, charlie):
    ask_longer(out, bob, LAST + timedelta(days=3))
    promise(borrow(ladder, charlie, LAST + timedelta(days=2), LAST + timedelta(days=4), "Et moi ?").handover, alice)
    with pytest.raises(ValidationError, match="promis"):
        answer_longer(out, alice, True)
    page = browser(bob).post(f"/loans/{out.pk}/longer/", {"until_on": "2027-01-07"})
    assert page.status_code == 422 and "promis à quelqu" in page.content.decode()
    for wrong in ("2027-01-04", "2026-01-01", "x", "", "2029-01-01"):
        assert browser(bob).post(f"/loans/{out.pk}/longer/", {"until_on": wrong}).status_code == 422
    with pytest.raises(PermissionDenied):
        ask_longer(out, alice, LAST + timedelta(days=1))


# --- Reminders ---


def at_hour(day, hour=9):
    return datetime(day.year, day.month, day.day, hour, tzinfo=PARIS)


def test_the_day_is_reminded_of_before_on_it_and_after_and_at_last_alice_is_asked(out, alice, bob, before_christmas):
    sent_on = {}
    for number in range(-3, 12):
        day = LAST + timedelta(days=number)
        before_christmas.move_to(at_hour(day, 8))
        assert remind_due() == 0
        before_christmas.move_to(at_hour(day))
        sent_on[number] = (remind_due(), remind_due())
    assert {number for number, (first, _again) in sent_on.items() if first} == {-1, 0, 1, 3, 7}
    assert all(again == 0 for _first, again in sent_on.values())
    assert [what for what in told(bob) if what in ("tomorrow", "today", "late")] == ["tomorrow", "today", *["late"] * 3]
    assert told(alice).count("still_out") == 1
    assert Loan.objects.get().going_back.state == "promised"
    assert "Attendu depuis le 4 janvier" in browser(alice).get(f"/loans/{out.pk}/").content.decode()


def test_a_clock_that_stood_still_sends_the_last_one_alone(out, bob, before_christmas):
    before_christmas.move_to(at_hour(LAST + timedelta(days=4)))
    assert (remind_due(), remind_due()) == (1, 0)
    assert told(bob).count("late") == 1


def test_across_the_change_of_the_hour_the_days_are_the_town_s(ladder, alice, bob, before_christmas):
    before_christmas.move_to(datetime(2027, 3, 26, 10, tzinfo=PARIS))
    loan = borrow(ladder, bob, date(2027, 3, 27), date(2027, 3, 28), "Le week-end ?")
    promise(loan.handover, alice)
    ending.done(Loan.objects.get().handover, alice)
    before_christmas.move_to(datetime(2027, 3, 28, 23, 30, tzinfo=PARIS))  # summer time since the morning
    assert remind_due() == 1 and told(bob)[-1] == "today"
    before_christmas.move_to(datetime(2027, 3, 29, 0, 30, tzinfo=PARIS))  # still Sunday in UTC
    assert Loan.objects.get().is_overdue
    assert remind_due() == 0  # not at night


def test_what_is_back_lost_or_kept_longer_is_not_reminded_of(out, alice, bob, before_christmas):
    ask_longer(out, bob, LAST + timedelta(days=7))
    answer_longer(out, alice, True)
    before_christmas.move_to(at_hour(LAST))
    assert remind_due() == 0
    before_christmas.move_to(at_hour(LAST + timedelta(days=8)))
    give_up(out, alice)
    assert remind_due() == 0 and told(bob)[-1] == "lost"
    take_back(out, alice)
    assert remind_due() == 0 and Loan.objects.get().back_at is not None


# --- Photos of the two ---


def test_two_who_are_apart_hear_nothing_more_of_one_another(out, alice, bob, before_christmas):
    block(alice, bob)  # what each was told of the other goes with it
    for day in (3, 4, 5, 12):
        before_christmas.move_to(datetime(2027, 1, day, 10, 0, tzinfo=PARIS))
        assert remind_due() == 0
    assert (told(alice), told(bob)) == ([], [])
    loan = Loan.objects.get()
    assert (loan.lost_at is not None, loan.going_back) == (True, None)
    assert {browser(one).get(loan.get_absolute_url()).status_code for one in (alice, bob)} == {404}


def test_photos_at_both_ends_are_for_the_two_alone(out, alice, bob, charlie, mira):
    for member, end in ((alice, "out"), (bob, "back")):
        key = photos.receive(sent(phone_jpeg()), uploader=member, role=Photo.Role.MESSAGE).key
        assert browser(member).post(f"/loans/{out.pk}/photos/", {"end": end, "photo_keys": [key]}).status_code == 302
    for photo in Photo.objects.all():
        photos.develop(photo.pk)
        address = f"/loans/{out.pk}/photos/{photo.key}/small/"
        photo.refresh_from_db()
        assert photo.is_private and photo.url() == ""
        assert [browser(who).get(address).status_code for who in (alice, bob)] == [200, 200]
        assert [browser(who).get(address).status_code for who in (charlie, mira)] == [404, 404]
        assert browser(None).get(address).status_code == 302
        assert browser(alice).get(f"/messages/photos/{photo.key}/small/").status_code == 404
    shown = loan_photos.of(out)
    assert (len(shown["loan_out"]), len(shown["loan_back"])) == (1, 1)
    assert photos.forget_unattached() == 0
    assert browser(bob).post(f"/loans/{out.pk}/photos/", {"end": "x"}).status_code == 404


def test_a_photo_that_is_none_is_told_on_the_page(out, bob):
    answer = browser(bob).post(f"/loans/{out.pk}/photos/", {"end": "out", "photos": [sent(b"words")]})
    assert answer.status_code == 422 and "pas une photo" in answer.content.decode()


def test_a_loan_holds_so_many_photos_and_no_more(out, bob):
    for number in range(loan_photos.MOST):
        Photo.objects.create(
            uploader=bob, role=Photo.Role.MESSAGE, holder=f"loan_out:{out.pk}", original_name=str(number)
        )
    key = photos.receive(sent(phone_jpeg()), uploader=bob, role=Photo.Role.MESSAGE).key
    assert browser(bob).post(f"/loans/{out.pk}/photos/", {"end": "out", "photo_keys": [key]}).status_code == 422
    assert Photo.objects.get(key=key).holder == ""
    assert browser(bob).post(f"/loans/{out.pk}/photos/", {"end": "back", "photo_keys": [key]}).status_code == 302


# --- Lists ---


def test_lists_and_calendar_cost_the_same_with_one_and_with_many(out, give, ladder, alice, bob, queries):
    def look():
        with queries(2):  # who asks, their loans
            hers.get("/loans/")
        with queries(6):  # who asks; what is going and its appointments, what is over; their ads and loans
            hers.get("/handovers/")

    hers = browser(alice)
    hers.get("/loans/"), hers.get("/handovers/")
    look()
    for number in range(4):
        loan = borrow(give(intent="lend", title=f"Outil {number}"), bob, date(2027, 1, 2), date(2027, 1, 3), "?")
        promise(loan.handover, alice)
        ending.done(Loan.objects.get(pk=loan.pk).handover, alice)
    look()


def test_an_ad_that_lends_nothing_has_no_calendar(sofa, bob):
    assert browser(bob).get(f"/classifieds/{sofa.pk}/borrow/").status_code == 404
    assert timezone.localdate() == NOW.date()
