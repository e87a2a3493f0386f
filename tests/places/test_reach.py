"""How far a place reaches, and whom what is published somewhere reaches."""

import pytest

from community.members.models import MemberPlace, Reach
from community.members.reach import covered, in_words, readers_of, territories_of, whom_it_reaches
from community.places.boundaries import atlas
from community.places.models import Level, Territory
from tests.conftest import square


def names(ids):
    return sorted(t.name for t in atlas().territories if t.pk in ids)


@pytest.fixture
def known(town):
    return {t.code: t for t in atlas().territories}


def test_the_quarters_next_door_over_the_towns_border_too(town, known):
    assert [t.name for t in atlas().next_to(known["92040-centre-ville"])] == ["Val-de-Seine", "Vanves"]
    assert [t.name for t in atlas().next_to(known["92040-val-de-seine"])] == ["Centre-ville"]
    assert [t.name for t in atlas().next_to(known["92075"])] == ["Centre-ville"]


def test_a_river_does_not_part_neighbours_and_a_park_does(town):
    def quarter(code, west):
        fields = {"level": Level.NEIGHBOURHOOD, "parent": town.vanves, "boundary": square(west, 48.82, 2.30, 48.83)}
        return Territory.objects.create(code=code, name=code, **fields)

    near, far = quarter("over-the-river", 2.2805), quarter("over-the-park", 2.2830)
    next_to = [t.name for t in atlas().next_to(town.centre)]
    assert near.name in next_to and far.name not in next_to
    assert "Vanves" not in next_to  # a town with quarters is not itself next door


def test_what_each_reach_brings(town, known):
    here = known["92040-val-de-seine"]
    wide = ["Grand Paris Seine Ouest", "Hauts-de-Seine", "Issy-les-Moulineaux"]
    assert names(covered(here, Reach.QUARTER)) == sorted([*wide, "Val-de-Seine"])
    assert names(covered(here, Reach.NEXT)) == sorted([*wide, "Val-de-Seine", "Centre-ville"])
    assert names(covered(known["92075"], Reach.TOWN)) == ["Grand Paris Seine Ouest", "Hauts-de-Seine", "Vanves"]


def test_in_words(town, known):
    here = known["92040-val-de-seine"]
    assert in_words(here, Reach.QUARTER) == "Val-de-Seine seulement"
    assert in_words(here, Reach.NEXT) == "Val-de-Seine et les quartiers voisins : Centre-ville"
    assert in_words(here, Reach.TOWN) == "Toute la ville : Issy-les-Moulineaux"


def test_several_places_are_brought_together_in_one_query(town, alice, queries):
    MemberPlace.objects.create(member=alice, label="work", territory=town.vanves, reach=Reach.QUARTER)
    atlas()
    with queries(1):
        assert {"Val-de-Seine", "Centre-ville", "Vanves"} <= set(names(territories_of(alice)))


def test_whom_it_reaches_counts_each_reader_once_and_no_crowd_too_small(town, alice, neighbours, charlie, queries):
    here = next(t for t in atlas().territories if t.code == town.val.code)
    assert whom_it_reaches(here)["count"] is None
    neighbours(3)
    MemberPlace.objects.create(member=alice, label="work", territory=town.val)
    assert readers_of(here) == 4 and whom_it_reaches(here)["count"] is None
    MemberPlace.objects.create(member=charlie, label="work", territory=town.centre, reach=Reach.QUARTER)
    assert readers_of(here) == 4
    MemberPlace.objects.filter(member=charlie, label="work").update(reach=Reach.NEXT)
    with queries(1):
        told = whom_it_reaches(here)
    assert (told["count"], told["here"], told["next"], told["wide"]) == (5, town.val, ["Centre-ville"], False)


def test_the_form_says_whom_a_report_reaches_and_never_how_few(client, town, alice, neighbours):
    asked = {"nature": "problem", "category": "pothole", "lat": "48.825", "lon": "2.255"}
    said = client.get("/incidents/new/around/", asked).content.decode()
    assert "Moins de 5 voisins le trouveront dans leur fil" in said
    neighbours(6)
    said = client.get("/incidents/new/around/", asked).content.decode()
    assert "7 voisins le trouveront dans leur fil" in said and "quartiers voisins (Centre-ville)" in said
