"""When and where: proposed, accepted, declined, moved, called off; and what a calendar reads of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.handovers import calendar, calendar_links, meeting
from community.handovers.kinds import Meeting
from community.handovers.models import Appointment, Handover
from community.handovers.releasing import withdraw

PARIS = ZoneInfo("Europe/Paris")
HALL = Meeting("Mairie, 62 rue du Général-Leclerc", 48.8239, 2.2699)


def near_hall(lat, lon):
    return [HALL]


@pytest.fixture
def in_november(time_machine):
    time_machine.move_to(datetime(2026, 11, 20, 9, 0, tzinfo=PARIS), tick=False)


def tomorrow(hour=18):
    return timezone.now().astimezone(PARIS).replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=1)


def test_one_proposes_and_the_other_accepts(promised, alice, bob, told, last):
    when = tomorrow()
    made = meeting.propose(promised, bob, when, "Parvis de la mairie", note="à vélo")
    assert told(alice)[-1] == "proposed" and last(alice).facts["place"] == "Parvis de la mairie"
    assert [one["act"] for one in last(alice).facts["answers"]] == ["accept"]
    with pytest.raises(PermissionDenied):
        meeting.accept(made, bob)  # one's own proposal
    meeting.accept(made, alice)
    meeting.accept(made, alice)
    assert told(bob)[-1] == "agreed" and told(bob).count("agreed") == 1
    assert last(bob).facts["calendar"].startswith("/handovers/calendar/")
    promised.refresh_from_db()
    assert promised.answer_by is None


def test_a_counter_proposal_declines_what_stood_and_a_move_calls_off_what_was_agreed(promised, alice, bob, told):
    first = meeting.propose(promised, bob, tomorrow(), "Ici")
    second = meeting.propose(promised, alice, tomorrow(19), "Là")
    first.refresh_from_db()
    assert first.state == "declined" and told(bob)[-1] == "proposed"
    assert meeting.propose(promised, alice, tomorrow(19), "Là") == second  # the form sent twice
    with pytest.raises(ValidationError, match="Trop tard"):
        meeting.accept(first, alice)
    meeting.accept(second, bob)
    third = meeting.propose(promised, bob, tomorrow(20), "Là")
    second.refresh_from_db()
    assert second.state == "cancelled" and told(alice)[-1] == "moved"
    meeting.decline(third, alice)
    assert told(bob)[-1] == "declined" and meeting.standing(promised) is None
    assert Handover.objects.get().answer_by > timezone.now() + timedelta(hours=47)


def test_either_calls_it_off_and_the_promise_stands(promised, meet, alice, bob, told, state):
    agreed = meet()
    meeting.cancel(agreed, bob)
    meeting.cancel(agreed, bob)
    assert told(alice).count("cancelled") == 1 and state(promised) == "promised"


def test_strangers_arrange_nothing(promised, asked, meet, charlie, alice, sofa):
    agreed = meet()
    for act in (meeting.accept, meeting.decline, meeting.cancel):
        with pytest.raises(PermissionDenied):
            act(agreed, charlie)
    with pytest.raises(PermissionDenied):
        meeting.propose(promised, charlie, tomorrow(), "Chez moi")


@pytest.mark.parametrize("wrong", [timedelta(minutes=-1), timedelta(days=181), timedelta(days=4000)])
def test_times_that_nobody_could_keep(promised, bob, wrong):
    with pytest.raises(ValidationError):
        meeting.propose(promised, bob, timezone.now() + wrong, "Ici")
    assert not Appointment.objects.exists()


# --- The form --------------------------------------------------------------------------------------------------------


def form_of(**given):
    return {
        "day": "2026-11-21",
        "time": "18:30",
        "minutes": "30",
        "where": "other",
        "other_place": "Le square",
        **given,
    }


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(client, in_november, promised, bob):
    client.force_login(bob)
    page = f"/handovers/{promised.pk}/meet/"
    wrong = [
        ({"day": "2026-11-19"}, "déjà passée"), ({"day": "2028-01-01"}, "six mois au plus"),
        ({"day": "2027-03-28", "time": "02:30"}, "n’existe pas ce jour-là"), ({"other_place": " "}, "Dites où"),
        ({"where": "place:7"}, "place:7"), ({"day": "demain"}, "date valide"), ({"minutes": "7"}, "7"),
    ]  # fmt: skip
    for given, words in wrong:
        answer = client.post(page, form_of(note="à vélo", **given))
        assert answer.status_code == 422 and words in answer.content.decode() and "à vélo" in answer.content.decode()
    assert not Appointment.objects.exists()
    assert client.post(page, form_of()).headers["Location"] == f"/handovers/{promised.pk}/"
    made = Appointment.objects.get()
    assert made.at == datetime(2026, 11, 21, 17, 30, tzinfo=UTC) and (made.minutes, made.place_label) == (
        30,
        "Le square",
    )


def test_public_places_stand_first_and_a_home_last(client, settings, in_november, promised, bob):
    settings.MEETING_PLACES = f"{__name__}.near_hall"
    client.force_login(bob)
    html = client.get(f"/handovers/{promised.pk}/meet/").content.decode()
    assert html.index("Mairie, 62 rue") < html.index("Chez Alice") < html.index("Un autre endroit")
    client.post(f"/handovers/{promised.pk}/meet/", form_of(where="place:0"))
    made = Appointment.objects.get()
    assert (made.place_label, made.lat, made.lon) == (HALL.label, HALL.lat, HALL.lon)


def test_alices_address_is_for_bob_alone_and_only_while_it_is_promised(
    client, promised, meet, alice, bob, charlie, last
):
    meet(place_label="", at_home=True)
    assert "Horace Vernet" not in str(last(bob).facts) + str(last(alice).facts)
    page = f"/handovers/{promised.pk}/"
    for member, sees in ((bob, True), (alice, True), (charlie, False)):
        client.force_login(member)
        assert ("Horace Vernet" in client.get(page).content.decode()) is sees
    withdraw(promised, bob)
    client.force_login(bob)
    assert "Horace Vernet" not in client.get(page).content.decode()
    assert b"Horace Vernet" not in client.get(calendar_links.address(promised, bob)).content


# --- The calendar ----------------------------------------------------------------------------------------------------


def read(client, handover, member):
    answer = client.get(calendar_links.address(handover, member))
    assert answer["Content-Type"].startswith("text/calendar")
    return vobject.readOne(answer.content.decode())


@pytest.mark.parametrize(
    "day, hours", [((2027, 3, 27), 1), ((2027, 3, 28), 2), ((2026, 10, 24), 2), ((2026, 10, 25), 1)]
)
def test_a_calendar_reads_the_right_hour_on_either_side_of_a_change_of_clocks(
    client, promised, alice, bob, time_machine, day, hours
):
    time_machine.move_to(datetime(*day, 0, 30, tzinfo=UTC) - timedelta(days=3), tick=False)
    when = datetime(*day, 17, 15, tzinfo=PARIS)
    assert when.utcoffset() == timedelta(hours=hours)
    meeting.accept(meeting.propose(promised, bob, when, "Parvis; 62, rue", minutes=30), alice)
    made = read(client, promised, bob)
    event = made.vevent
    assert event.dtstart.value.astimezone(UTC) == when.astimezone(UTC)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=30)
    assert (
        event.dtstart.params["X-VOBJ-ORIGINAL-TZID"] == ["Europe/Paris"] and made.vtimezone.tzid.value == "Europe/Paris"
    )
    assert event.location.value == "Parvis; 62, rue" and event.status.value == "CONFIRMED"
    assert event.summary.value == "Canapé, avec Alice" and made.method.value == "PUBLISH"


def test_one_uid_and_a_greater_sequence_with_each_change(client, promised, meet, alice, bob):
    meet()
    first = read(client, promised, bob).vevent
    moved = meeting.propose(promised, alice, tomorrow(), "Ailleurs")
    second = read(client, promised, bob).vevent
    meeting.accept(moved, bob)
    third = read(client, promised, bob).vevent
    meeting.cancel(moved, bob)
    made = read(client, promised, alice)
    assert first.uid.value == second.uid.value == third.uid.value == made.vevent.uid.value
    numbers = [int(one.sequence.value) for one in (first, second, third, made.vevent)]
    assert numbers == sorted(set(numbers))
    assert (second.status.value, third.status.value) == ("TENTATIVE", "CONFIRMED")
    assert (made.vevent.status.value, made.method.value) == ("CANCELLED", "CANCEL")
    assert b"DTSTAMP" in calendar.drawn(Appointment.objects.last(), alice)


def test_the_address_of_a_calendar_is_nobodys_to_forge(client, promised, meet, charlie, bob, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    meet()
    good = calendar_links.address(promised, bob)
    assert client.get(good[:-4] + "xxx/").status_code == 404
    assert client.get(calendar_links.address(promised, charlie)).status_code == 404
    time_machine.shift(timedelta(days=61))
    assert client.get(good).status_code == 404
