"""What an ad may be about: planted once, in two languages, and the town's from then on."""

import pytest
from django.core.management import call_command
from django.utils.translation import override
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from classifieds.categories import TREE
from classifieds.models import Category
from classifieds.planting import plant

ALL = [one for branch, leaves in TREE for one in (branch, *leaves)]


def test_a_fresh_town_has_its_tree(db, capsys):
    call_command("plant_classifieds")
    assert Category.objects.filter(parent=None).count() == 12
    assert Category.objects.count() == len(ALL)
    sofas = Category.objects.get(code="canapes")
    assert (sofas.parent.code, sofas.bulky, sofas.days) == ("maison", True, 30)
    with override("en"):
        assert sofas.name == "Sofas and armchairs"


def test_what_an_editor_has_changed_stays(db):
    plant()
    Category.objects.filter(code="canapes").update(name_fr="Sofas du quartier", active=False)
    Category.objects.filter(code="billets").delete()
    assert plant() == 1  # the one that was missing
    sofas = Category.objects.get(code="canapes")
    assert (sofas.name_fr, sofas.active) == ("Sofas du quartier", False)
    assert plant() == 0


def test_every_code_is_there_once_and_the_tree_has_two_levels(db):
    codes = [one["code"] for one in ALL]
    assert len(codes) == len(set(codes))
    plant()
    assert not Category.objects.filter(parent__parent__isnull=False).exists()


@pytest.mark.parametrize("icon", sorted({one["icon"] for one in ALL}))
def test_every_icon_exists(icon):
    try:
        lucide(icon)
    except IconDoesNotExist:
        pytest.fail(icon)


def test_every_figure_says_where_it_comes_from():
    for one in ALL:
        counted = one["co2_kg"] is not None or one["kg"] is not None
        assert counted == bool(one["source"]) == one["source_url"].startswith("https://"), one["code"]
        assert all(figure is None or figure > 0 for figure in (one["co2_kg"], one["kg"])), one["code"]


def test_every_category_speaks_both_languages():
    for one in ALL:
        assert all(one[name] for name in ("name_fr", "name_en", "synonyms_fr", "synonyms_en")), one["code"]
