"""The office's list: loaded, loaded again, cut, spoilt."""

import json

import pytest
from django.core.management import CommandError, call_command

from lost_found import loading
from lost_found.loading import BadList, load_found
from lost_found.matching import match
from lost_found.models import Item

pytestmark = pytest.mark.django_db
SOURCE = "Objets trouvés, Ville d'Issy"
HEAD = "Référence;Objet;Date;Désignation;Description;Couleur;Marque;Lieu;Latitude;Longitude"
CSV = f"""{HEAD}
A1;Clés;20/11/2026;Trousseau tortue;;rouge;;Gare;48,825;2,255
A2;Téléphone;2026-11-21;Portable noir;Coque fêlée;noir;Samsung;Mairie;;
"""


def load(text, **more):
    return load_found(text.encode(), source=SOURCE, office="Accueil de la mairie", **more)


def test_a_list_is_told_and_matched(town, tell, alice):
    mine = tell(title="Trousseau tortue", colours=["red"])
    report = load(CSV)
    assert (report.told, report.refused) == (2, [])
    keys = Item.objects.get(source_key="A1")
    assert (keys.what, keys.colours, keys.lat, keys.office, keys.author) == (
        "keys", ["red"], 48.825, "Accueil de la mairie", None,
    )  # fmt: skip
    assert (Item.objects.get(source_key="A2").what, Item.objects.get(source_key="A2").lat) == ("phone", None)
    assert match(mine) == 1


def test_again_it_changes_and_closes(town):
    load(CSV)
    assert vars(load(CSV)) == {"told": 0, "changed": 0, "unchanged": 2, "closed": 0, "refused": []}
    again = CSV.replace("Coque fêlée", "Coque rayée").replace("A1;", "A3;")
    report = load(again)
    assert (report.told, report.changed, report.closed) == (1, 1, 1)
    assert Item.objects.get(source_key="A1").state == "closed"
    assert Item.objects.get(source_key="A2").text == "Coque rayée"


def test_cut_in_the_middle_and_run_again(town, monkeypatch):
    rows = "\n".join(f"B{n};Clés;20/11/2026;Clé {n};;;;;;" for n in range(5))
    monkeypatch.setattr(loading, "AT_ONCE", 2)
    told, real = [], Item.objects.tell

    def cut(*args, **more):
        told.append(1)
        if len(told) == 4:
            raise KeyboardInterrupt
        return real(*args, **more)

    monkeypatch.setattr(loading.Item.objects, "tell", cut)
    with pytest.raises(KeyboardInterrupt):
        load(f"{HEAD}\n{rows}")
    assert Item.objects.count() == 2
    monkeypatch.setattr(loading.Item.objects, "tell", real)
    assert load(f"{HEAD}\n{rows}").told == 3
    assert Item.objects.count() == 5


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (";Clés;20/11/2026;x;;;;;;", "référence manque"),
        ("C1;Clés;31/02/2026;x;;;;;;", "ne se lit pas"),
        ("C1;Clés;25/11/2030;x;;;;;;", "pas encore venue"),
        ("C1;Clés;20/11/2026;x;;;;;2,255;48,825", "inversées"),
        ("C1;Clés;20/11/2026;x;;;;;48,8566;2,3522", "en dehors"),
        ("C1;;20/11/2026;;;;;;;", "de quel objet"),
        ("A1;Clés;20/11/2026;encore;;;;;;", "déjà plus haut"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_loaded(row, why, town):
    report = load(CSV + row)
    assert report.told == 2
    [(number, reason)] = report.refused
    assert number == 4 and why in reason


def test_formulas_and_scripts_are_words(town, client):
    load(f'{HEAD}\nD1;Clés;20/11/2026;"=HYPERLINK(""http://x"")";<script>alert(1)</script>;;;;;')
    item = Item.objects.get()
    assert item.title.startswith("HYPERLINK")
    assert "<script>alert(1)" not in client.get(item.get_absolute_url()).content.decode()


def test_what_closed_here_is_not_opened_by_a_list(town):
    load(CSV)
    Item.objects.get(source_key="A1").let_go()
    assert load(CSV.replace("Trousseau tortue", "Trousseau")).unchanged == 2


def test_geojson(town):
    feature = {
        "type": "Feature", "id": "g1", "geometry": {"type": "Point", "coordinates": [2.255, 48.825]},
        "properties": {"objet": "Doudou lapin", "date": "2026-11-20T10:00:00", "couleur": "blanc"},
    }  # fmt: skip
    line = {**feature, "id": "g2", "geometry": {"type": "LineString", "coordinates": [[2, 48], [3, 48]]}}
    report = load(json.dumps({"type": "FeatureCollection", "features": [feature, line]}))
    assert report.told == 2
    assert Item.objects.get(source_key="g1").what == "toy"
    assert Item.objects.get(source_key="g2").lat is None


@pytest.mark.parametrize("text", ["{", '{"features": 3}', "", "a,b\n1,2", '{"features": [3]}'])
def test_a_file_that_is_none_is_refused_whole(text, town):
    with pytest.raises(BadList):
        load(text)


def test_one_wrong_point_or_half_a_character_spoils_no_other_row(town):
    thing = {"objet": "Cl\ud800és", "date": "2026-11-20", "titre": "Trousseau \udfff rouge"}
    points = [5, None, "x", [], [2.255], {}, [2.255, 48.825]]
    found = [
        {
            "type": "Feature",
            "id": f"A{number}",
            "properties": thing,
            "geometry": {"type": "Point", "coordinates": point},
        }
        for number, point in enumerate(points)
    ]
    report = load(json.dumps({"type": "FeatureCollection", "features": found}))
    assert (report.told, [row for row, _why in report.refused]) == (2, [2, 3, 4, 6, 7])
    assert Item.objects.get(source_key="A6").title == "Trousseau  rouge"


def test_what_is_nested_without_end_is_no_list(town):
    with pytest.raises(BadList):
        load('{"features": ' + "[" * 100_000)


def test_the_command_says_what_it_did(town, tmp_path, capsys):
    file = tmp_path / "liste.csv"
    file.write_bytes(CSV.encode("cp1252"))
    call_command("load_found", str(file), source=SOURCE, authority="ISSY")
    assert "2 nouveaux" in capsys.readouterr().out
    assert Item.objects.filter(authority=town.city).count() == 2
    file.write_text(CSV + "X;Clés;hier;x;;;;;;\n")
    with pytest.raises(CommandError, match="1 refus"):
        call_command("load_found", str(file), source=SOURCE)
    with pytest.raises(CommandError, match="Aucune autorité"):
        call_command("load_found", str(file), source=SOURCE, authority="NOPE")
