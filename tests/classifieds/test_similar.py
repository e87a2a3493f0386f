"""Beside Alice's sofa: other sofas, the nearest first, then what stands in the same family."""

import pytest
from django.contrib.auth.models import AnonymousUser

from classifieds.models import Category
from classifieds.similar import beside, like
from community.members.blocks import block
from community.posts.states import hide_post


@pytest.fixture
def tables(sofas):
    return Category.objects.create(code="tables", parent=sofas.parent, name_fr="Tables")


def test_the_same_first_then_the_family_the_nearest_first(give, sofa, tables, town, sofas, queries):
    table = give(title="Table", category=tables)
    far = give(title="Canapé à Vanves", at_point=town.in_vanves)
    near = give(title="Canapé d’à côté")
    give(title="Vélo", category=Category.objects.create(code="velos", name_fr="Vélos"))
    again = give(title="Canapé, encore", first=sofa)
    with queries(1):
        assert like(sofa, AnonymousUser(), 4) == [near.pk, far.pk, table.pk]
    assert again.pk not in like(sofa, AnonymousUser(), 9) and again.pk in like(near, AnonymousUser(), 9)


def test_not_what_the_reader_meets_nowhere(give, sofa, bob, alice, charlie):
    other, gone = give(), give(title="Masqué")
    hide_post(gone)
    block(bob, alice)
    assert [pk for pk, _version in beside(sofa, charlie)] == [other.pk] and beside(sofa, bob) == []


def test_one_or_many_costs_one_query(give, sofa, bob, queries):
    for _number in range(12):
        give()
    with queries(1):
        assert len(like(sofa, bob, 4)) == 4
