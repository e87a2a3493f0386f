"""Taking in what others publish: everything in its category, nothing twice, nothing over what somebody holds."""

import json

import pytest
from django.core.management import CommandError, call_command

from community.places.models import Place
from directory.models import Entry, Origin
from directory.taking_in import Intake

pytestmark = pytest.mark.django_db


def place(name="Pharmacie du Pont", at=(48.825, 2.255), **properties):
    """A feature as a city writes it."""
    properties = {"titre": name, "id": name, "categorie3": "Pharmacies", "adresse": "3, rue Pierre Poli"} | properties
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": [at[1], at[0]]},
    }


def take(*features, source="Ville", prefix="ville", **options):
    how = {name: options.pop(name) for name in ("partial", "sure") if name in options}
    return Intake(source, prefix, **options).take(features, **how)


@pytest.fixture
def written(tmp_path):
    """`written(feature, …)`: a GeoJSON file of them."""

    def writing(*features, name="places.geojson"):
        path = tmp_path / name
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
        return path

    return writing


# --- What a file says ------------------------------------------------------------------------------------------------


def test_the_real_places_of_issy_are_all_taken(town, real_data, capsys):
    file = str(real_data / "points-interet-issy.geojson")
    call_command("load_directory", file, source="Ville d'Issy-les-Moulineaux", prefix="issy", date="2014-08")
    assert Entry.objects.count() == Place.objects.count() == 1188
    assert Entry.objects.filter(category__code="autres").count() == 0
    assert Entry.objects.filter(category__code="pharmacie").count() == 19
    assert Entry.objects.filter(category__code="arbre", category__recommendable=False).count() == 50
    salon = Entry.objects.get(slug="katia-coiffure")
    assert (salon.slug, salon.phone, str(salon.source_on)) == ("katia-coiffure", "+33146423465", "2014-08-01")
    assert salon.category.code == "coiffeur"
    assert salon.place.kind == "Coiffeur"
    assert "1188 créées, 0 changées" in capsys.readouterr().out
    call_command("load_directory", file, source="Ville d'Issy-les-Moulineaux", prefix="issy", date="2014-08")
    assert "0 créées, 0 changées, 1188 inchangées" in capsys.readouterr().out


def test_what_a_city_says_of_a_place(town, categories):
    take(place(telephone="01 46 42 34 65 / 06 00", url="www.pharmacie.fr", horaires="Mo-Sa 09:00-19:00", pmr="oui"))
    entry = Entry.objects.get()
    assert (entry.category.code, entry.territory.code) == ("pharmacie", "92040-val-de-seine")
    assert (entry.phone, entry.website) == ("+33146423465", "http://www.pharmacie.fr")
    assert (entry.hours, entry.accessible) == ("Mo-Sa 09:00-19:00", True)


def test_what_is_not_understood_is_noted_and_kept_in_words(town, categories):
    report = take(place(telephone="appelez-nous", url="javascript:alert(1)", email="x", horaires="9h-19h sauf mardi"))
    entry = Entry.objects.get()
    assert (entry.phone, entry.website, entry.email, entry.hours) == ("", "", "", "")
    assert entry.hours_text == "9h-19h sauf mardi"
    assert sorted(report.noted) == [
        "adresse web qui n’en est pas une",
        "e-mail qui n’en est pas un",
        "horaires qui ne se lisent pas, gardés en mots",
        "téléphone qui n’en est pas un",
    ]


def test_a_category_nobody_knows_is_another_place_and_said(town, categories):
    report = take(place(categorie3="Cryothérapie"))
    assert Entry.objects.get().category.code == "autres"
    assert report.noted == {"catégorie inconnue : « Cryothérapie »": 1}


def test_only_public_services_are_the_authoritys(town, categories):
    take(place(), place("Mairie", categorie3="Mairie et Communauté d'Agglomération"), official=town.city)
    assert Entry.objects.get(name="Mairie").official == town.city
    assert Entry.objects.get(name="Pharmacie du Pont").official is None


# --- Again -----------------------------------------------------------------------------------------------------------


def test_loaded_again_only_what_has_changed_is_written(town, categories):
    take(place(), place("Boulangerie", categorie3="Boulangeries-Pâtisseries"), place("Square", categorie3="Squares"))
    before = Entry.objects.get(name="Pharmacie du Pont")
    report = take(
        place(telephone="01 46 42 34 65"), place("Square", categorie3="Squares"), place("Parc", at=(48.826, 2.256))
    )
    assert report.counts == {"created": 1, "updated": 1, "unchanged": 1, "gone": 1}
    after = Entry.objects.get(pk=before.pk)
    assert (after.slug, after.phone) == (before.slug, "+33146423465")
    gone = Entry.objects.get(name="Boulangerie")
    assert gone.gone_at is not None
    assert Place.objects.filter(pk=gone.place_id).exists()
    assert (
        take(place(), place("Boulangerie", categorie3="Boulangeries-Pâtisseries"), partial=True).counts["updated"] == 1
    )
    gone.refresh_from_db()
    assert gone.gone_at is None


