"""A fresh installation gets its pages once, in both languages, whatever stood there before."""

import pytest
from django.core.management import call_command
from wagtail.models import Locale, Page, Site

from home.models import HelpPage, HomePage, NewsIndexPage
from home.planting import plant


def counted():
    return [model.objects.count() for model in (Site, Locale, HomePage, NewsIndexPage, HelpPage, Page)]


def test_wagtails_welcome_page_makes_room(db, capsys):
    call_command("plant")
    assert counted() == [1, 2, 2, 2, 2, 7]  # and the root
    assert isinstance(Site.objects.get().root_page.specific, HomePage)
    assert Page.find_problems() == ([], [], [], [], [])


def test_planting_again_changes_nothing(db):
    first = plant()
    HomePage.objects.filter(pk=first.pk).update(welcome="Notre phrase")
    assert plant().welcome == "Notre phrase"
    assert counted() == [1, 2, 2, 2, 2, 7]


@pytest.mark.django_db
def test_after_everything_was_flushed_it_all_comes_back():
    Site.objects.all().delete()
    Page.objects.all().delete()
    Locale.objects.all().delete()
    plant()
    assert counted() == [1, 2, 2, 2, 2, 7]
    assert Page.find_problems() == ([], [], [], [], [])


def test_a_page_an_editor_has_put_there_stays(db):
    root = Page.get_first_root_node()
    own = root.add_child(instance=Page(title="Notre page", slug="notre-page"))
    Site.objects.update(root_page=own)
    own.add_child(instance=Page(title="Dessous", slug="dessous"))
    plant()
    assert Page.objects.filter(slug="notre-page").exists()


def test_the_pages_are_translations_of_one_another(square, english):
    for page in square.get_children():
        other = page.get_translation(Locale.objects.get(language_code="en"))
        assert (other.slug, other.get_parent().specific) == (page.slug, english)
