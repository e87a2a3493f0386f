"""Bob keeps the entry of his shop: hours as he says them, a telephone, what stands in the way of a wheelchair."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.moderation import access
from community.notifications.models import Notification
from directory import claiming, moving, owning
from directory.models import Claim, Entry, Move
from directory.weekly import Week, line_of, ranges_in, spec_of, week_of

OWN = "/services/plomberie-martin/own/"


@pytest.fixture
def shop(plumber, hold, bob):
    hold(plumber, bob)
    return plumber


@pytest.fixture
def typed(shop, client, bob):
    """What Bob's form holds as he opens it."""
    client.force_login(bob)
    form = client.get(OWN).context["form"]
    return {name: value for name, value in form.initial.items() if value not in (None, False)}


# --- Hours, a line a day ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "ranges"),
    [
        ("9h-12h30, 14h-19h", [("09:00", "12:30"), ("14:00", "19:00")]),
        ("9:00-12:30 14:00-19:00", [("09:00", "12:30"), ("14:00", "19:00")]),
        ("de 9h à 12h et de 14h à 18h30", [("09:00", "12:00"), ("14:00", "18:30")]),
        ("8–20", [("08:00", "20:00")]),
        ("22h-2h", [("22:00", "02:00")]),
        ("Fermé", []),
        ("", []),
    ],
)
def test_a_line_is_read_as_people_write_it(line, ranges):
    assert ranges_in(line) == ranges


@pytest.mark.parametrize("line", ["le matin", "9h", "25h-26h", "9h75-12h", "9h-12h sauf lundi", "=1+1", "24h30-25h"])
def test_what_is_no_hours_is_said(line):
    with pytest.raises(ValidationError):
        ranges_in(line)


@pytest.mark.parametrize(
    "spec",
    [
        "",
        "Mo-Fr 09:00-12:30,14:00-19:00; Sa 10:00-18:00; PH off",
        "Tu-Th 08:00-20:00; 2026 Aug 03-2026 Aug 24 off",
        "Mo-Fr 09:00-18:00; Sa[1] 10:00-12:00",
    ],
)
def test_a_week_comes_back_as_it_was(spec):
    assert spec_of(week_of(spec)) == spec


@pytest.mark.parametrize("spec", ["24/7", 'Mo 09:00-12:00 "sur rendez-vous"', "Sa[1] 10:00-12:00; Mo-Fr 09:00-18:00",
                                  "Mo-Fr 09:00-12:00 || off", "Mo-Fr sunrise-sunset"])  # fmt: skip
def test_what_no_week_can_say_stays_whole(spec):
    week = week_of(spec)
    assert (week.rest, week.days) == (spec, [[]] * 7)
    assert spec_of(week) == spec


def test_a_later_rule_stands_over_an_earlier_one():
    days = week_of("Mo-Fr 09:00-18:00; We off").days
    assert [line_of(day) for day in days] == ["9h-18h", "9h-18h", "", "9h-18h", "9h-18h", "", ""]
    assert spec_of(Week(days)) == "Mo-Tu 09:00-18:00; Th-Fr 09:00-18:00"


# --- The form --------------------------------------------------------------------------------------------------------