def test_a_file_that_lacks_most_of_its_source_marks_nothing_unless_one_is_sure(town, categories):
    take(*[place(f"Pharmacie {number}") for number in range(5)])
    report = take(place("Pharmacie 0"))
    assert report.kept == "4 des 5 fiches de cette source ne sont pas dans le fichier : rien n’est marqué."
    assert not Entry.objects.exclude(gone_at=None).exists()
    assert take(place("Pharmacie 0"), sure=True).counts["gone"] == 4


def test_what_somebody_holds_is_theirs_and_the_difference_is_kept(town, categories):
    take(place())
    Entry.objects.update(claimed_at=Entry.objects.get().created_at, phone="+33100000000")
    report = take(place(telephone="01 46 42 34 65", titre="Pharmacie Neuve"))
    entry = Entry.objects.get()
    assert report.counts == {"held": 1, "gone": 0}
    assert (entry.name, entry.phone) == ("Pharmacie du Pont", "+33100000000")
    assert entry.differs == {"name": "Pharmacie Neuve", "phone": "+33146423465"}
    take(place(telephone="01 00 00 00 00"))
    assert Entry.objects.get().differs == {"phone": ""} or Entry.objects.get().differs == {}


def test_the_gazetteer_follows_and_its_own_lines_are_used_again(town, categories):
    before = Place.objects.create(name="Pharmacie", lat=48.825, lon=2.255, source_key="ville:Pharmacie du Pont")
    take(place())
    entry = Entry.objects.get()
    assert entry.place == before
    take(place(titre="Pharmacie de la Seine"))
    before.refresh_from_db()
    assert (before.name, before.folded) == ("Pharmacie de la Seine", "pharmacie de la seine 3 rue pierre poli")
    assert Place.objects.count() == 1


def test_cut_in_the_middle_and_run_again_it_is_whole_and_nothing_is_twice(town, categories, monkeypatch):
    monkeypatch.setattr("directory.taking_in.BATCH", 10)
    many = [place(f"Pharmacie {number}") for number in range(35)]

    def cut():
        yield from many[:25]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Intake("Ville", "ville").take(cut())
    assert Entry.objects.count() == 20
    assert take(*many).counts == {"created": 15, "unchanged": 20, "gone": 0}
    assert (Entry.objects.count(), Place.objects.count()) == (35, 35)


def test_a_dry_run_tells_and_writes_nothing(town, categories):
    assert take(place(), dry_run=True).counts["created"] == 1
    assert not Entry.objects.exists()


# --- The same place from two sources ---------------------------------------------------------------------------------


def test_a_place_of_two_sources_is_one_entry_that_both_fill(town, categories):
    take(place(telephone="01 46 42 34 65"))
    other = place(
        "PHARMACIE DU PONT", at=(48.8252, 2.2551), id="n1", telephone="01 41 23 80 00", horaires="Mo-Fr 09:00-18:00"
    )
    assert take(other, source="Autre", prefix="autre").counts["merged"] == 1
    entry = Entry.objects.get()
    assert (entry.phone, entry.hours) == ("+33146423465", "Mo-Fr 09:00-18:00")
    assert Origin.objects.get().source == "Autre"
    # Each loaded again changes nothing; the second's news reach what it had filled, and nothing else.
    assert take(place(telephone="01 46 42 34 65")).counts["unchanged"] == 1
    assert take(other, source="Autre", prefix="autre").counts["unchanged"] == 1
    other["properties"] |= {"horaires": "24/7", "telephone": "01 00 00 00 00"}
    take(other, source="Autre", prefix="autre")
    entry.refresh_from_db()
    assert (entry.phone, entry.hours) == ("+33146423465", "24/7")


def test_what_one_source_lost_stands_while_another_has_it(town, categories):
    take(place(), place("Autre", at=(48.826, 2.256)))
    take(place(id="n1"), source="Autre", prefix="autre")
    assert take(place("Autre", at=(48.826, 2.256))).counts["gone"] == 0
    assert Entry.objects.get(name="Pharmacie du Pont").gone_at is None


@pytest.mark.parametrize(
    "other",
    [
        {"at": (48.8259, 2.255)},  # a hundred metres away
        {"categorie3": "Opticiens"},
        {"titre": "Pharmacie du Port"},
    ],
)
def test_what_only_resembles_is_another(town, categories, other):
    take(place())
    assert take(place(id="n1", **other), source="Autre", prefix="autre").counts["created"] == 1


def test_two_of_a_name_in_one_source_are_two(town, categories):
    take(place(id="1"), place(id="2"))
    assert sorted(Entry.objects.values_list("slug", flat=True))[0] == "pharmacie-du-pont"
    assert Entry.objects.count() == 2


