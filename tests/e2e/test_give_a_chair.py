"""Alice gives a chair away on her phone, in less than a minute."""

import io
import time

import pytest
from PIL import Image

from classifieds.models import Category, Classified

NEW = "/classifieds/new/?intent=give"


@pytest.fixture
def chair():
    """What a camera gives: (name, type, bytes)."""
    taken = io.BytesIO()
    Image.effect_noise((1600, 1200), 60).convert("RGB").save(taken, "JPEG")
    return {"name": "chaise.jpg", "mimeType": "image/jpeg", "buffer": taken.getvalue()}


@pytest.fixture
def shelves(server):
    house = Category.objects.create(code="maison", name_fr="Maison", name_en="Home")
    Category.objects.create(code="chaises", parent=house, name_fr="Chaises", name_en="Chairs")
    Category.objects.create(code="canapes", parent=house, name_fr="Canapés", name_en="Sofas", bulky=True)


@pytest.fixture
def page(phone, with_password, alice, shelves):
    password, page = with_password(alice), phone()
    page.goto(f"/accounts/login/?next={NEW}")
    page.fill("[name=login]", alice.email)
    page.fill("[name=password]", password)
    page.locator("form [name=password]").press("Enter")
    page.wait_for_url("**/classifieds/new/**")
    return page


def test_a_photo_two_words_and_it_is_out(page, chair):
    began = time.monotonic()
    page.set_input_files(".photo-choose input[multiple]", chair)
    page.locator("#id_title").press_sequentially("Chaise en bois", delay=120)
    page.wait_for_function("() => document.querySelector('#id_category').value === 'chaises'")
    page.get_by_role("button", name="Publier", exact=True).click()
    page.wait_for_url("**/classifieds/*/")
    assert time.monotonic() - began < 60
    ad = Classified.objects.get()
    assert (ad.title, ad.category.code, ad.photos.count()) == ("Chaise en bois", "chaises", 1)
    assert page.broken == []


def test_the_form_asks_only_what_the_kind_of_ad_needs(page):
    price, swap, collect = (page.locator(one) for one in ("#id_price", "#id_swap_for", "#id_collect"))
    assert not price.is_visible() and not swap.is_visible() and not collect.is_visible()
    page.fill("#id_title", "Canapé")
    collect.wait_for(state="visible")  # bulky, and given
    page.get_by_label("Je vends").check()
    assert price.is_visible() and not collect.is_visible()
    page.get_by_label("Je cherche").check()
    assert not price.is_visible() and not page.locator("#id_condition_0").is_visible()
    page.select_option("#id_category", "chaises")
    page.fill("#id_title", "Canapé d’angle")
    page.wait_for_timeout(500)
    assert page.input_value("#id_category") == "chaises"  # her own choice stays
