"""Boundaries and places that others publish: the real files, and files that are wrong."""

import copy
import json

import pytest
from django.core.management import CommandError, call_command

from community.places.boundaries import territories_at, territory_at
from community.places.models import Level, Place, Territory
from tests.conftest import square


def load(command, *args, **options):
    from io import StringIO

    out, err = StringIO(), StringIO()
    try:
        call_command(command, *map(str, args), stdout=out, stderr=err, **options)
        status = 0
    except CommandError:
        status = 1
    return status, out.getvalue(), err.getvalue()


@pytest.fixture
def file(tmp_path):
    def writing(*features):
        path = tmp_path / "file.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}))
        return path

    return writing


def feature(geometry, **properties):
    return {"type": "Feature", "geometry": geometry, "properties": properties}


ISSY = feature(square(2.25, 48.82, 2.28, 48.83), code="92040", nom="Issy", level="commune")


@pytest.fixture
def hauts_de_seine(db, real_data):
    load("load_territories", real_data / "departement-92.geojson", level="departement")
    load("load_territories", real_data / "communes-92.geojson", level="commune", parent="92")


def test_the_real_departement_and_its_36_communes(hauts_de_seine, real_data):
    assert Territory.objects.filter(level=Level.CITY, parent__code="92").count() == 36
    assert territory_at(48.8239, 2.2700).name == "Issy-les-Moulineaux"
    status, out, _err = load("load_territories", real_data / "communes-92.geojson", level="commune", parent="92")
    assert (status, out.splitlines()[-1]) == (0, "communes-92.geojson : 0 créés, 0 changés, 36 inchangés, 0 refusés")


def test_the_real_agglomeration_is_the_union_of_its_eight_communes(hauts_de_seine, real_data):
    status, _out, _err = load("load_territories", real_data / "ept-grand-paris-seine-ouest.json")
    gpso = Territory.objects.get(code="200057974")
    assert (status, gpso.level, gpso.parent.code, gpso.children.count()) == (0, "agglomeration", "92", 8)
    assert [t.code for t in territories_at(48.8239, 2.2700)] == ["92040", "200057974", "92"]
    assert [t.code for t in territories_at(48.8924, 2.2070)] == ["92050", "92"]  # Nanterre is of another one
    load("load_territories", real_data / "communes-92.geojson", level="commune", parent="92")
    assert gpso.children.count() == 8


def test_an_agglomeration_without_its_communes_is_refused(db, real_data):
    status, _out, err = load("load_territories", real_data / "ept-grand-paris-seine-ouest.json")
    assert (status, Territory.objects.count()) == (1, 0)
    assert "92012" in err


def test_the_1188_real_places_and_once_more_changes_nothing(hauts_de_seine, real_data):
    file = real_data / "points-interet-issy.geojson"
    status, out, _err = load("load_places", file, source="Ville d'Issy-les-Moulineaux, août 2014")
    assert (status, Place.objects.count()) == (0, 1188)
    assert "points-interet-issy.geojson : 100/1188" in out
    hairdresser = Place.objects.get(name="Katia Coiffure", address__contains="Pierre Poli")
    assert (hairdresser.kind, hairdresser.address) == ("Coiffeurs", "3, rue Pierre Poli, Issy-les-Moulineaux")
    assert hairdresser.territory.code == "92040" and hairdresser.facts["phone"] == "01 46 42 34 65"
    Place.objects.filter(pk=hairdresser.pk).update(name="Fermé")
    _status, out, _err = load("load_places", file, source="Ville d'Issy-les-Moulineaux, août 2014")
    assert "0 créés, 1 changés, 1187 inchangés, 0 refusés" in out


def bowtie():
    return {
        "type": "Polygon",
        "coordinates": [[[2.25, 48.82], [2.26, 48.83], [2.26, 48.82], [2.25, 48.83], [2.25, 48.82]]],
    }


def spoilt(value):
    geometry = copy.deepcopy(square(2.25, 48.82, 2.26, 48.83))
    geometry["coordinates"][0][1][0] = value
    return geometry


