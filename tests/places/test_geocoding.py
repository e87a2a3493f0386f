"""From words to points: the town's own places, or an address service that may be down."""

import logging

import httpx
import pytest
import respx

from community.places import geocoding
from community.places.geocoding import label_at, search
from community.places.models import Place

ADDRESSES = {
    "type": "FeatureCollection",
    "features": [
        {
            "geometry": {"type": "Point", "coordinates": [lon, 48.825]},
            "properties": {"label": label},
        }
        for label, lon in [("12 Rue Rouget de Lisle 92130 Issy-les-Moulineaux", 2.255), ("Rue Rouget, Paris", 2.3522)]
    ],
}


@pytest.fixture
def places(town):
    def place(name, lat, lon, address="", kind=""):
        return Place.objects.create(name=name, kind=kind, address=address, lat=lat, lon=lon, source_key=name)

    place("Rue Rouget de Lisle", 48.8255, 2.2550, kind="rue")
    place("Médiathèque des Chartreux", 48.8235, 2.2650, "2 rue du Clos Munier")
    place("École Victor Hugo", 48.8290, 2.2950, "24 rue Aristide Briand")
    place("École Anatole France", 48.8250, 2.2551, "1 boulevard Rodin")


def labels(found):
    return [answer.label for answer in found]


@pytest.mark.parametrize(
    "typed, label",
    [
        ("mediatheque", "Médiathèque des Chartreux, 2 rue du Clos Munier"),
        ("MÉDIATHÈQUE chart", "Médiathèque des Chartreux, 2 rue du Clos Munier"),
        ("clos munier", "Médiathèque des Chartreux, 2 rue du Clos Munier"),
        ("14 bis rue Rouget-de-Lisle", "Rue Rouget de Lisle"),
        ("val de seine", "Val-de-Seine"),
        ("vanves", "Vanves"),
    ],
)
def test_offline_the_towns_places_answer(places, typed, label):
    assert labels(search(typed))[0] == label


@pytest.mark.parametrize("typed", ["", "   ", "zzz", "12", "resson", "%", "_", "'; drop table", "é" * 5000])
def test_what_nobody_knows_finds_nothing(places, typed):
    assert search(typed) == []


def test_the_nearest_comes_first(places, town):
    assert labels(search("école", near=town.in_vanves))[0].startswith("École Victor Hugo")
    assert labels(search("école", near=town.in_val))[0].startswith("École Anatole France")


def test_a_territory_is_found_at_a_point_inside_it(places, town):
    found = search("vanves")[0]
    assert geocoding.territory_at(found.lat, found.lon) == town.vanves


def test_a_point_is_told_by_the_place_beside_it(places):
    assert label_at(48.8256, 2.2549) == "Rue Rouget de Lisle, Val-de-Seine"
    assert label_at(48.8236, 2.2651) == "Près de Médiathèque des Chartreux, Centre-ville"
    assert label_at(48.8295, 2.2790) == "Centre-ville, Issy-les-Moulineaux"


@pytest.fixture
def online(settings):
    settings.GEOCODER = "geoplateforme"
    with respx.mock(assert_all_called=False) as routes:
        yield routes


def test_online_the_address_service_answers_within_the_covered_towns_and_once(places, online):
    route = online.get("https://data.geopf.fr/geocodage/search").respond(json=ADDRESSES)
    for _ in range(3):
        assert search("12 rue rouget") == [("12 Rue Rouget de Lisle 92130 Issy-les-Moulineaux", 48.825, 2.255)]
    assert route.call_count == 1
    assert route.calls[0].request.url.params["q"] == "12 rue rouget"


def test_online_a_point_has_its_address(places, online):
    online.get("https://data.geopf.fr/geocodage/reverse").respond(json=ADDRESSES)
    assert label_at(48.825, 2.255) == "12 Rue Rouget de Lisle 92130 Issy-les-Moulineaux"


