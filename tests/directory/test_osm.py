"""OpenStreetMap's extracts: tags as overpass turbo, osmtogeojson and osmium write them."""

import pytest

from directory import osm
from directory.models import Entry
from directory.taking_in import Intake

pytestmark = pytest.mark.django_db
POINT = {"type": "Point", "coordinates": [2.255, 48.825]}


def take(*features):
    return Intake(osm.CREDIT, osm.PREFIX).take(features)


def node(number=1, geometry=POINT, **tags):
    return {"type": "Feature", "id": f"node/{number}", "properties": {"@id": f"node/{number}", **tags},
            "geometry": geometry}  # fmt: skip


PHARMACY = {
    "amenity": "pharmacy", "healthcare": "pharmacy", "name": "Pharmacie du Pont", "addr:housenumber": "3",
    "addr:street": "Rue Pierre Poli", "addr:city": "Issy-les-Moulineaux", "contact:phone": "+33 1 46 42 34 65",
    "contact:website": "https://pharmacie.example", "email": "bonjour@pharmacie.example",
    "opening_hours": "Mo-Sa 09:00-19:30; PH off", "wheelchair": "limited", "toilets:wheelchair": "no",
    "hearing_loop": "yes", "tactile_paving": "maybe", "wheelchair:description": "Une marche",
}  # fmt: skip


def test_a_pharmacy_with_all_that_its_tags_say(town, categories):
    report = take(node(**PHARMACY))
    assert (report.counts, report.refused, report.noted) == ({"created": 1, "gone": 0}, {}, {})
    entry = Entry.objects.get()
    assert (entry.name, entry.category.code) == ("Pharmacie du Pont", "pharmacie")
    assert entry.address == "3 Rue Pierre Poli, Issy-les-Moulineaux"
    assert (entry.phone, entry.email) == ("+33146423465", "bonjour@pharmacie.example")
    assert (entry.website, entry.hours) == ("https://pharmacie.example", "Mo-Sa 09:00-19:30; PH off")
    assert entry.accessibility == {
        "wheelchair": "limited", "wheelchair_toilet": "no", "hearing_loop": "yes", "note": "Une marche",
    }  # fmt: skip
    assert (entry.source_key, entry.source_url) == ("osm:node/1", "https://www.openstreetmap.org/node/1")
    assert entry.source == "© les contributeurs d'OpenStreetMap, ODbL"


def test_trees_of_streets_and_private_gardens_are_no_places(town, categories):
    report = take(
        node(1, natural="tree"),
        node(2, natural="tree", denotation="avenue"),
        node(3, natural="tree", denotation="natural_monument"),
        node(4, natural="tree", name="Le cèdre de la mairie"),
        node(5, leisure="garden", access="private"),
        node(6, leisure="garden", access="private", name="Jardin des Sœurs"),
        node(7, amenity="recycling", access="yes"),
    )
    assert report.counts["created"] == 4 and report.refused == {"pas de nom": 3}
    assert set(Entry.objects.values_list("source_key", flat=True)) == {f"osm:node/{n}" for n in (3, 4, 6, 7)}


@pytest.mark.parametrize(
    ("tags", "category"),
    [
        ({"shop": "bakery"}, "boulangerie"),
        ({"shop": "violins"}, "commerces"),
        ({"amenity": "social_facility", "social_facility": "nursing_home"}, "residence-seniors"),
        ({"amenity": "clinic", "healthcare": "centre"}, "hopital"),
        ({"craft": "plumber"}, "plombier"),
        ({"office": "lawyer;notary"}, "juridique"),
        ({"amenity": "community_centre", "community_centre": "family_centre"}, "maison-de-quartier"),
        ({"railway": "tram_stop", "public_transport": "stop_position"}, "gare"),
        ({"amenity": "stripclub"}, "autres"),
    ],
)
def test_tags_find_their_category(town, categories, tags, category):
    take(node(name="Ici", **tags))
    assert Entry.objects.get().category.code == category


def test_an_area_stands_at_a_point_inside_it(town, categories):
    ring = [[2.254, 48.824], [2.256, 48.824], [2.256, 48.826], [2.254, 48.826], [2.254, 48.824]]
    take(node(geometry={"type": "Polygon", "coordinates": [ring]}, leisure="park", name="Parc"))
    entry = Entry.objects.get()
    assert 48.824 < entry.lat < 48.826
    assert 2.254 < entry.lon < 2.256


def test_what_has_no_name_is_called_what_it_is_where_that_says_enough(town, categories):
    report = take(node(1, emergency="defibrillator"), node(2, shop="bakery"), node(3, amenity="bench"))
    assert [entry.name for entry in Entry.objects.all()] == ["Défibrillateur"]
    assert report.refused == {"pas de nom": 2}


def test_a_street_is_no_place(town, categories):
    line = {"type": "LineString", "coordinates": [[2.255, 48.825], [2.256, 48.825]]}
    assert take(node(geometry=line, highway="residential", name="Rue Haute")).refused == {
        "aucune étiquette de lieu connue": 1
    }


@pytest.mark.parametrize("hours", ["Mo-Fr 9h-18h", "25:99-99:00", "toujours", "Mo-Su 09:00-18:00 " * 60])
def test_absurd_hours_are_kept_in_words_and_said(town, categories, hours):
    report = take(node(**PHARMACY | {"opening_hours": hours}))
    entry = Entry.objects.get()
    assert (entry.hours, entry.hours_text) == ("", hours.strip()[:1000])
    assert report.noted == {"horaires qui ne se lisent pas, gardés en mots": 1}


@pytest.mark.parametrize(
    ("feature", "key"),
    [
        ({"id": "way/12", "properties": {}}, "way/12"),
        ({"properties": {"@id": "relation/3"}}, "relation/3"),
        ({"id": "n12", "properties": {"amenity": "cafe"}}, "node/12"),
        ({"id": "a24", "properties": {"amenity": "cafe"}}, "way/12"),
        ({"id": "a25", "properties": {"amenity": "cafe"}}, "relation/12"),
        ({"id": "n12", "properties": {"titre": "Café"}}, ""),
        ({"id": 12, "properties": {"titre": "Café"}}, ""),
        ({"id": "node/12 or 1=1", "properties": None}, ""),
    ],
)
def test_ids_as_each_tool_writes_them(feature, key):
    assert osm.id_of(feature) == key


def test_osmtogeojson_puts_the_tags_in_a_box_of_their_own(town, categories):
    tags = {"amenity": "library", "name": "Médiathèque"}
    take({"type": "Feature", "id": "node/1", "geometry": POINT, "properties": {"type": "node", "id": 1, "tags": tags}})
    assert Entry.objects.get().category.code == "bibliotheque"