# --- Bad files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("feature", "reason"),
    [
        ({"type": "Feature", "properties": {"titre": "X"}, "geometry": None}, "pas de géométrie"),
        (place(at=(2.255, 48.825)), "longitude et latitude semblent inversées"),
        (place(at=(91, 2)), "coordonnées hors limites : il faut des degrés WGS 84, longitude puis latitude"),
        (place(at=(float("nan"), 2)), "une coordonnée n'est pas un nombre fini"),
        (place(at=("48", "2")), "une coordonnée n'est pas un nombre"),
        ({**place(), "geometry": {"type": "Point", "coordinates": []}}, "coordonnées hors limites"),
        ({**place(), "geometry": {"type": "Polygon", "coordinates": [[[2, 48], [2, 49]]]}}, "géométrie illisible"),
        ({**place(), "geometry": {"type": "Circle", "coordinates": [2, 48]}}, "géométrie Circle au lieu de"),
        (place(""), "pas de nom"),
        ("text", "ce n'est pas une Feature"),
        ({"type": "Feature", "properties": [1], "geometry": {}}, "ce n'est pas une Feature"),
    ],
)
def test_what_cannot_be_a_place_is_refused_with_its_reason_and_the_rest_goes_on(town, categories, feature, reason):
    report = take(feature, place("Square", categorie3="Squares"))
    assert [found[: len(reason)] for found in report.refused] == [reason]
    assert report.where == {next(iter(report.refused)): [1]}
    assert [entry.name for entry in Entry.objects.all()] == ["Square"]


def test_the_same_key_twice_is_refused_in_a_batch_and_across_batches(town, categories, monkeypatch):
    monkeypatch.setattr("directory.taking_in.BATCH", 2)
    report = take(place(), place(), place("Square"), place())
    assert report.refused == {"même identifiant qu’une autre ligne du fichier": 2}
    assert Entry.objects.count() == 2


def test_what_is_refused_today_is_not_gone(town, categories):
    take(place(), place("Square", categorie3="Squares"))
    report = take(place(at=(2.255, 48.825)), place("Square", categorie3="Squares"))
    assert report.counts["gone"] == 0
    assert Entry.objects.get(name="Pharmacie du Pont").gone_at is None


def test_scripts_and_formulas_are_words(town, categories):
    take(place("<script>alert(1)</script>", description="=HYPERLINK(1)", id="=cmd"))
    entry = Entry.objects.get()
    assert (entry.name, entry.text) == ("<script>alert(1)</script>", "=HYPERLINK(1)")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "ce n'est ni une FeatureCollection"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Feature", ', "le fichier s’arrête au milieu"),
        (b'{"type": "FeatureCollection", "features": [{"type": "Fea', "le fichier s’arrête au milieu"),
        (b'{"features": [{"a": nope}]}' + b" " * 600_000, "ce n’est pas du JSON"),
        ('{"type": "Feature", "properties": {"titre": "Café"}}'.encode("latin-1"), "le texte n'est pas en UTF-8"),
        (b'{"features": [' + b"[" * 200_000, "imbriqué trop profondément"),
        (b"", "ce n'est ni une FeatureCollection"),
    ],
)
def test_a_file_that_is_none_says_so(town, categories, tmp_path, capsys, content, words):
    (tmp_path / "bad.geojson").write_bytes(content)
    with pytest.raises(CommandError):
        call_command("load_directory", str(tmp_path / "bad.geojson"))
    assert words in capsys.readouterr().err


def test_the_command_tells_each_reason_once_with_its_count(town, categories, written, capsys):
    file = written(place(), place("", id="2"), place("", id="3"))
    with pytest.raises(CommandError):
        call_command("load_directory", str(file), source="Ville")
    assert "refus, 2 fois (n° 2, n° 3…) : pas de nom" in capsys.readouterr().err


@pytest.mark.parametrize("option", [{"date": "hier"}, {"date": "2014-13"}, {"official": "Lyon"}])
def test_options_that_mean_nothing_are_refused(town, categories, written, option):
    with pytest.raises(CommandError):
        call_command("load_directory", str(written(place())), **option)
    assert not Entry.objects.exists()


def test_csv_as_spreadsheets_write_it(town, categories, tmp_path):
    path = tmp_path / "associations.csv"
    path.write_text(
        "\ufeffid;nom;categorie;adresse;lat;lon;telephone\n"
        '1;"Les Amis du Parc";Associations;"2; rue Haute";48,825;2,255;0146423465\n'
        "2;Chorale;Associations;;;;\n",
        encoding="utf-8",
    )
    call_command("load_directory", str(path), source="Ville")
    park, choir = Entry.objects.order_by("name").reverse()
    assert (park.address, park.lat, park.phone) == ("2; rue Haute", 48.825, "+33146423465")
    assert (choir.lat, choir.place, choir.category.code) == (None, None, "associations")
