"""A member's pages, full: axe finds nothing, nothing sticks out of the screen, no script breaks. Also what a refused
form looks like, and titles of one long word."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from e2e.test_feed import told
from e2e.test_messages import sign_in
from playwright.sync_api import expect

from community.conversations.opening import begin
from community.notifications.notify import notify
from community.posts import thread
from community.posts.where import wheres
from discussions.models import Discussion

PAGES = [
    "/feed/", "/feed/92040-val-de-seine/", "/feed/?tag=nulle-part", "/map/", "/new/", "/incidents/new/",
    "/discussions/new/", "{discussion}", "{incident}", "/follows/", "/members/me/", "/members/me/places/",
    "/members/me/places/add/", "/members/bob/", "/notifications/", "/notifications/settings/", "/messages/", "{talk}",
    "{talk}people/", "/messages/new/", "/digest/", "{poster}",
]  # fmt: skip
BY_NIGHT = ["/feed/", "/notifications/settings/", "{discussion}", "{talk}", "/follows/"]
REFUSED = ["/discussions/new/", "/incidents/new/", "/messages/new/?to=bob", "/members/me/places/add/", "{discussion}"]
LONG = "Anticonstitutionnellement" * 5


@pytest.fixture
def alices(town, alice, bob):
    """The addresses that have a number in them, once Bob has said and reported something and written to her."""
    where = next(one for one in wheres(bob) if one.value == f"territory:{town.val.code}")
    said = Discussion.objects.say(bob, LONG, f"{LONG}\n\n- Qui vient ?", where, place_label=LONG, tags=["velo"])
    thread.say(said, alice, "Moi !")
    thread.say(said, bob, LONG)
    talk = begin(bob, alice, f"À samedi ? {LONG}", post=None).conversation
    return {
        "discussion": said.get_absolute_url(),
        "incident": told(town, bob, "Banc cassé").get_absolute_url(),
        "talk": f"/messages/{talk.pk}/",
        "poster": f"/digest/{timezone.localdate():%Y-%m-%d}/poster/{town.val.code}/",
    }


def faults(page, address):
    """What is wrong with the page in front of us, each with the address."""
    found = [(v["id"], [node["html"][:90] for node in v["nodes"]]) for v in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [(address, fault) for fault in found + page.broken + ([wide] if wide > page.viewport_size["width"] else [])]


def refuse(page, address):
    """Send the page's own form with nothing in it, past the browser's checks."""
    page.goto(address)
    with page.expect_navigation():
        page.locator("main form:has(button.btn-primary)").last.evaluate("form => form.submit()")


def test_every_page_of_a_member_is_sound_on_a_phone(phone, alice, alices, with_password):
    page = phone()
    sign_in(page, alice.email, with_password(alice))
    wrong = []
    for address in PAGES:
        assert page.goto(address.format(**alices)).ok, address
        wrong += faults(page, address)
    for address in REFUSED:
        refuse(page, address.format(**alices))
        assert page.locator(".field-errors:visible, .form-summary").count(), address
        wrong += faults(page, f"{address} refused")
    assert wrong == []


def test_escape_closes_the_menu_of_a_notification(phone, alice, with_password):
    notify([alice], "comment", "/posts/1/", topic="post:1", facts={"who": "Bob", "title": "Banc cassé", "text": "Oui."})
    page = phone()
    sign_in(page, alice.email, with_password(alice))
    page.goto("/notifications/")
    page.locator(".note-menu summary").press("Enter")
    expect(page.get_by_role("button", name="Plus rien à ce sujet")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Plus rien à ce sujet")).to_be_hidden()
    expect(page.locator(".note-menu summary")).to_be_focused()
    assert page.broken == []


def test_and_by_night_on_a_wide_screen(phone, alice, alices, with_password):
    page = phone(color_scheme="dark")
    sign_in(page, alice.email, with_password(alice))
    page.set_viewport_size({"width": 1280, "height": 900})
    wrong = []
    for address in BY_NIGHT:
        assert page.goto(address.format(**alices)).ok, address
        wrong += faults(page, address)
    assert wrong == []
