"""What giving saved: counted from what was handed over, with published figures and no others."""

import csv

import pytest
from django.utils import timezone

from classifieds.categories import ADEME
from classifieds.models import Category
from classifieds.savings import saved
from community.handovers.models import Handover


@pytest.fixture
def handed(town, give, bob):
    """`handed(units=2, intent="swap")`: an ad of Alice's that Bob has taken."""

    def handing(units=1, state="done", **said):
        ad = give(**said)
        Handover.objects.create(
            post=ad, owner=ad.author, partner=bob, units=units, state=state, ended_at=timezone.now()
        )
        return ad

    return handing


@pytest.fixture
def kinds(sofas):
    Category.objects.filter(pk=sofas.pk).update(
        co2_kg=179, source=ADEME, source_url="https://impactco2.fr/outils/mobilier/canapetextile"
    )
    return {
        "sofa": Category.objects.get(pk=sofas.pk),
        "kettle": Category.objects.create(
            code="bouilloires",
            name_fr="Bouilloires",
            co2_kg=9.91,
            kg=1.4,
            source=ADEME,
            source_url="https://impactco2.fr",
        ),
        "rug": Category.objects.create(code="tapis", name_fr="=Tapis"),
    }


def test_gifts_and_swaps_count_and_nothing_else(handed, kinds, town):
    handed(category=kinds["sofa"])
    handed(category=kinds["kettle"], intent="swap", units=2)
    handed(category=kinds["rug"])
    handed(category=kinds["sofa"], intent="sell", price_cents=4000)
    handed(category=kinds["sofa"], intent="lend")
    handed(category=kinds["sofa"], state="promised")
    handed(category=kinds["sofa"], state="no_show")
    total = saved()
    assert (total.units, total.counted, total.uncounted) == (4, 3, 1)
    assert round(total.co2_kg, 2) == 198.82
    assert (total.weighed, total.kg) == (2, 2.8)


def test_each_quarter_has_its_own_and_the_town_has_them_all(handed, kinds, town):
    handed(category=kinds["sofa"])
    handed(category=kinds["kettle"], at_point=town.in_centre)
    handed(category=kinds["kettle"], at_point=town.in_vanves)
    assert [round(saved(place).co2_kg, 2) for place in (town.val, town.centre, town.issy, town.vanves)] == [
        179, 9.91, 188.91, 9.91,
    ]  # fmt: skip


def test_the_page_says_how_it_is_counted_and_by_whom(handed, kinds, client):
    empty = client.get("/classifieds/saved/").content.decode()
    assert "Rien n’a encore changé de mains" in empty and "Impact CO2" in empty
    handed(category=kinds["sofa"])
    handed(category=kinds["rug"])
    page = client.get("/classifieds/saved/?once").content.decode()
    assert 'href="https://impactco2.fr/outils/mobilier/canapetextile"' in page
    assert "1 objet n’a pas de chiffre publié" in page and "Val-de-Seine" in page
    assert "csrfmiddlewaretoken" not in page


def test_what_moderation_has_hidden_is_not_counted(handed, kinds):
    ad = handed(category=kinds["sofa"])
    type(ad).objects.filter(pk=ad.pk).update(hidden_at=timezone.now())
    assert saved().units == 0


def test_the_table_runs_nothing_in_a_spreadsheet(handed, kinds, client):
    handed(category=kinds["rug"])
    handed(category=kinds["kettle"], units=3)
    answer = client.get("/classifieds/saved.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    _head, *rows = csv.reader(answer.content.decode().removeprefix("\ufeff").splitlines(), delimiter=";")
    assert rows == [
        ["Issy-les-Moulineaux", "Val-de-Seine", "'=Tapis", "1", "", "", "", ""],
        ["Issy-les-Moulineaux", "Val-de-Seine", "Bouilloires", "3", "29.73", "4.2", ADEME, "https://impactco2.fr"],
    ]


def test_one_gift_or_many_cost_the_same(handed, kinds, town, queries):
    handed(category=kinds["sofa"])
    with queries(3):
        saved()
    for n in range(12):
        handed(category=kinds["kettle"], title=f"Bouilloire {n}", at_point=(town.in_centre, town.in_vanves)[n % 2])
    with queries(3):
        assert saved().units == 13
