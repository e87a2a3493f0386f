"""Sending a photo before its form, with JavaScript and without; who may fetch what."""

import uuid

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse
from pictures import SECRET, VAL_DE_SEINE, phone_jpeg, sent

from community.posts import photos, uploads
from community.posts.models import Photo, Post

UPLOAD = "/photos/"


@pytest.fixture
def browser():
    """A browser signed in as a member, or a visitor's."""

    def open_as(member=None):
        client = Client()
        if member:
            client.force_login(member)
        return client

    return open_as


def send(client, content=None, **more):
    return client.post(UPLOAD, {"photo": sent(content or phone_jpeg()), **more})


def address(name, key):
    return reverse(f"posts:photo_{name}", args=[key])


def test_the_address_is_the_agreed_one():
    assert reverse("posts:upload") == UPLOAD


def test_alice_sends_a_photo_and_reads_where_it_was_taken(alice, browser):
    answer = send(browser(alice)).json()
    assert (answer["lat"], answer["lon"]) == pytest.approx(VAL_DE_SEINE, abs=1e-6)
    photo = Photo.objects.get(key=answer["key"])
    assert (photo.uploader, photo.claim, photo.state) == (alice, "", "received")
    assert set(answer) == {"key", "lat", "lon", "taken_at"}


def test_sent_again_by_a_bad_network_it_is_the_same_photo(alice, bob, browser):
    key, hers = str(uuid.uuid4()), browser(alice)
    assert [send(hers, key=key).json()["key"] for _ in range(2)] == [key, key]
    assert Photo.objects.count() == 1
    refused = send(browser(bob), key=key)
    assert (refused.status_code, refused.json()["code"]) == (400, "key_taken")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"texte", "not_a_photo"),
        (b"<svg onload=alert(1)>", "drawing"),
        (phone_jpeg()[:-9], "truncated"),
        (phone_jpeg() + b"<script>alert(1)</script>", "two_in_one"),
    ],
)
def test_what_is_refused_is_told_in_words_where_it_was_sent(alice, browser, content, code):
    answer = send(browser(alice), content)
    assert answer.status_code == 400
    assert answer.json()["code"] == code
    assert answer.json()["error"].endswith(".")
    assert Photo.objects.count() == 0


def test_a_form_without_a_photo_is_told_so(alice, browser):
    client = browser(alice)
    for data in ({}, {"photo": "words instead of a file"}, {"photo": sent(b"")}):
        answer = client.post(UPLOAD, data)
        assert answer.status_code == 400
        assert answer.json()["error"]
    assert client.post(UPLOAD, b"nonsense", content_type="multipart/form-data; boundary=x").status_code == 400
    assert client.get(UPLOAD).status_code == 405


def test_the_refusal_is_in_the_reader_s_language(alice, browser):
    answer = browser(alice).post(UPLOAD, {"photo": sent(b"x")}, headers={"accept-language": "fr"})
    assert answer.json()["error"].startswith("Ce fichier n’est pas une photo")


def test_a_page_of_another_site_cannot_send_for_alice(alice):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert send(strict).status_code == 403
    assert Photo.objects.count() == 0


def test_too_many_photos_from_one_address_are_asked_to_wait(alice, browser, settings):
    settings.ACCOUNT_RATE_LIMITS = {"photo": "2/m/ip"}
    client = browser(alice)
    assert [send(client).status_code for _ in range(3)] == [200, 200, 429]


def test_a_visitor_s_photo_is_theirs_and_stays_theirs_when_they_sign_in(town, alice, browser):
    visitor, stranger = browser(), browser()
    key = send(visitor).json()["key"]
    photos.develop(Photo.objects.get(key=key).pk)
    assert visitor.get(address("preview", key)).status_code == 200
    assert stranger.get(address("preview", key)).status_code == 404
    assert stranger.post(address("remove", key)).status_code == 404
    visitor.force_login(alice)
    assert visitor.get(address("preview", key)).status_code == 200
    assert visitor.delete(address("remove", key)).status_code == 204


def test_a_preview_is_small_clean_and_one_s_own(alice, bob, mira, browser):
    client = browser(alice)
    key = send(client, phone_jpeg(2000, 1500)).json()["key"]
    waiting = client.get(address("preview", key))
    assert (waiting.status_code, waiting.content) == (204, b"")
    photos.develop(Photo.objects.get(key=key).pk)
    answer = client.get(address("preview", key))
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert SECRET not in answer.content
    assert "private" in answer["Cache-Control"]
    assert [browser(who).get(address("preview", key)).status_code for who in (bob, mira, None)] == [404] * 3


def test_alice_takes_a_photo_back_and_bob_cannot(alice, bob, browser):
    client = browser(alice)
    key = send(client).json()["key"]
    assert browser(bob).post(address("remove", key)).status_code == 404
    assert Photo.objects.count() == 1
    assert client.get(address("remove", key)).status_code == 405
    assert client.post(address("remove", key)).status_code == 204
    assert client.post(address("remove", key)).status_code == 404
    assert Photo.objects.count() == 0


def for_mira_only(member, _photo):
    return member.name == "Mira"


def test_the_original_is_for_those_whom_the_policy_names(alice, mira, otto, browser, settings):
    settings.PHOTO_ORIGINAL_POLICY = f"{__name__}.for_mira_only"
    content = phone_jpeg()
    key = send(browser(alice), content).json()["key"]
    answer = browser(mira).get(address("original", key))
    assert answer.content == content
    assert answer["Content-Disposition"] == f'attachment; filename="{key}.jpg"'
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert [browser(who).get(address("original", key)).status_code for who in (alice, otto, None)] == [404] * 3


