"""Sunday, a child has a fever: an open pharmacy is found from the front page, with the keyboard alone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from directory.models import Entry
from directory.planting import plant
from home.planting import plant as plant_home

FOCUS = "() => { const on = document.activeElement; return on === document.body ? '' : `${on.id} ${on.innerText}` }"
MOST_TABS = 45  # to what one looks for, from the top of a page


@pytest.fixture
def pharmacies(server, town):
    plant_home()
    plant()
    shelf = Entry._meta.get_field("category").related_model.objects.get(code="pharmacie")
    lat, lon = town.in_val

    def pharmacy(name, hours, **more):
        Entry.objects.create(
            name=name, category=shelf, territory=town.val, lat=lat, lon=lon, address="3 rue Pierre Poli",
            hours=hours, **more,
        )  # fmt: skip

    pharmacy("Pharmacie du Pont", "Mo-Sa 09:00-19:30; Su 10:00-12:30", phone="+33146423465")
    pharmacy("Pharmacie Centrale", "Mo-Sa 09:00-19:30")
    pharmacy("Pharmacie des Docks", "Mo-Fr 09:00-19:30; Su off")


def tab_to(page, words):
    """Press Tab until what is focused says so."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if words in page.evaluate(FOCUS):
            return
    raise AssertionError(f"{words} is not reached in {MOST_TABS} tabs")


def test_found_from_the_front_page_by_keyboard(phone, pharmacies):
    page = phone()
    page.goto("/")
    tab_to(page, "Annuaire")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/")
    tab_to(page, "id_q")
    page.keyboard.type("pharmacie")
    tab_to(page, "Filtrer : jour et heure")
    page.keyboard.press("Enter")
    tab_to(page, "id_open")
    page.keyboard.type("dim")  # a list of choices goes to what one types
    results = page.locator("#results")
    expect(results).to_contain_text("dimanche : 10 h – 12 h 30")
    expect(results.locator(".card-link")).to_have_text(["Pharmacie du Pont"])
    assert "open=dimanche" in page.url  # may be sent to somebody as it is
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []

    tab_to(page, "Pharmacie du Pont")
    page.keyboard.press("Enter")
    page.wait_for_url("**/services/pharmacie-du-pont/")
    expect(page.get_by_role("link", name="01 46 42 34 65")).to_have_attribute("href", "tel:+33146423465")
    expect(page.locator(".entry-week")).to_contain_text("10 h – 12 h 30")
    assert page.broken == []
