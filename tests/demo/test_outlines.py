"""The demo's own outlines: drawn for it, near enough to the truth, touching one another without gap or overlap."""

import json
from itertools import combinations

import pytest
from shapely.geometry import Point, shape
from shapely.ops import unary_union

from demo.story import features
from demo.town import AUTHORITIES, PARK, ROADS, corridor

MEMBERS = ["92012", "92022", "92040", "92047", "92048", "92072", "92075", "92077"]
QUARTERS = {
    "Centre-ville", "Corentin-Celton", "La Ferme", "Le Fort", "Les Hauts-d'Issy", "Les Épinettes", "Val-de-Seine",
}  # fmt: skip


@pytest.fixture(scope="module")
def outlines():
    return {f["properties"]["code"]: (f["properties"], shape(f["geometry"])) for f in features("territories.geojson")}


def test_the_tree_stands(outlines):
    levels = [properties["level"] for properties, _shape in outlines.values()]
    assert {level: levels.count(level) for level in set(levels)} == {
        "departement": 1,
        "agglomeration": 1,
        "city": 8,
        "neighbourhood": 7,
    }
    assert {p["name"] for p, _s in outlines.values() if p["level"] == "neighbourhood"} == QUARTERS
    assert all(p["approximate"] is True and "démonstration" in p["source"] for p, _s in outlines.values())
    assert {p["parent"] for p, _s in outlines.values()} == {None, "92", "200057974", "92040"}


def test_neighbours_touch_without_gap_or_overlap(outlines):
    for whole, parts in (("200057974", MEMBERS), ("92040", [code for code in outlines if code.startswith("92040-")])):
        shapes = [outlines[code][1] for code in parts]
        assert unary_union(shapes).symmetric_difference(outlines[whole][1]).area < 1e-12
        assert all(one.intersection(other).area < 1e-12 for one, other in combinations(shapes, 2))
    assert outlines["200057974"][1].difference(outlines["92"][1]).area < 1e-12


def test_they_are_near_the_truth_and_no_copy_of_it(outlines, real_data):
    real = {
        feature["properties"]["code"]: shape(feature["geometry"])
        for feature in json.loads((real_data / "communes-92.geojson").read_text())["features"]
    }
    for code in MEMBERS:
        own, true = outlines[code][1], real[code]
        assert own.intersection(true).area / own.union(true).area > 0.9
        assert not set(own.exterior.coords) & set(true.exterior.coords)


def test_real_places_of_issy_fall_into_it(outlines, real_data):
    found = json.loads((real_data / "points-interet-issy.geojson").read_text())["features"]
    inside = [outlines["92040"][1].contains(Point(feature["geometry"]["coordinates"])) for feature in found]
    assert len(inside) == 1188
    assert sum(inside) / len(inside) > 0.97


def test_known_places_lie_in_the_town_they_say(outlines):
    places = features("places.geojson")
    names = [place["properties"]["name"] for place in places]
    assert 60 <= len(names) == len(set(names))
    for place in places:
        properties, point = place["properties"], Point(place["geometry"]["coordinates"])
        town = [p["name"] for p, outline in outlines.values() if p["level"] == "city" and outline.contains(point)]
        assert town == [properties["city"]], properties["name"]
        assert properties["approximate"] is True


def test_drawn_areas_lie_in_the_agglomeration(outlines):
    whole = outlines["200057974"][1]
    for half_width, axis in ROADS.values():
        road = shape(corridor(axis, half_width))
        assert road.is_valid
        assert road.intersection(whole).area / road.area > 0.9
    assert outlines["92040-val-de-seine"][1].contains(shape({"type": "Polygon", "coordinates": [PARK[1]]}))
    assert {territory for _prefix, _name, _short, territory, *_ in AUTHORITIES} <= set(outlines)
