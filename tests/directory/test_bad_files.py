"""Files that nobody should publish: refused in words, feature by feature or whole, in little memory."""

import json

import pytest

from community.places.geojson import BadGeometry
from directory.models import Entry
from directory.reading import LONGEST_LINE, features
from tests.directory.test_import import place, take

NEVER_ENDING = 12_000_000  # characters


@pytest.fixture
def read(tmp_path):
    """`read("a.csv", "…")`: the features of such a file, or why there are none."""

    def reading(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        try:
            return list(features(path))
        except BadGeometry as fault:
            return str(fault)

    return reading


def collection(inside):
    return f'{{"type": "FeatureCollection", "features": [{inside}]}}'


def test_half_a_character_is_left_out_and_the_rest_is_taken(categories, read):
    """JSON may spell halves of surrogate pairs; no database takes them."""
    said = json.dumps(place(name="Pharmacie \ud800du Pont", description="Garde\0 le dimanche \udfff"))
    assert "\\ud800" in said
    assert take(*read("a.geojson", collection(said))).counts["created"] == 1
    assert list(Entry.objects.values_list("name", "text")) == [("Pharmacie du Pont", "Garde le dimanche")]


@pytest.mark.parametrize("lon", ["1" + "0" * 400, "1e308", "-1e400", "NaN", "Infinity", "true", "[2.25]", '"2.25"'])
def test_a_point_that_is_nowhere_is_refused_and_its_neighbours_are_taken(lon, categories, read):
    wrong = (
        f'{{"type": "Feature", "properties": {{}}, "geometry": {{"type": "Point", "coordinates": [{lon}, 48.825]}}}}'
    )
    report = take(*read("a.geojson", collection(f"{wrong}, {json.dumps(place())}")))
    assert (report.counts["created"], sum(report.refused.values())) == (1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["n" + "9" * 5000, "n" + "9" * 30, "node/" + "1" * 5000, "n٣", "node/1\n"])
def test_a_number_of_openstreetmap_that_is_none_is_anybodys_key(key, categories):
    assert take(place(id=key, amenity="pharmacy")).counts["created"] == 1
    assert Entry.objects.get().source_url == ""


@pytest.mark.parametrize(
    "content", ["[" * 100_000, '{"a": ' + "9" * 5000 + "}", '{"a": ' + "[" * 50_000 + "]" * 50_000 + "}"]
)
def test_what_python_cannot_read_is_said_to_be_unreadable(content, read):
    assert read("a.geojson", collection(content)).startswith(("imbriqué", "ce n’est pas du JSON"))


def test_a_line_without_end_is_not_read_to_its_end(read):
    assert read("a.csv", "name,lat,lon\n" + "x" * NEVER_ENDING) == "ligne 2 illisible"
    assert read("a.csv", "name," + "x" * NEVER_ENDING) == "ligne 1 illisible"
    assert len(read("a.csv", f"name,lat,lon\n{'x' * 100_000},48.8,2.2\n")) == 1 < LONGEST_LINE


def test_a_feature_of_some_megabytes_is_read_in_proportion(read):
    """Read again from its beginning with every piece, it would take minutes."""
    numbers = ",".join(["1"] * (NEVER_ENDING // 2))
    (feature,) = read("a.geojson", collection(f'{{"type": "Feature", "properties": {{"a": [{numbers}]}}}}'))
    assert len(feature["properties"]["a"]) == NEVER_ENDING // 2


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_another_encoding_is_named(encoding, read):
    assert read("a.csv", "name,lat,lon\nCafé,48.8,2.2\n".encode(encoding)) == "le texte n'est pas en UTF-8"
