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


# --- A heavy photo, in pieces ------------------------------------------------------------------------------------


def heavy(name, size=3_400_000):
    """A real photo of about so many bytes: comments of the JPEG fill it."""
    picture, filled, rest = phone_jpeg(400, 300), [], size
    while rest > 0:
        filled.append(b"\xff\xfe" + (60_002).to_bytes(2) + bytes(60_000))
        rest -= 60_004
    return file(name, picture[:2] + b"".join(filled) + picture[2:])


BIG = heavy("grande.jpg")


def pieces(form):
    """What each piece that leaves says of its place, as the server is asked for it."""
    seen = []

    def leaving(request):
        if request.method == "PUT":
            seen.append(int(request.headers["content-range"].split()[1].split("-")[0]))

    form.on("request", leaving)
    return seen


def test_a_line_that_drops_in_the_middle_costs_one_piece_and_nothing_is_sent_twice(form):
    begun, cut = pieces(form), []

    def flaky(route):
        if route.request.method == "PUT" and "1048576-" in route.request.headers["content-range"] and len(cut) < 2:
            cut.append(1)
            if len(cut) == 1:
                return route.abort()  # it never arrives
            route.fetch()  # it arrives, its answer does not
            return route.abort()
        route.continue_()

    form.route("**/photos/*/?name=*", flaky)
    choose(form, BIG)
    states(form, "sent")
    mb = 1024 * 1024
    assert begun == [0, mb, mb, 2 * mb, 3 * mb]
    photo = Photo.objects.get()
    assert (photo.original_name, photo.bytes) == ("grande.jpg", len(BIG["buffer"]))
    assert form.broken == []


def test_without_network_it_waits_however_long_and_goes_on_by_itself(form):
    mb, begun, cut = 1024 * 1024, pieces(form), []

    def gone(route):
        if route.request.method == "PUT" and not cut and f"bytes {2 * mb}-" in route.request.headers["content-range"]:
            cut.append(1)
            form.context.set_offline(True)
            return route.abort()
        route.continue_()

    form.route("**/photos/*/?name=*", gone)
    choose(form, BIG)
    states(form, "waiting")
    form.wait_for_timeout(3000)
    states(form, "waiting")
    form.context.set_offline(False)
    states(form, "sent")
    assert [start for start in begun if start < 2 * mb] == [0, mb]
    assert Photo.objects.get().bytes == len(BIG["buffer"])


def test_after_a_reload_the_same_file_goes_on_where_it_stopped(form, tmp_path):
    mb, begun = 1024 * 1024, pieces(form)
    on_disk = tmp_path / "grande.jpg"
    on_disk.write_bytes(BIG["buffer"])
    form.route("**/photos/*/?name=*", lambda route: route.abort() if len(begun) > 2 else route.continue_())
    form.locator(".photo-choose input[multiple]").set_input_files(on_disk)
    states(form, "waiting")
    form.unroute("**/photos/*/?name=*")
    form.reload()
    assert form.get_by_role("alert").inner_text().startswith("grande.jpg : L’envoi s’était interrompu.")
    begun.clear()
    form.locator(".photo-choose input[multiple]").set_input_files(on_disk)
    states(form, "sent")
    assert begun == [2 * mb, 3 * mb]
    assert Photo.objects.count() == 1


def test_photos_are_dragged_and_described_and_keep_both_after_an_error(form):
    choose(form, *[file(f"{number}.jpg", phone_jpeg(400, 300)) for number in range(3)])
    states(form, *["sent"] * 3)
    assert form.locator(".photo-cover:visible").count() == 1
    form.locator("[data-grip]").nth(2).drag_to(form.locator(".photo-pick-view").first)
    assert names(form) == ["2.jpg", "0.jpg", "1.jpg"]
    assert "Déplacée, 1/3" in form.locator("[data-photo-said]").inner_text()
    form.locator(".photo-pick summary").first.click()
    form.get_by_label("Ce que montre la photo").first.fill("Un nid-de-poule")
    form.locator(REVIEW).click()
    form.wait_for_selector("ul.field-errors")
    states(form, *["sent"] * 3)
    assert names(form) == ["2.jpg", "0.jpg", "1.jpg"]
    assert Photo.objects.get(original_name="2.jpg").alt == "Un nid-de-poule"
    assert form.broken == []
