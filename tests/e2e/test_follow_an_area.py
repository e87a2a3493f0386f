"""On two phones: Alice draws her street on the map; Bob asks his neighbours there; her bell rings and says why."""

import re

import pytest
from playwright.sync_api import expect

from community.posts.models import Watch
from discussions.models import Discussion

pytestmark = pytest.mark.browser


def sign_in(page, member, password, then):
    page.goto(f"/accounts/login/?next={then}")
    page.get_by_label("E-mail").fill(member.email)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.wait_for_url(lambda address: "/accounts/login" not in address)


def test_from_a_drawn_area_to_the_bell(phone, alice, bob, with_password):
    password = with_password(alice, bob)
    hers, his = phone(), phone()
    sign_in(hers, alice, password, "/follows/")
    hers.get_by_label("Une zone, coin par coin").check()
    canvas = hers.locator("#zone .map-canvas")
    canvas.locator(".town").first.wait_for(state="attached")
    canvas.scroll_into_view_if_needed()
    size = canvas.bounding_box()
    for x, y in ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8)):
        canvas.click(position={"x": size["width"] * x, "y": size["height"] * y})
    expect(hers.locator("#zone [data-map-note]")).to_have_text("Zone de 3 coins.")

    # The fourth by keyboard: at the middle of the map, moved by the arrows, one taken away again.
    canvas.focus()
    hers.keyboard.press("Enter")
    corner = hers.get_by_role("button", name=re.compile("^Coin 4"))
    corner.focus()
    before = hers.locator("#area_shape").input_value()
    for _ in range(12):
        hers.keyboard.press("Shift+ArrowLeft" if _ < 4 else "ArrowDown")
    assert hers.locator("#area_shape").input_value() != before
    hers.locator("#area_label").fill("Ma rue")
    hers.get_by_role("button", name="Suivre cette zone").click()
    expect(hers.get_by_text("Vous suivez « Ma rue »")).to_be_visible()
    area = Watch.objects.get()
    assert len(area.shape["coordinates"][0]) == 5

    # Bob says something inside it.
    west, east, south, north = area.west, area.east, area.south, area.north
    sign_in(his, bob, password, "/discussions/new/")
    his.get_by_label("En une phrase").fill("Qui a perdu un chat gris ?")
    his.get_by_label("Un endroit précis, sur la carte").check()
    inside = {"lat": (south + 2 * north) / 3, "lon": (west + 2 * east) / 3}
    his.evaluate(
        """place => document.querySelector("[data-map-picker]")
           .dispatchEvent(new CustomEvent("place-set", { detail: place }))""",
        inside,
    )
    expect(his.locator("#id_lat")).to_have_value(re.compile("^48"))
    his.get_by_role("button", name="Publier").last.click()
    his.wait_for_url(re.compile(r"/discussions/\d+/"))

    # Her bell says so by itself, and why.
    expect(hers.locator("[data-bell-count]")).to_have_text("1", timeout=20_000)
    hers.goto("/notifications/")
    expect(hers.get_by_text("Parce que vous suivez « Ma rue ».")).to_be_visible()
    hers.get_by_text("Qui a perdu un chat gris ?").first.click()
    hers.wait_for_url(re.compile(rf"/discussions/{Discussion.objects.get().pk}/"))
    assert [page.broken for page in (hers, his)] == [[], []]