@pytest.mark.parametrize(
    "geometry, reason",
    [
        (None, "pas de géométrie"),
        ({"type": "Point", "coordinates": [2.25, 48.82]}, "Point au lieu de"),
        (bowtie(), "contour invalide"),
        (spoilt(float("nan")), "pas un nombre fini"),
        (spoilt(1e400), "pas un nombre fini"),
        (spoilt("2.26"), "pas un nombre"),
        (spoilt(True), "pas un nombre"),
        (spoilt(2000), "hors limites"),
        (square(645_000, 6_856_000, 646_000, 6_857_000), "hors limites"),  # Lambert 93, in metres
        (square(48.82, 2.25, 48.83, 2.26), "semblent inversées"),
        ({"type": "Polygon", "coordinates": []}, "géométrie vide"),
        ({"type": "Polygon", "coordinates": [[[2.25, 48.82]]]}, "géométrie illisible"),
        ({"type": "Polygon"}, "pas de coordonnées"),
    ],
)
def test_a_bad_boundary_is_refused_with_its_number_and_the_others_go_on(db, file, geometry, reason):
    path = file(feature(geometry, code="x", name="Mauvais", level="city"), ISSY)
    status, out, err = load("load_territories", path)
    assert status == 1
    assert "file.geojson, n° 1 : " in err and reason in err
    assert "1 créés, 0 changés, 0 inchangés, 1 refusés" in out
    assert [t.code for t in Territory.objects.all()] == ["92040"]


@pytest.mark.parametrize(
    "properties, reason",
    [
        ({"name": "Sans code", "level": "city"}, "il faut un code et un nom"),
        ({"code": "1", "level": "city"}, "il faut un code et un nom"),
        ({"code": "1", "name": "A"}, "--level"),
        ({"code": "1", "name": "A", "level": "royaume"}, "niveau inconnu « royaume »"),
        ({"code": "1", "name": "A", "level": "city", "parent": "404"}, "« 404 » n'est pas chargé"),
        ({"code": "1", "name": "A", "level": "city", "parent": "92040"}, "« 92040 » n'est pas plus large"),
    ],
)
def test_a_feature_that_says_too_little_is_refused_in_words(db, file, properties, reason):
    status, _out, err = load("load_territories", file(ISSY, feature(square(2.28, 48.82, 2.3, 48.83), **properties)))
    assert (status, Territory.objects.count()) == (1, 1)
    assert "n° 2" in err and reason in err


def test_a_parent_may_stand_after_its_children(db, file):
    quarter = feature(square(2.25, 48.82, 2.26, 48.83), code="q", name="Val", level="quartier", parent="92040")
    assert load("load_territories", file(quarter, ISSY))[0] == 0
    assert Territory.objects.get(code="q").parent.code == "92040"


def test_other_names_of_properties_may_be_given(db, file):
    row = feature(square(2.25, 48.82, 2.26, 48.83), iris="921", libIris="Val")
    options = {"level": "quartier", "code_property": ["iris"], "name_property": ["libIris"]}
    assert load("load_territories", file(row), **options)[0] == 0
    assert Territory.objects.get().name == "Val"


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00", b'{"type": "Topology"}', b"[" * 100_000])
def test_a_file_that_is_no_geojson_is_refused_as_a_whole(db, tmp_path, content):
    path = tmp_path / "file.geojson"
    path.write_bytes(content)
    for command in ("load_territories", "load_places"):
        status, _out, err = load(command, path)
        assert (status, "file.geojson, fichier : " in err) == (1, True)


def test_places_are_refused_one_by_one_too(town, file):
    def at(*coordinates, **properties):
        return feature({"type": "Point", "coordinates": list(coordinates)}, **properties)

    path = file(
        at(2.255, 48.825, name="Boulangerie", id=1),
        at(2.255, 48.825, name="Boulangerie bis", id=1),
        at(48.825, 2.255, name="À l'envers"),
        at(2.255, 48.825),
        at(None, 48.825, name="Nulle part"),
        feature(square(2.25, 48.82, 2.26, 48.83), name="Une place"),
        at(2.3522, 48.8566, name="Notre-Dame"),
        "rien",
    )
    status, _out, err = load("load_places", path)
    assert (status, Place.objects.count()) == (1, 2)
    reasons = {
        2: "même identifiant",
        3: "inversées",
        4: "pas de nom",
        5: "pas un nombre",
        6: "Polygon au lieu",
        8: "Feature",
    }
    for number, reason in reasons.items():
        assert any(f"n° {number} : " in line and reason in line for line in err.splitlines()), number
    assert Place.objects.get(name="Notre-Dame").territory is None
    assert Place.objects.get(name="Boulangerie").territory == town.val
