"""The search box with the keyboard: what is suggested, chosen and left alone; and nothing for axe to say."""

from axe_playwright_python.sync_playwright import Axe
from e2e.test_feed import told
from playwright.sync_api import expect

from community.posts.models import Post


def test_suggestions_are_chosen_with_the_keyboard(phone, town, bob):
    for title in ("Un lampadaire éteint", "Lampadaire penché", "Un banc cassé"):
        told(town, bob, title)
    Post.objects.filter(title="Lampadaire penché").update(text="Depuis le choc, <b>il</b> penche.")
    page = phone()
    page.goto("/search/")
    box = page.get_by_role("combobox", name="Que cherchez-vous ?")
    box.press_sequentially("lampad")
    options = page.get_by_role("option")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("aria-expanded", "true")

    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")  # beyond the end: none is chosen
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("lampad")

    box.press("ArrowDown")
    expect(options).to_have_count(2)
    box.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    box.press("Enter")
    expect(page.get_by_role("heading", name="Lampadaire penché")).to_be_visible()

    page.goto("/search/")
    box.press_sequentially("lampadaires")
    box.press("Enter")  # nothing chosen: the form searches
    expect(page.locator(".card-link")).to_have_count(2)
    expect(page.locator("mark").first).to_have_text("Lampadaire")
    assert [found["id"] for found in Axe().run(page).response["violations"]] == [] == page.broken