def test_without_a_policy_nobody_fetches_originals(alice, admin, browser, settings):
    del settings.PHOTO_ORIGINAL_POLICY
    key = send(browser(alice)).json()["key"]
    assert browser(admin).get(address("original", key)).status_code == 404


def test_a_forgotten_original_is_not_found(mira, browser, settings):
    settings.PHOTO_ORIGINAL_POLICY = f"{__name__}.for_mira_only"
    client = browser(mira)
    photo = Photo.objects.get(key=send(client).json()["key"])
    photos.delete_original(photo)
    assert client.get(address("original", photo.key)).status_code == 404


# --- Without JavaScript ----------------------------------------------------------------------------------


def form(member, files=(), keys=(), said=None, **more):
    data = {"photos": [sent(file) for file in files], "photo_keys": list(keys), **(said or {})}
    request = RequestFactory().post("/", data)
    request.user, request.session = member, {}
    return uploads.receive_all(request, **more)


def test_a_plain_form_with_errors_keeps_its_photos(alice):
    kept, refused = form(alice, [phone_jpeg(), b"not a photo"])
    assert [photo.uploader for photo in kept] == [alice]
    assert refused == [("IMG_2026.jpg", refused[0][1])]
    assert refused[0][1].startswith("Ce fichier n’est pas une photo")
    again, none = form(alice, [phone_jpeg(100, 100)], [str(kept[0].key)])
    assert [photo.width for photo in again] == [640, 100]
    assert none == []


def test_the_seventh_photo_of_a_form_is_refused_and_six_are_kept(alice):
    kept, refused = form(alice, [phone_jpeg(64, 48)] * 7)
    assert len(kept) == 6
    assert refused[0][1].startswith("6 photos au plus")


def test_a_form_cannot_name_somebody_else_s_photos_or_nonsense(alice, bob):
    [hers], _ = form(alice, [phone_jpeg()])
    kept, refused = form(bob, [], [str(hers.key), "nonsense", "", "\0"])
    assert kept == []
    assert refused == [("", "Une des photos n’est plus disponible. Ajoutez-la à nouveau.")]
    assert form(bob, [], ["nonsense", "", "\0"]) == ([], [])


def test_a_form_sent_twice_passes_over_the_photos_its_post_has_already(town, alice, browser):
    [photo], _ = form(alice, [phone_jpeg()])
    post = Post.objects.create(kind="incident", author=alice, title="Trou", lat=48.825, lon=2.255, territory=town.val)
    photos.attach([photo.key], post, alice)
    assert form(alice, [], [str(photo.key)]) == ([], [])
    assert browser(alice).get(address("preview", photo.key)).status_code == 404


def test_a_photo_refused_meanwhile_is_named_with_its_reason(alice):
    [photo], _ = form(alice, [phone_jpeg()])
    Photo.objects.update(state="refused", refusal="unreadable")
    kept, refused = form(alice, [], [str(photo.key)])
    assert kept == []
    assert refused == [("IMG_2026.jpg", "Cette photo est abîmée et ne peut pas être lue. Essayez-en une autre.")]


def test_a_kind_may_take_eight_and_each_one_more_is_named(alice):
    files = [phone_jpeg(64, 48)] * 8
    kept, refused = form(alice, files, most=8)
    assert (len(kept), refused) == (8, [])
    over, refused = form(alice, [phone_jpeg(64, 48)], [photo.key for photo in kept], most=7)
    assert over == kept[:7]
    assert [(name, why.split(".")[0]) for name, why in refused] == [("IMG_2026.jpg", "7 photos au plus")] * 2


def test_without_a_script_photos_are_moved_by_the_number_of_their_place(alice):
    kept, _ = form(alice, [phone_jpeg(64, 48)] * 3)
    one, two, three = kept
    keys = [photo.key for photo in kept]

    def placed(*numbers):
        said = {f"photo_place-{photo.key}": number for photo, number in zip(kept, numbers, strict=True)}
        return form(alice, [], keys, said)[0]

    assert placed(1, 2, 3) == [one, two, three]
    assert placed(1, 2, 1) == [three, one, two]
    assert placed(3, 2, 3) == [two, three, one]
    assert placed("x", "", "99999") == [one, two, three]
    assert placed(9, 2, 3) == [two, three, one]


def test_a_photo_is_described_in_the_form_by_its_owner_alone(alice, bob):
    [photo], _ = form(alice, [phone_jpeg(64, 48)])
    said = {f"photo_alt-{photo.key}": " Un canapé\n\u202evert " + "x" * 300}
    form(bob, [], [photo.key], said)
    assert Photo.objects.get().alt == ""
    form(alice, [], [photo.key], said)
    assert Photo.objects.get().alt == ("Un canapé vert " + "x" * 300)[:200]
    form(alice, [], [photo.key])  # a form that does not ask leaves it
    assert Photo.objects.get().alt.startswith("Un canapé")


def test_an_edited_post_s_own_photos_stay_in_its_form_and_in_no_other(town, alice):
    kept, _ = form(alice, [phone_jpeg(64, 48)] * 2)
    keys = [photo.key for photo in kept]
    post, other = (
        Post.objects.create(kind="incident", author=alice, title="Trou", lat=48.825, lon=2.255, territory=town.val)
        for _ in range(2)
    )
    photos.attach(keys, post, alice)
    assert form(alice, [], keys[::-1], post=post) == (kept[::-1], [])
    assert form(alice, [], keys, post=other) == ([], [])
