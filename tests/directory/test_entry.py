"""The page of an entry: what a neighbour reads of a pharmacy before they walk there."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client

from community.moderation.access import let_in
from community.notifications.models import Notification
from community.places.models import Place
from directory import access_words, meeting
from directory.models import Correction, Entry, Origin

SUNDAY = datetime(2026, 11, 29, 9, 30, tzinfo=UTC)  # half past ten in Paris


def page(entry, client=None):
    answer = (client or Client()).get(entry.get_absolute_url())
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def signed_in(member):
    client = Client()
    client.force_login(member)
    return client


def test_before_they_walk_there_they_read_all_of_it(pharmacy):
    Entry.objects.update(
        source="Ville", source_on=date(2014, 8, 1), source_url="https://data.example/1",
        accessibility={"wheelchair": "limited", "note": "Une marche"}, website="https://pharmacie.example",
    )  # fmt: skip
    Origin.objects.create(entry=pharmacy, source="Autre", source_key="a:1", seen_at=SUNDAY)
    with time_machine.travel(SUNDAY, tick=False):
        said = page(pharmacy)
    assert "<h1>Pharmacie du Pont</h1>" in said
    assert "Ouvert, ferme à 12 h 30" in said
    assert 'href="tel:+33146423465"' in said
    assert "01 46 42 34 65" in said
    assert "relevé en août 2014" in said
    assert "Ces données ont plus de deux ans" in said
    assert "Accessible en fauteuil en partie, ou avec de l’aide" in said
    assert "À savoir : Une marche" in said
    assert "10 h – 12 h 30" in said
    assert " · Autre" in said


def test_it_says_so_in_english(pharmacy):
    with time_machine.travel(SUNDAY, tick=False):
        said = Client(headers={"accept-language": "en"}).get(pharmacy.get_absolute_url()).content.decode()
    assert "Pharmacy" in said
    assert "10\u00a0am\u00a0–\u00a012:30\u00a0pm" in said


def test_hours_in_words_stay_words(entry):
    said = page(entry("Chez Rose", "restaurant", hours_text="le midi, sauf quand il pleut <b>"))
    assert "le midi, sauf quand il pleut &lt;b&gt;" in said
    assert "nous ne pouvons pas dire si c’est ouvert" in said


def test_what_its_keeper_adds_in_words_stands_below_the_week(entry):
    said = page(entry(hours="Mo-Fr 09:00-19:00", hours_text="Sur rendez-vous après 19 h"))
    assert '<p class="mt-2">Sur rendez-vous après 19 h</p>' in said
    assert "nous ne pouvons pas dire si c’est ouvert" not in said


def test_what_is_gone_or_closed_says_so(pharmacy):
    Entry.objects.update(gone_at=SUNDAY)
    assert "La source ne le connaît plus depuis le 29 novembre 2026" in page(pharmacy)
    Entry.objects.update(closed_on=SUNDAY)
    cache.clear()
    assert "Fermé pour de bon depuis le 29 novembre 2026" in page(pharmacy)


def test_the_citys_own_bear_its_name(town_hall, pharmacy):
    assert "Service officiel : Ville d&#x27;Issy-les-Moulineaux" in page(town_hall)
    assert "Service officiel" not in page(pharmacy)


def test_its_page_asks_the_same_whatever_stands_on_it(pharmacy, entry, queries):
    Client().get(pharmacy.get_absolute_url())
    with queries(2):
        Client().get("/services/pharmacie-du-pont/?x=1")
    Entry.objects.filter(pk=pharmacy.pk).update(source="Ville")
    for number in range(9):
        Origin.objects.create(entry=pharmacy, source="Autre", source_key=f"a:{number}", seen_at=SUNDAY)
    with queries(3):
        Client().get("/services/pharmacie-du-pont/?x=2")


def test_two_of_a_name_have_two_addresses(pharmacy, entry):
    assert entry().slug == "pharmacie-du-pont-2"


def test_nobody_is_called_like_an_address_of_the_directory(entry):
    assert entry("Advice").slug == "advice-2"


def test_an_address_that_was_shared_goes_on_leading_there(pharmacy):
    pharmacy.slug = "pharmacie-de-la-seine"
    pharmacy.save()
    answer = Client().get("/services/pharmacie-du-pont/")
    assert (answer.status_code, answer["Location"]) == (301, "/services/pharmacie-de-la-seine/")


def test_what_moderation_hides_is_nowhere(pharmacy):
    pharmacy.slug = "ailleurs"
    pharmacy.hidden_at = pharmacy.created_at
    pharmacy.save()
    assert [Client().get(f"/services/{slug}/").status_code for slug in ("pharmacie-du-pont", "ailleurs")] == [404, 404]
    assert Client().get("/services/ailleurs/card/").status_code == 404
    assert "Pharmacie du Pont" not in Client().get("/services/").content.decode()


def test_scripts_in_it_are_words(entry):
    said = page(entry("<script>alert(1)</script>", text="<img src=x onerror=alert(1)>", phone="<b>"))
    assert "<script>alert(1)" not in said
    assert "<img src=x" not in said


# --- An error --------------------------------------------------------------------------------------------------------

WRONG = {"what": "hours", "text": "Fermé le dimanche depuis octobre : c'est affiché."}


def test_an_error_reaches_the_moderators_and_nobody_else(pharmacy, alice, bob, mira):
    let_in(mira)
    answer = signed_in(alice).post("/services/pharmacie-du-pont/wrong/", WRONG)
    assert answer["Location"] == "/services/pharmacie-du-pont/"
    told = Notification.objects.filter(kind="entry_wrong")
    assert [note.recipient for note in told] == [mira]
    assert "Fermé le dimanche" not in page(pharmacy)


def test_or_whoever_keeps_it(plumber, alice, bob, mira, hold):
    hold(plumber, bob)
    signed_in(alice).post(f"{plumber.get_absolute_url()}wrong/", WRONG)
    note = Notification.objects.get(kind="entry_wrong")
    assert note.recipient == bob
    assert (note.facts["what_fr"], note.facts["what_en"]) == ("Les horaires", "The opening hours")


@pytest.mark.parametrize("said", [{}, {"what": "x", "text": "y"}, {"what": "hours", "text": "é" * 1001}])
def test_what_was_typed_stays_when_something_is_missing(pharmacy, alice, said):
    answer = signed_in(alice).post("/services/pharmacie-du-pont/wrong/", said)
    assert answer.status_code == 422
    assert said.get("text", "") in answer.content.decode()
    assert not Correction.objects.exists()


def test_so_many_in_a_day(pharmacy, alice, monkeypatch):
    monkeypatch.setattr("directory.corrections.A_DAY", 1)
    client = signed_in(alice)
    statuses = [client.post("/services/pharmacie-du-pont/wrong/", WRONG).status_code for _ in range(2)]
    assert statuses == [302, 422]


def test_a_visitor_signs_in_first(pharmacy):
    answer = Client().post("/services/pharmacie-du-pont/wrong/", WRONG)
    assert "/accounts/login/" in answer["Location"]
    assert mail.outbox == []


# --- Where else it stands --------------------------------------------------------------------------------------------


def test_a_place_to_meet_at_says_whether_it_is_open_then(entry, town):
    entry("Médiathèque", "bibliotheque", at=(48.8251, 2.255), hours="Mo-Fr 08:30-17:00")
    entry("Gare", "gare", at=(48.8252, 2.255))
    library, station = meeting.near(48.825, 2.255)
    paris = ZoneInfo("Europe/Paris")
    tuesday, sunday = datetime(2026, 12, 1, 10, tzinfo=paris), datetime(2026, 12, 6, 10, tzinfo=paris)
    assert (library.is_open(tuesday), library.is_open(sunday), station.is_open(sunday)) == (True, False, None)


def test_public_places_to_meet_at_are_the_nearest_first(entry, town, queries):
    entry("Médiathèque", "bibliotheque", at=(48.8252, 2.2551))
    entry("Gare", "gare", at=(48.826, 2.256))
    entry("Pharmacie")
    entry("Marché de Vanves", "marche", at=(48.825, 2.40))
    meeting.near(48.825, 2.255)
    with queries(1):
        found = meeting.near(48.825, 2.255)
    assert [place.label for place in found] == ["Médiathèque, 3 rue Pierre Poli", "Gare, 3 rue Pierre Poli"]
    assert all(place.public for place in found)
    assert found[0].link == "/services/mediatheque/"


def test_the_search_leads_to_its_page(pharmacy, queries):
    place = Place.objects.create(name="Pharmacie du Pont", lat=48.825, lon=2.255, source_key="a")
    Place.objects.create(name="Rue du Pont", lat=48.825, lon=2.255, source_key="b")
    Entry.objects.filter(pk=pharmacy.pk).update(place=place)
    said = Client().get("/search/?q=pont&what=places").content.decode()
    assert 'href="/services/pharmacie-du-pont/"' in said
    assert 'href="/map/#map=17/48.82500/2.25500"' in said
    suggested = Client().get("/search/suggest/?q=pharmacie").json()["suggestions"]
    assert [one["url"] for one in suggested] == ["/services/pharmacie-du-pont/"]
    Entry.objects.update(hidden_at=SUNDAY)
    assert "/services/pharmacie-du-pont/" not in Client().get("/search/?q=pont&what=places&x=1").content.decode()


def test_every_fact_of_accessibility_has_words():
    assert [words for _icon, words in access_words.said({"wheelchair": "yes", "hearing_loop": "no"})] == [
        "Accessible en fauteuil roulant",
        "Pas de boucle magnétique",
    ]
    assert access_words.said({}) == access_words.said({"wheelchair": "perhaps"}) == []
