"""A category from the words one types."""

import pytest

from classifieds.models import Category
from classifieds.suggesting import grouped, offered, suggested


@pytest.fixture
def shelves(sofas):
    def add(code, name, words, parent=sofas.parent):
        return Category.objects.create(code=code, parent=parent, name_fr=name, synonyms_fr=words)

    add("chaises", "Chaises", "chaise, tabouret, fauteuil")
    add("lits", "Lits", "lit, sommier, canapé-lit")
    kids = add("enfants", "Enfants", "", None)
    add("poussettes", "Poussettes", "poussette, landau", kids)
    add("divers", "Divers", "", None)
    return offered()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Chaise en bois", "chaises"), ("4 CHAISES", "chaises"), ("tabourets de bar", "chaises"),
        ("Canapé-lit deux places", "lits"), ("canapé trois places", "canapes"), ("Lit d’enfant", "lits"),
        ("poussette-canne", "poussettes"), ("Sofa", "canapes"), ("chaisière", None), ("", None), ("élite", None),
    ],
)  # fmt: skip
def test_the_longest_word_decides(shelves, words, code):
    found = suggested(words, shelves)
    assert (found and found.code) == code


def test_families_stand_in_order_each_with_its_own(shelves):
    assert [(root.code, [one.code for one in below]) for root, below in grouped(shelves)] == [
        ("divers", ["divers"]), ("enfants", ["poussettes"]), ("maison", ["canapes", "chaises", "lits"]),
    ]  # fmt: skip
