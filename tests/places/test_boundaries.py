"""Which territories hold a point, and what is refused."""

import math

import pytest
from django.core.exceptions import ValidationError

from community.places import boundaries
from community.places.boundaries import covered_cities, territories_at, territory_at
from community.places.coordinates import parse_point
from community.places.models import Level, Territory


def codes(found):
    return [territory.code for territory in found]


def test_a_point_in_val_de_seine_is_in_five_territories_the_smallest_first(town):
    assert codes(territories_at(*town.in_val)) == ["92040-val-de-seine", "92040", "200057974", "92"]
    assert territory_at(*town.in_val) == town.val
    assert territory_at(*town.in_vanves) == town.vanves
    assert territory_at(*town.in_paris) is None


def test_a_point_on_a_border_has_one_territory_and_always_the_same(town):
    assert {territory_at(48.825, 2.26).code for _ in range(20)} == {"92040-val-de-seine"}


def test_the_city_of_a_quarter_is_known_without_a_query(town, queries):
    territory_at(*town.in_val)
    with queries(0):
        assert territory_at(*town.in_val).city.name == "Issy-les-Moulineaux"


def test_boundaries_are_read_once_and_looked_at_again_after_some_seconds(town, queries, monkeypatch):
    boundaries.forget()
    with queries(1):
        for _ in range(50):
            territory_at(*town.in_val)
    monkeypatch.setattr(boundaries, "_checked", boundaries._checked - boundaries.CHECK_EVERY)
    with queries(1):
        territory_at(*town.in_val)


def test_a_change_made_elsewhere_is_seen_at_the_next_look(town, monkeypatch):
    assert territory_at(*town.in_val) == town.val
    Territory.objects.filter(pk=town.val.pk).delete()  # as another process would: without save()
    monkeypatch.setattr(boundaries, "_checked", boundaries._checked - boundaries.CHECK_EVERY)
    assert territory_at(*town.in_val) == town.issy


def test_a_row_spoilt_by_hand_does_not_take_the_others_down(town):
    bowtie = [[[2.25, 48.82], [2.26, 48.83], [2.26, 48.82], [2.25, 48.83], [2.25, 48.82]]]
    town.val.boundary = {"type": "Polygon", "coordinates": bowtie}
    with pytest.raises(ValidationError, match="contour invalide"):
        town.val.full_clean()
    town.val.save()
    assert territory_at(*town.in_val) == town.issy


def test_the_covered_towns_are_named_in_order(town):
    assert covered_cities() == ["Issy-les-Moulineaux", "Vanves"]


def test_a_point_typed_with_a_decimal_comma_is_understood(town):
    assert parse_point(" 48,825 ", "2,2550000001") == (48.825, 2.255)


@pytest.mark.parametrize("value", ["", None, "nan", "inf", "-inf", "1e999", "ici", [], "48.8" * 1000, math.nan, "\0"])
def test_what_is_no_number_is_refused_in_words(town, value):
    with pytest.raises(ValidationError) as refused:
        parse_point(value, 2.255)
    assert refused.value.code in {"unreadable", "range"}


@pytest.mark.parametrize(
    "lat, lon, code, words",
    [
        (91, 2.255, "range", "n'existe pas"),
        (48.825, 181, "range", "n'existe pas"),
        (2.255, 48.825, "swapped", "latitude 48.825 et longitude 2.255"),
        (48.8566, 2.3522, "outside", "Issy-les-Moulineaux, Vanves"),
        (0, 0, "outside", "Issy-les-Moulineaux, Vanves"),
        (49.5, -20, "outside", "Issy-les-Moulineaux, Vanves"),
        (48.75, 2.2, "outside", "Issy-les-Moulineaux, Vanves"),  # in the département, in no covered town
    ],
)
def test_a_bad_point_is_refused_and_the_covered_towns_are_named(town, lat, lon, code, words):
    with pytest.raises(ValidationError) as refused:
        parse_point(lat, lon)
    assert refused.value.code == code
    assert words in refused.value.messages[0]


def test_thirty_six_towns_are_not_all_named(town):
    for number in range(15):
        Territory.objects.create(
            code=f"t{number}", name=f"Town {number:02}", level=Level.CITY, boundary=town.vanves.boundary
        )
    with pytest.raises(ValidationError, match="Town 10 et 5 autres"):
        parse_point(*town.in_paris)


def test_before_any_town_is_loaded_the_refusal_says_so(db):
    with pytest.raises(ValidationError, match="Aucune ville"):
        parse_point(48.825, 2.255)


def test_the_boundaries_are_sent_once(client, town, queries):
    first = client.get("/places/boundaries.geojson")
    names = [feature["properties"]["name"] for feature in first.json()["features"]]
    assert names[0] == "Hauts-de-Seine" and set(names[-2:]) == {"Val-de-Seine", "Centre-ville"}
    with queries(0):
        again = client.get("/places/boundaries.geojson", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    town.val.save()
    assert client.get("/places/boundaries.geojson", headers={"if-none-match": first["ETag"]}).status_code == 200
