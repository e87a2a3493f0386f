"""A word to neighbours that is never lost: kept while it is written, without network, on a second device."""

import time

import pytest

from community.posts.models import Draft
from discussions.models import Discussion

NEW = "/discussions/new/"
TITLE, TEXT = "#id_title", "#id_text"


@pytest.fixture
def signed_in(phone, with_password, alice):
    password = with_password(alice)

    def enter(**more):
        page = phone(**more)
        page.goto(f"/accounts/login/?next={NEW}")
        page.fill("[name=login]", alice.email)
        page.fill("[name=password]", password)
        page.locator("form [name=password]").press("Enter")
        page.wait_for_url(f"**{NEW}")
        return page

    return enter


def said(page, words):
    page.wait_for_function(
        "words => document.querySelector('[data-draft-said]').textContent.includes(words)", arg=words
    )


def texts():
    return sorted(draft.data["text"][0] for draft in Draft.objects.all())


def test_what_is_typed_is_there_after_the_tab_is_gone(signed_in):
    page = signed_in()
    page.fill(TITLE, "Chat perdu")
    said(page, "Brouillon gardé")
    page.fill(TEXT, "Il a peur.")
    page.goto("/drafts/")  # at once: what was typed last leaves with the page
    page.get_by_role("link", name="Reprendre Chat perdu").click()
    page.wait_for_url("**draft=*")
    time.sleep(0.5)
    page.reload()
    assert page.input_value(TEXT) == "Il a peur."
    page.get_by_role("button", name="Publier", exact=True).click()
    page.wait_for_url("**/discussions/*/")
    time.sleep(0.5)
    assert Discussion.objects.get().text == "Il a peur."
    assert not Draft.objects.exists()
    assert page.broken == []


def test_without_network_it_stays_on_the_device_and_leaves_when_it_is_back(signed_in):
    page = signed_in()
    page.context.set_offline(True)
    page.fill(TITLE, "Dans le métro")
    said(page, "Hors connexion")
    assert not Draft.objects.exists()
    page.context.set_offline(False)
    said(page, "Brouillon gardé")
    assert Draft.objects.get().title == "Dans le métro"


def test_what_an_earlier_page_could_not_send_becomes_a_draft(signed_in):
    page = signed_in()
    page.route("**/drafts/", lambda route: route.abort())
    page.fill(TITLE, "Dans le tunnel")
    said(page, "Hors connexion")
    page.goto("/")
    page.unroute("**/drafts/")
    page.goto(NEW)
    said(page, "a rejoint vos brouillons")
    assert Draft.objects.get().title == "Dans le tunnel"
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('parvis.draft.')).length") == 0


def test_on_two_devices_both_texts_are_kept(signed_in):
    one = signed_in()
    one.fill(TEXT, "Au téléphone")
    said(one, "Brouillon gardé")
    two = signed_in()
    two.goto(f"{NEW}?draft={Draft.objects.get().key}")
    two.fill(TEXT, "À l’ordinateur")
    said(two, "Brouillon gardé")
    one.fill(TEXT, "Au téléphone, encore")
    said(one, "les deux sont gardés")
    assert texts() == ["Au téléphone, encore", "À l’ordinateur"]
