"""The directory's list: someone finds an open pharmacy on a Sunday."""

import csv
import io
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from directory import counting
from directory.models import Entry

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 11, 29, 10, 30, tzinfo=UTC)  # half past eleven in Paris


def names(query="", client=None):
    """The names in the list of an address, in its order."""
    answer = (client or Client()).get(f"/services/{query}")
    assert answer.status_code == 200, answer.content.decode()[:300]
    return [card.entry.name for card in answer.context["cards"]]


@pytest.fixture
def street(entry, town):
    """Two pharmacies, of which one opens on Sundays; a bakery, a restaurant in another quarter, the town hall."""
    entry("Pharmacie du Pont", hours="Mo-Sa 09:00-19:30")
    entry("Pharmacie du Marché", at=(48.8252, 2.2552), hours="Mo-Su 09:00-20:00")
    entry("Boulangerie Martin", "boulangerie", hours="Tu-Su 07:00-13:00", accessibility={"wheelchair": "yes"})
    entry("Chez Paul", "restaurant", at=town.in_centre, territory=town.centre, address="1 rue de l'Église")
    entry("Mairie", "mairie", official=town.city)
    counting.count()


def test_someone_finds_an_open_pharmacy_on_a_sunday(street):
    with time_machine.travel(SUNDAY, tick=False):
        answer = Client().get("/services/?category=pharmacie&open=now")
    assert [card.entry.name for card in answer.context["cards"]] == ["Pharmacie du Marché"]
    assert "Ouvert, ferme à 20\u00a0h" in answer.content.decode()


def test_and_plans_for_sunday_on_a_thursday(street):
    with time_machine.travel(datetime(2026, 11, 26, 12, tzinfo=UTC), tick=False):
        answer = Client().get("/services/?category=pharmacie&open=dimanche")
        assert [card.entry.name for card in answer.context["cards"]] == ["Pharmacie du Marché"]
        said = answer.content.decode()
        assert "Ouverts dimanche 29 novembre, selon les horaires donnés" in said
        assert "dimanche : 9\u00a0h\u00a0–\u00a020\u00a0h" in said
        assert names("?open=dimanche&at=08:00") == ["Boulangerie Martin"]
        assert names("?open=samedi&at=12h") == ["Boulangerie Martin", "Pharmacie du Marché", "Pharmacie du Pont"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Boulangerie Martin", "Chez Paul", "Mairie", "Pharmacie du Marché", "Pharmacie du Pont"]),
        ("?category=sante", ["Pharmacie du Marché", "Pharmacie du Pont"]),
        ("?category=alimentation", ["Boulangerie Martin"]),
        ("?territory=92040-centre-ville", ["Chez Paul"]),
        ("?territory=92040&category=restaurants", ["Chez Paul"]),
        ("?territory=92075", []),
        ("?accessible=on", ["Boulangerie Martin"]),
        ("?official=on", ["Mairie"]),
        ("?recommended=on", []),
        ("?q=pharmacies", ["Pharmacie du Marché", "Pharmacie du Pont"]),  # the category's name, in the plural
        ("?q=médicaments", ["Pharmacie du Marché", "Pharmacie du Pont"]),  # an ordinary word for it
        ("?q=chemist", ["Pharmacie du Marché", "Pharmacie du Pont"]),
        ("?q=martin", ["Boulangerie Martin"]),
        ("?q=pharmacie+marche", ["Pharmacie du Marché"]),
        ("?q=restaurant+église", ["Chez Paul"]),  # what it is, and where
        ("?q=introuvable", []),
        ("?q=martin&category=pharmacie", []),
    ],
)
def test_each_filter_finds_its_own(street, query, found):
    assert names(query) == found


def test_near_me_the_nearest_come_first_with_their_distance(street):
    answer = Client().get("/services/?near=48.8253,2.2552")
    cards = answer.context["cards"]
    assert cards[0].entry.name == "Pharmacie du Marché"
    assert cards[0].distance == "à 10 m"
    assert cards[-1].entry.name == "Chez Paul"
    assert cards[-1].distance == "à 1,0 km"
    assert names("?near=48.8253,2.2552&q=martin") == ["Boulangerie Martin"]
    assert names("?near=48.825,2.29&category=pharmacie") == ["Pharmacie du Marché", "Pharmacie du Pont"]


def test_what_is_hidden_or_closed_for_good_is_not_in_it(street):
    Entry.objects.filter(name="Mairie").update(hidden_at=SUNDAY)
    Entry.objects.filter(name="Chez Paul").update(closed_on=SUNDAY.date())
    assert names() == ["Boulangerie Martin", "Pharmacie du Marché", "Pharmacie du Pont"]
    assert names("?q=paul") == names("?near=48.825,2.27&q=mairie") == []