def test_bob_writes_what_he_knows_best(client, shop, bob, typed):
    typed |= {f"day_{number}": "9h-12h, 14h-18h" for number in range(5)}
    typed |= {"day_5": "fermé", "holidays": "on", "closure_from": "2026-12-24", "closure_to": "2027-01-02"}
    typed |= {"phone": "01 46 45 11 22", "website": "plomberie-martin.fr", "text": "Trois générations.",
              "wheelchair": "yes", "hearing_loop": "no", "access_note": "Une rampe à demander."}  # fmt: skip
    assert client.post(OWN, typed).status_code == 302
    entry = Entry.objects.get(pk=shop.pk)
    assert entry.hours == "Mo-Fr 09:00-12:00,14:00-18:00; PH off; 2026 Dec 24-2027 Jan 02 off"
    assert (entry.phone, entry.website) == ("+33146451122", "https://plomberie-martin.fr")
    assert entry.accessibility == {"wheelchair": "yes", "hearing_loop": "no", "note": "Une rampe à demander."}
    assert (entry.accessible, entry.checked_on) == (True, timezone.localdate())
    again = client.get(OWN).context["form"].initial
    assert (again["day_0"], again["phone"]) == ("9h-12h, 14h-18h", "01 46 45 11 22")
    assert (again["closure_from"], again["holidays"]) == (date(2026, 12, 24), True)


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("phone", "appelez-moi", "numéro"), ("phone", "12", "numéro"), ("email", "bob@", "Il reste"),
        ("website", "javascript:alert(1)", "URL"), ("day_2", "le matin", "le matin"),
        ("rest", "tous les jours", "lisent"),
        ("closure_from", "2026-12-24", "deux jours"), ("text", "x" * 3001, "3000"), ("wheelchair", "maybe", "maybe"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_and_all_is_kept(client, typed, shop, field, value, word):
    answer = client.post(OWN, {**typed, "hours_text": "Sur rendez-vous", field: value})
    page = answer.content.decode()
    assert answer.status_code == 422 and word in page and "Sur rendez-vous" in page
    assert Entry.objects.get(pk=shop.pk).hours_text == ""


def test_two_tabs_and_the_second_is_told(client, typed, shop, bob):
    client.post(OWN, {**typed, "text": "Le premier onglet."})
    answer = client.post(OWN, {**typed, "text": "Le second onglet."})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Le premier onglet." in page and "Le second onglet." in page
    assert Entry.objects.get(pk=shop.pk).text == "Le premier onglet."
    seen = answer.context["form"]["seen"].value()
    assert client.post(OWN, {**typed, "text": "Le second onglet.", "seen": seen}).status_code == 302
    assert Entry.objects.get(pk=shop.pk).text == "Le second onglet."


def test_a_form_without_its_moment_writes_nothing(client, typed, shop):
    assert client.post(OWN, {**typed, "text": "À l'aveugle.", "seen": "hier"}).status_code == 409
    assert Entry.objects.get(pk=shop.pk).text == ""


def test_closed_for_good_and_open_again(client, typed, shop):
    client.post(OWN, {**typed, "closed": "on"})
    assert Entry.objects.get(pk=shop.pk).closed_on == timezone.localdate()
    seen = client.get(OWN).context["form"].initial["seen"]
    client.post(OWN, {**typed, "seen": seen})
    assert Entry.objects.get(pk=shop.pk).closed_on is None


def test_what_the_source_says_is_shown_and_not_written(client, typed, shop):
    Entry.objects.filter(pk=shop.pk).update(differs={"phone": "+33140000000", "category_id": 3})
    page = client.get(OWN).content.decode()
    assert "Sa source dit aujourd’hui autre chose" in page and "+33140000000" in page


def test_nobody_else_keeps_it(client, shop, alice, charlie, mira):
    for member in (alice, charlie, mira):
        client.force_login(member)
        for address in (OWN, f"{OWN}move/"):
            assert client.get(address).status_code == 404
            assert client.post(address, {"text": "À moi."}).status_code == 404
        assert client.post(f"{OWN}checked/").status_code == 404
    with pytest.raises(PermissionDenied):
        owning.change(shop, alice, shop.changed_at, {"text": "À moi."})
    assert Entry.objects.get(pk=shop.pk).text == ""


def test_the_citys_own_are_kept_by_its_agents(client, town_hall, mira, otto, bob):
    address = "/services/mairie/own/"
    for member, status in ((bob, 404), (otto, 404), (mira, 200)):
        client.force_login(member)
        assert client.get(address).status_code == status
    form = client.get(address).context["form"].initial
    said = {name: value for name, value in form.items() if value not in (None, False)}
    assert client.post(address, {**said, "text": "Deux guichets."}).status_code == 302
    town_hall.refresh_from_db()
    assert town_hall.text == "Deux guichets." and town_hall.claimed_at is not None  # no import writes over it


# --- Checked once a year ---------------------------------------------------------------------------------------------


def test_after_a_year_bob_is_asked_once(client, shop, bob):
    assert owning.remind() == 0
    Entry.objects.filter(pk=shop.pk).update(checked_on=timezone.localdate() - timedelta(days=400))
    assert [owning.remind(), owning.remind()] == [1, 0]
    note = Notification.objects.get(recipient=bob, kind="claim_check")
    assert (note.title, note.link) == ("« Plomberie Martin » : tout est-il encore juste ?", OWN)
    client.force_login(bob)
    assert client.post(f"{OWN}checked/").status_code == 302
    assert Entry.objects.get(pk=shop.pk).checked_on == timezone.localdate()
    assert owning.remind(timezone.now() + timedelta(days=360)) == 0
    assert owning.remind(timezone.now() + timedelta(days=370)) == 1


# --- Another name or place -------------------------------------------------------------------------------------------


def test_another_place_is_for_a_moderator(client, shop, bob, mira, town):
    access.let_in(mira)
    client.force_login(bob)
    lat, lon = town.in_centre
    said = {"name": "Martin & Fils", "address": "9 rue Hoche", "lat": lat, "lon": lon, "words": "Nous déménageons."}
    assert client.post(f"{OWN}move/", said).status_code == 302
    entry = Entry.objects.get(pk=shop.pk)
    assert (entry.name, entry.territory) == ("Plomberie Martin", town.val)
    assert client.post(f"{OWN}move/", said).status_code == 422  # one at a time
    asked = Move.objects.get()
    assert Notification.objects.get(recipient=mira, kind="claim_waiting").link == moving.desk_link(asked)
    assert moving.accept(asked, mira) and not moving.accept(asked, mira)
    entry.refresh_from_db()
    assert (entry.name, entry.address, entry.territory) == ("Martin & Fils", "9 rue Hoche", town.centre)
    assert (entry.lat, entry.lon, entry.sort_key) == (lat, lon, "martin fils")
    assert Notification.objects.filter(recipient=bob, kind="claim_decided").count() == 2  # the claim, the move


def test_a_move_refused_says_why(shop, bob, mira):
    asked = moving.ask(shop, bob, "Mairie d'Issy", shop.address, shop.lat, shop.lon)
    with pytest.raises(ValidationError):
        moving.refuse(asked, mira, "")
    assert moving.refuse(asked, mira, "Ce n'est pas la mairie.")
    assert Entry.objects.get(pk=shop.pk).name == "Plomberie Martin"
    assert Notification.objects.filter(recipient=bob).latest("pk").text == "Ce n'est pas la mairie."


def test_out_of_town_is_nowhere(client, shop, bob, town):
    client.force_login(bob)
    lat, lon = town.in_paris
    answer = client.post(f"{OWN}move/", {"name": "Ailleurs", "lat": lat, "lon": lon})
    assert answer.status_code == 422 and not Move.objects.exists()


# --- One's own page, and the moderators' desk ------------------------------------------------------------------------


def test_one_page_has_what_one_keeps_and_says(client, shop, entry, bob, alice, queries):
    claiming.ask(entry("Boulangerie", "boulangerie"), bob, Claim.Proof.MODERATOR, "Ma femme.")
    client.force_login(bob)
    page = client.get("/services/mine/").content.decode()
    assert "Plomberie Martin" in page and "Boulangerie" in page and "en attente" in page
    client.force_login(alice)
    assert "Plomberie Martin" not in client.get("/services/mine/").content.decode()
