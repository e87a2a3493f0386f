"""An editor draws a zone and publishes an alert; it interrupts once, stays at the head of pages, and is put away."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from home.models import NewsIndexPage, NewsPage
from home.planting import plant

pytestmark = pytest.mark.browser


@pytest.fixture
def draft(town):
    home = plant()
    index = NewsIndexPage.objects.child_of(home).get()
    page = index.add_child(
        instance=NewsPage(
            title="Eau coupée", slug="eau", summary="De 9 h à 12 h.", sort="alert", live=False, locale=index.locale,
            body=[("text", "<p>Remplissez une bouteille.</p>")], date=timezone.localdate(),
        )
    )  # fmt: skip
    page.save_revision()
    return page


def test_a_zone_is_drawn_and_says_whom_it_reaches(phone, draft, admin, alice, with_password):
    alice.settle(48.825, 2.255)
    page = phone()
    page.set_viewport_size({"width": 1280, "height": 900})
    sign_in(page, admin, with_password(admin))
    page.goto(f"/admin/pages/{draft.pk}/edit/")
    page.check("input[name=audience][value=zone]")
    ground = page.locator("[data-zone-map]")
    ground.scroll_into_view_if_needed()
    expect(page.locator("[data-zone-note]")).to_contain_text("premier sommet")
    page.wait_for_timeout(1000)  # the map settles on the town
    box = ground.bounding_box()
    for x, y in ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)):
        page.mouse.click(box["x"] + box["width"] * x, box["y"] + box["height"] * y)
        page.wait_for_timeout(300)
    assert page.locator("#id_zone").input_value().startswith('{"type":"Polygon"')
    expect(page.locator("[data-reach-words]")).to_contain_text("voisins : Zone dessinée", timeout=5000)
    page.click("[data-zone-clear]")
    assert page.locator("#id_zone").input_value() == ""
    assert page.broken == []


def test_it_interrupts_once_and_is_put_away(phone, draft):
    draft.get_latest_revision().publish()
    page = phone()
    page.goto("/")
    expect(page.get_by_role("alert")).to_contain_text("Eau coupée")
    page.goto("/")
    expect(page.locator("[data-alert]")).to_contain_text("Eau coupée")
    expect(page.get_by_role("alert")).to_have_count(0)
    page.get_by_role("button", name="Ne plus afficher : Eau coupée").click()
    expect(page.locator("[data-alert]")).to_have_count(0)
    assert page.broken == []


def sign_in(page, member, password):
    page.goto("/accounts/login/")
    page.fill("input[name=login]", member.email)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)
