"""Whom one writes to is proposed while one types, and written in the field: for one and for several."""

from e2e.test_messages import sign_in
from playwright.sync_api import expect


def test_neighbours_are_chosen_one_after_the_other(phone, town, alice, bob, charlie, with_password):
    page = phone()
    sign_in(page, bob.email, with_password(bob), "/messages/new/")
    box = page.get_by_role("combobox", name="À qui ?")
    box.press_sequentially("ali")
    expect(page.get_by_role("option")).to_have_text(["Alice @alice"])
    box.press("ArrowDown")
    box.press("Enter")
    expect(box).to_have_value("alice, ")
    box.press_sequentially("char")
    page.get_by_role("option").click()
    expect(box).to_have_value("alice, charlie, ")
    page.get_by_label("Votre message").fill("Bonjour à vous deux")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator(".said")).to_contain_text("Bonjour à vous deux")
    assert page.broken == []