def test_nominatim_is_asked_in_its_own_way(places, online, settings):
    settings.GEOCODER, settings.GEOCODER_URL = "nominatim", "https://nominatim.example/"
    route = online.get("https://nominatim.example/search").respond(
        json=[{"display_name": "Rue Rouget", "lat": "48.825", "lon": "2.255"}]
    )
    online.get("https://nominatim.example/reverse").respond(json={"error": "Unable to geocode"})
    assert search("rouget", near=(48.8254, 2.2554)) == [("Rue Rouget", 48.825, 2.255)]
    assert route.calls[0].request.headers["User-Agent"].startswith("Parvis (")
    assert label_at(48.8256, 2.2549) == "Rue Rouget de Lisle, Val-de-Seine"


@pytest.mark.parametrize(
    "fault, tries",
    [
        ({"side_effect": httpx.ConnectTimeout("slow")}, 2),
        ({"return_value": httpx.Response(503)}, 2),
        ({"return_value": httpx.Response(429)}, 1),
        ({"return_value": httpx.Response(302, headers={"location": "http://127.0.0.1/"})}, 1),
        ({"return_value": httpx.Response(200, text="<html>")}, 2),
        ({"return_value": httpx.Response(200, json={"unexpected": 1})}, 1),
        ({"return_value": httpx.Response(200, json={"features": [{"properties": {}, "geometry": None}]})}, 1),
        ({"return_value": httpx.Response(200, json=["x"])}, 1),
    ],
)
def test_when_the_service_fails_the_towns_places_answer_and_the_page_says_so(
    client, places, online, caplog, fault, tries
):
    route = online.get("https://data.geopf.fr/geocodage/search").mock(**fault)
    with caplog.at_level(logging.INFO):
        said = client.get("/places/search/", {"q": "mediatheque"}).json()
    assert [found["label"] for found in said["results"]] == ["Médiathèque des Chartreux, 2 rue du Clos Munier"]
    assert said["note"].startswith("Le service d'adresses ne répond pas")
    assert route.call_count == tries
    client.get("/places/search/", {"q": "clos munier"})
    assert route.call_count == tries  # left alone for a while
    assert "geocoder" in caplog.text and "mediatheque" not in caplog.text and "munier" not in caplog.text


def test_a_search_is_answered_with_where_things_are(client, places):
    said = client.get("/places/search/", {"q": "rouget", "lat": "48.825", "lon": "2.255"}).json()
    assert said == {"results": [{"label": "Rue Rouget de Lisle", "lat": 48.8255, "lon": 2.255}], "note": ""}


def test_a_search_without_answer_says_what_to_try(client, places):
    assert "Essayez" in client.get("/places/search/", {"q": "zzzz"}).json()["note"]


@pytest.mark.parametrize("typed", ["", "a", "x" * 201, "x" * 100_000, "\0"])
def test_a_search_too_short_or_too_long_is_refused_in_words(client, places, typed):
    refused = client.get("/places/search/", {"q": typed})
    assert (refused.status_code, "caractères" in refused.json()["error"]) == (400, True)


def test_a_point_is_explained(client, places):
    assert client.get("/places/point/", {"lat": 48.8256, "lon": 2.2549}).json() == {
        "lat": 48.8256,
        "lon": 2.2549,
        "label": "Rue Rouget de Lisle, Val-de-Seine",
        "territory": "Val-de-Seine",
        "city": "Issy-les-Moulineaux",
    }
    refused = client.get("/places/point/", {"lat": 48.8566, "lon": 2.3522})
    assert (refused.status_code, refused.json()["code"]) == (400, "outside")
    assert "Issy-les-Moulineaux, Vanves" in refused.json()["error"]


def test_who_asks_too_often_is_told_to_wait(client, places, settings):
    settings.ACCOUNT_RATE_LIMITS = {"places": "2/m/ip"}
    assert client.get("/places/search/", {"q": "rue"}).status_code == 200
    assert client.get("/places/search/", {"q": "rue"}).status_code == 200
    refused = client.get("/places/search/", {"q": "rue"})
    assert (refused.status_code, "minute" in refused.json()["error"]) == (429, True)
