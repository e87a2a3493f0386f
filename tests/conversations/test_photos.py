"""Photos in a message are as private as its words."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import default_storage, storages
from django.urls import reverse
from django.utils import timezone
from pictures import SECRET, phone_jpeg, sent
from PIL import Image

from community.conversations import photos as message_photos
from community.conversations import saying
from community.members.blocks import block
from community.photos.refusals import Refused
from community.posts import photos
from community.posts.models import Photo

FETCH = {"x-requested-with": "fetch"}
UPLOAD = "/messages/photos/"


def at(name, pk):
    return reverse(f"conversations:{name}", args=[pk])


def picture(photo, name="medium"):
    return reverse("conversations:photo", args=[photo.key, name])


@pytest.fixture
def held(talk, bob, browser, django_capture_on_commit_callbacks):
    """A photo in Bob's message, developed."""
    key = browser(bob).post(UPLOAD, {"photo": sent(phone_jpeg())}).json()["key"]
    message = saying.say(talk, bob, "Le voici", [key])
    photo = Photo.objects.get(key=key)
    photos.develop(photo.pk)
    photo.refresh_from_db()
    assert photo.holder == message.topic and photo.state == Photo.State.READY
    return photo


def public_files():
    return {path.name for path in Path(default_storage.location).rglob("*") if path.is_file()}


def test_only_those_in_the_conversation_fetch_it(held, talk, alice, bob, charlie, mira, admin, browser):
    for member in (alice, bob):
        answer = browser(member).get(picture(held))
        assert answer.status_code == 200 and "private" in answer["Cache-Control"]
        assert SECRET not in answer.content
        assert picture(held, "small") in browser(member).get(at("conversation", talk.pk)).content.decode()
    for stranger in (charlie, mira, admin):
        assert browser(stranger).get(picture(held)).status_code == 404
    assert browser().get(picture(held)).url.startswith("/accounts/login/")
    assert browser(alice).get(picture(held, "huge")).status_code == 404


def test_nothing_of_it_is_public_and_no_data_is_hidden_in_it(held, tmp_path):
    private = storages["private"]
    for rendition in held.renditions.values():
        assert not default_storage.exists(rendition["path"]) and private.exists(rendition["path"])
        with private.open(rendition["path"]) as file, Image.open(file) as image:
            assert not image.getexif() and "exif" not in image.info
    assert held.url("medium") == "" and held.srcset == ""


def test_its_original_is_nobody_s(held, alice, mira, browser):
    address = reverse("posts:photo_original", args=[held.key])
    assert browser(alice).get(address).status_code == 404
    assert browser(mira).get(address).status_code == 404


def test_the_page_learns_when_it_is_ready(talk, bob, alice, browser):
    key = browser(bob).post(UPLOAD, {"photo": sent(phone_jpeg())}).json()["key"]
    message = saying.say(talk, bob, "", [key])
    assert "Photo en préparation" in browser(alice).get(at("conversation", talk.pk)).content.decode()
    photos.develop(Photo.objects.get(key=key).pk)
    caught = browser(alice).get(at("thread", talk.pk), {"after": message.sequence}).json()
    assert [one["number"] for one in caught["entries"]] == [message.number]
    assert f"/messages/photos/{key}/small/" in caught["entries"][0]["html"]


def test_sent_with_a_plain_form_it_is_in_the_message(talk, bob, browser):
    answer = browser(bob).post(at("say", talk.pk), {"text": "", "photos": sent(phone_jpeg())})
    assert answer.status_code == 302
    assert Photo.objects.get().holder == f"message:{talk.messages.last().pk}"
    bad = browser(bob).post(at("say", talk.pk), {"text": "Mes mots", "photos": sent(b"texte")})
    assert bad.status_code == 400 and "Mes mots" in bad.content.decode()


def test_somebody_else_s_photo_or_a_public_one_cannot_be_sent(talk, alice, bob, browser):
    hers = browser(alice).post(UPLOAD, {"photo": sent(phone_jpeg())}).json()["key"]
    public = browser(bob).post("/photos/", {"photo": sent(phone_jpeg())}).json()["key"]
    for key in (hers, public):
        with pytest.raises(Refused):
            saying.say(talk, bob, "Tiens", [key])
    assert talk.messages.count() == 1
    assert Photo.objects.filter(holder="").count() == 2


def test_a_private_photo_never_becomes_a_post_s(post, bob, browser):
    key = browser(bob).post(UPLOAD, {"photo": sent(phone_jpeg())}).json()["key"]
    with pytest.raises(Refused):
        photos.attach([key], post, bob)


def test_a_loose_one_is_forgotten_and_a_held_one_is_not(held, bob, browser):
    loose = browser(bob).post(UPLOAD, {"photo": sent(phone_jpeg())}).json()["key"]
    assert browser(bob).get(f"{UPLOAD}{loose}/preview/").status_code == 204
    Photo.objects.update(received_at=timezone.now() - timedelta(days=3))
    assert photos.forget_unattached() == 1
    assert list(Photo.objects.values_list("pk", flat=True)) == [held.pk]


def test_deleting_the_message_deletes_its_photos(held, bob, alice, browser, django_capture_on_commit_callbacks):
    paths = [rendition["path"] for rendition in held.renditions.values()]
    message = bob.messages.get(number=2)
    with django_capture_on_commit_callbacks(execute=True):
        saying.remove(message, bob)
    assert browser(alice).get(picture(held)).status_code == 404
    assert not Photo.objects.exists() and not any(storages["private"].exists(path) for path in paths)


def test_between_two_a_block_leaves_what_was_sent(held, alice, bob, browser):
    block(alice, bob)
    assert browser(bob).get(picture(held)).status_code == 200


def test_a_change_of_a_message_that_is_gone_is_nobody_s_error(db):
    message_photos.changed(1)
