"""A place that is closed at the time they mean to meet: said before they stand there."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from community.handovers import meeting
from community.handovers.kinds import Meeting
from community.handovers.models import Appointment

PARIS = ZoneInfo("Europe/Paris")


def until_five(moment):
    return timezone.localtime(moment, PARIS).hour < 17


LIBRARY = Meeting("Médiathèque, 33 rue du Gouverneur", 48.823, 2.268, is_open=until_five)
SQUARE = Meeting("Square de la République", 48.824, 2.269)
SHUT = "Médiathèque, 33 rue du Gouverneur (fermé à cette heure)"


def both(lat, lon):
    return [LIBRARY, SQUARE]


@pytest.fixture
def page(client, settings, time_machine, promised, bob):
    time_machine.move_to(datetime(2026, 11, 20, 9, 0, tzinfo=PARIS), tick=False)
    settings.MEETING_PLACES = f"{__name__}.both"
    client.force_login(bob)
    return f"/handovers/{promised.pk}/meet/"


def sent(**said):
    return {"day": "2026-11-21", "time": "18:30", "minutes": "30", "where": "place:0", "other_place": "", **said}


def test_tomorrow_evening_it_is_marked_and_the_next_one_is_proposed(client, page):
    answer = client.get(page)
    html = answer.content.decode()
    assert SHUT in html and "République (fermé" not in html
    assert answer.context["form"].initial["where"] == "place:1"


def test_chosen_all_the_same_it_is_said_once_and_may_be_confirmed(client, page):
    first = client.post(page, sent(note="à vélo"))
    html = first.content.decode()
    assert first.status_code == 422 and "C’est fermé à cette heure" in html and "à vélo" in html and SHUT in html
    again = sent(anyway=first.context["form"]["anyway"].value())
    assert client.post(page, again | {"time": "19:00"}).status_code == 422  # another hour: said again
    assert client.post(page, again | {"where": "other", "other_place": " "}).status_code == 422
    assert client.post(page, again).status_code == 302
    made = Appointment.objects.get()
    assert (made.place_label, made.lat) == (LIBRARY.label, LIBRARY.lat)  # without the mark


@pytest.mark.parametrize("said", [{"time": "16:00"}, {"where": "place:1"}, {"where": "home"}])
def test_open_or_without_hours_nothing_is_asked(client, page, said):
    assert client.post(page, sent(**said)).status_code == 302


def test_what_stands_is_kept_as_it_was_agreed_on(client, page, promised, alice):
    when = datetime(2026, 11, 21, 18, 30, tzinfo=PARIS)
    meeting.propose(promised, alice, when, LIBRARY.label, lat=LIBRARY.lat, lon=LIBRARY.lon)
    assert client.get(page).context["form"].initial["where"] == "place:0"


@pytest.mark.parametrize(
    "wrong", [{"day": "x"}, {"time": "25:00"}, {"day": ""}, {"day": "9999-12-31"}, {"day": "0001-01-01"}]
)
def test_a_time_that_is_none_marks_nothing(client, page, wrong):
    answer = client.post(page, sent(**wrong))
    assert answer.status_code == 422 and "C’est fermé" not in answer.content.decode()