def test_the_categories_say_how_many_there_are(street):
    tree = [(row.code, count) for row, count, *_rest in Client().get("/services/").context["tree"]]
    assert tree == [("services-publics", 1), ("sante", 2), ("alimentation", 1), ("restaurants", 1)]
    tree = [(row.code, count) for row, count, *_rest in Client().get("/services/?category=sante").context["tree"]]
    assert tree == [("pharmacie", 2)]


@pytest.mark.parametrize(
    "query", ["", "&category=pharmacie", "&category=sante", "&q=numero", "&near=48.825,2.255", "&open=now"]
)
def test_every_page_of_the_list_holds_each_once(entry, query):
    for number in range(1, 46):
        entry(f"Numéro {number:02}", hours="24/7")
    seen, after = [], ""
    while True:
        answer = Client().get(f"/services/?{after}{query}")
        seen += [card.entry.name for card in answer.context["cards"]]
        if not (link := answer.context["next_url"]):
            break
        after = link.rpartition("&")[2].removeprefix("?")
    assert sorted(seen) == [f"Numéro {number:02}" for number in range(1, 46)]
    assert len(seen) == 45


def test_of_many_closed_ones_a_page_looks_at_so_many_and_says_that_there_are_more(entry, monkeypatch):
    monkeypatch.setattr("directory.filters.LOOKED_AT", 10)
    for number in range(25):
        entry(f"Fermé {number:02}", hours="off")
    entry("Ouvert", hours="24/7")
    answer = Client().get("/services/?open=now")
    assert answer.context["cards"] == []
    assert "Chercher plus loin" in answer.content.decode()
    second = Client().get(f"/services/{answer.context['next_url']}")
    third = Client().get(f"/services/{second.context['next_url']}")
    assert [card.entry.name for card in third.context["cards"]] == ["Ouvert"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("", 2), ("category=sante", 2), ("open=now", 2), ("q=numero", 2), ("near=48.825,2.255", 3), ("q=pharmacie", 2)],
)
def test_a_page_asks_the_same_of_the_database_for_one_and_for_many(entry, queries, query, expected):
    """Besides what every page asks, kept for a while: boundaries, categories, counts."""
    entry("Numéro 0", hours="24/7")
    client = Client()
    client.get("/services/")
    _few(client, queries, f"?x=0&{query}", expected)
    for number in range(1, 40):
        entry(f"Numéro {number}", hours="24/7")
    _few(client, queries, f"?x=1&{query}", expected)


def _few(client, queries, query, expected):
    with queries(expected):
        client.get(f"/services/{query}")


@pytest.mark.parametrize(
    "query", ["category=x", "territory=x", "open=jamais", "at=midi", "near=x", "near=0,0", "after=-1", "after=a%00"]
)
def test_what_is_no_filter_is_told(street, query):
    answer = Client().get(f"/services/?{query}")
    assert answer.status_code == 400
    assert Client().get(f"/services.geojson?{query}").status_code == 400
    assert Client().get(f"/services.csv?{query}").status_code == 400


def test_the_page_behind_one_that_is_no_more_is_empty(street):
    assert names("?after=999999") == []


def test_the_map_gets_the_same_with_an_etag(street):
    answer = Client().get("/services.geojson?category=pharmacie")
    found = answer.json()["features"]
    assert [feature["properties"]["title"] for feature in found] == ["Pharmacie du Marché", "Pharmacie du Pont"]
    assert found[0]["geometry"] == {"type": "Point", "coordinates": [2.2552, 48.8252]}
    again = Client().get("/services.geojson?category=pharmacie", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


def test_a_spreadsheet_gets_no_formula(entry):
    entry("=HYPERLINK(1)", phone="+33146423465", text="@SUM(1)", hours="Mo-Fr 09:00-18:00")
    text = Client().get("/services.csv").content.decode()
    assert text.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert (row["name"], row["description"], row["phone"]) == ("'=HYPERLINK(1)", "'@SUM(1)", "+33146423465")
    assert (row["category"], row["opening_hours"], row["lat"]) == ("pharmacie", "Mo-Fr 09:00-18:00", "48.825")


def test_scripts_in_a_name_are_words(entry):
    entry("<script>alert(1)</script>")
    said = Client().get("/services/").content.decode()
    assert "<script>alert(1)" not in said
    assert "&lt;script&gt;alert(1)" in said


def test_a_category_that_gets_another_word_is_found_by_it(street, categories):
    categories["restaurant"].synonyms_fr = "gastronomie bouillon"
    categories["restaurant"].save()
    assert names("?q=bouillon") == ["Chez Paul"]
