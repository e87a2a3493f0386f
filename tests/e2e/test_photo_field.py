"""Photos on a phone: sent while the form is filled, through a bad network, in one's own order; and without scripts."""

import time

import pytest
from pictures import drawing, encoded, phone_exif, phone_jpeg

from community.posts.models import Photo

FORM = "/incidents/new/"
REVIEW = "[name=step][value=review]"


def file(name, content):
    return {"name": name, "mimeType": "application/octet-stream", "buffer": content}


RUE = file("rue.jpg", phone_jpeg(1600, 1200))
IPHONE = file("iphone.heic", encoded(drawing(800, 600), "HEIF", exif=phone_exif(orientation=6)))
NOTES = file("notes.txt", b"ceci n'est pas une photo")


@pytest.fixture
def form(phone):
    page = phone()
    page.goto(FORM)
    return page


def choose(page, *files):
    page.locator(".photo-choose input[multiple]").set_input_files(files)


def states(page, *expected):
    """Waits until the photos are in these states, in this order."""
    page.wait_for_function(
        "wanted => [...document.querySelectorAll('.photo-pick')].map(row => row.dataset.state).join() === wanted",
        arg=",".join(expected),
    )


def names(page):
    return page.locator(".photo-pick [data-name]").all_text_contents()


def test_photos_leave_at_once_say_where_they_were_taken_and_can_be_moved_and_removed(form):
    form.evaluate("document.addEventListener('photo-located', ({ detail }) => (window.located = detail))")
    choose(form, RUE, IPHONE, NOTES)
    states(form, "sent", "sent", "failed")
    assert form.evaluate("window.located") == {"lat": 48.825, "lon": 2.255}
    assert "n’est pas une photo" in form.locator(".photo-pick").nth(2).inner_text()
    form.get_by_role("button", name="Retirer : 3, notes.txt").click()
    form.get_by_role("button", name="Placer avant : 2, iphone.heic").click()
    assert names(form) == ["iphone.heic", "rue.jpg"]
    assert "Déplacée, 1/2" in form.locator("[data-photo-said]").inner_text()
    # A browser that cannot draw a HEIC gets the server's small rendition once it is there.
    form.wait_for_function("() => document.querySelector('.photo-pick img').naturalWidth === 360")
    form.get_by_role("button", name="Retirer : 1, iphone.heic").click()
    form.wait_for_function("() => document.activeElement.getAttribute('aria-label') === 'Retirer : 1, rue.jpg'")
    form.wait_for_timeout(300)
    assert [photo.original_name for photo in Photo.objects.all()] == ["rue.jpg"]
    assert form.broken == []


def test_a_lost_network_is_waited_for_and_nothing_is_sent_twice(form):
    choose(form, RUE)
    states(form, "sent")
    lost = []
    form.route(
        "**/photos/", lambda route: (lost.append(1), route.fetch(), route.abort()) if not lost else route.continue_()
    )
    choose(form, IPHONE)  # it arrives, and its answer is lost
    states(form, "sent", "waiting")
    assert "nouvel essai" in form.locator(".photo-pick").nth(1).inner_text()
    states(form, "sent", "sent")
    assert lost == [1]
    assert Photo.objects.count() == 2


def test_a_form_sent_early_waits_for_its_photos_and_keeps_them_after_an_error(form):
    form.route("**/photos/", lambda route: (time.sleep(0.3), route.continue_()))
    choose(form, *[file(f"{number}.jpg", phone_jpeg(400, 300)) for number in range(8)])
    assert form.locator(".photo-pick").count() == 6
    assert form.get_by_role("alert").inner_text() == (
        "6 photos au plus. Retirez-en une pour en ajouter une autre. Pas reprises : 6.jpg, 7.jpg"
    )
    form.locator(REVIEW).click()
    assert "le formulaire suivra" in form.locator("[data-photo-said]").inner_text()
    form.wait_for_load_state()
    form.wait_for_selector("ul.field-errors")  # no category yet
    states(form, *["sent"] * 6)
    assert names(form) == [f"{number}.jpg" for number in range(6)]


def test_a_photo_that_did_not_leave_holds_the_form_back_until_it_is_dealt_with(form):
    choose(form, NOTES)
    states(form, "failed")
    form.locator(REVIEW).click()
    assert "réessayez ou retirez-la" in form.get_by_role("alert").inner_text()
    form.get_by_role("button", name="Retirer : 1, notes.txt").click()
    form.locator(REVIEW).click()
    form.wait_for_selector("ul.field-errors")


def test_after_a_detour_the_photos_are_still_there(form):
    choose(form, RUE)
    states(form, "sent")
    form.goto("/accounts/login/")
    form.goto(FORM)
    states(form, "sent")
    assert names(form) == ["rue.jpg"]


def test_without_scripts_the_photos_leave_with_the_form_and_stay_in_it(phone):
    page = phone(java_script_enabled=False)
    page.goto(FORM)
    page.locator("#photos").set_input_files([RUE, NOTES])
    page.locator(REVIEW).click()
    assert "notes.txt : Ce fichier n’est pas une photo" in page.locator("#photos_error").inner_text()
    assert page.get_by_label("Garder rue.jpg").is_checked()
    page.get_by_label("Garder rue.jpg").uncheck()
    page.locator(REVIEW).click()
    assert page.get_by_label("Garder rue.jpg").count() == 0
