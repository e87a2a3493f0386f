"""A member's photo: clean, square, one at a time, and gone when they say so."""

from pathlib import Path

import pytest
from django.core.files.storage import default_storage, storages
from django_tasks import default_task_backend
from pictures import SECRET, encoded, phone_jpeg, sent
from PIL import Image

from community.members.editing import change_profile
from community.members.models import Audience, Member, Profile
from community.photos.refusals import Refused
from community.posts import photos
from community.posts.models import Photo


@pytest.fixture(autouse=True)
def tasks_start_empty():
    default_task_backend.clear()


def send(client, file):
    return client.post("/members/me/photo/", {"photo": file})


def develop_all():
    for photo in Photo.objects.filter(state=Photo.State.RECEIVED):
        photos.develop(photo.pk)


def files_of(photo):
    folder = Path(default_storage.location) / "photos" / photo.key.hex[:2] / photo.key.hex
    return sorted(path.name for path in folder.glob("*"))


def portrait(member):
    return Profile.objects.get(member=member).portrait


def test_alice_s_photo_becomes_a_square_without_a_trace(client, alice, bob, django_capture_on_commit_callbacks):
    client.force_login(alice)
    assert send(client, sent(phone_jpeg()))["Location"] == "/members/me/profile/"
    assert "en préparation" in client.get("/members/me/profile/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        develop_all()
    photo = Photo.objects.get()
    assert files_of(photo) == ["square.webp"] and photo.original == ""
    path = Path(default_storage.location) / portrait(alice)
    assert SECRET not in path.read_bytes()
    with Image.open(path) as square:
        assert square.size == (192, 192) and not square.getexif()
    client.force_login(bob)
    assert portrait(alice) in client.get("/members/alice/").content.decode()
    client.logout()
    assert portrait(alice) not in client.get("/members/alice/").content.decode()


def test_the_next_one_takes_its_place_and_removing_leaves_nothing(client, alice, django_capture_on_commit_callbacks):
    change_profile(alice, show_photo=Audience.EVERYONE)
    client.force_login(alice)
    seen = []
    for _ in range(2):
        send(client, sent(phone_jpeg()))
        with django_capture_on_commit_callbacks(execute=True):
            develop_all()
        seen.append(Photo.objects.get())
    assert files_of(seen[0]) == [] and files_of(seen[1]) == ["square.webp"]
    assert Member.objects.get(pk=alice.pk).face == portrait(alice) != ""
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/members/me/photo/", {"remove": "yes"})
    assert (portrait(alice), Member.objects.get(pk=alice.pk).face, Photo.objects.count()) == ("", "", 0)
    assert files_of(seen[1]) == []


def test_one_taken_down_while_it_is_developed_does_not_come_up(
    client, alice, django_capture_on_commit_callbacks, monkeypatch
):
    from community.posts import developing

    client.force_login(alice)
    send(client, sent(phone_jpeg()))
    drawn = developing._drawn

    def then_gone(photo):
        done = drawn(photo)
        client.post("/members/me/photo/", {"remove": "yes"})
        return done

    monkeypatch.setattr(developing, "_drawn", then_gone)
    photo = Photo.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        assert photos.develop(photo.pk) is False
    assert portrait(alice) == "" and files_of(photo) == []


def test_two_that_are_ready_in_the_wrong_order_leave_the_later_one(client, alice, django_capture_on_commit_callbacks):
    client.force_login(alice)
    send(client, sent(phone_jpeg())), send(client, sent(phone_jpeg()))
    early, late = Photo.objects.order_by("pk")
    with django_capture_on_commit_callbacks(execute=True):
        photos.develop(late.pk)
        photos.develop(early.pk)
    assert late.key.hex in portrait(alice) and list(Photo.objects.all()) in ([late], [early, late])


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (lambda: sent(b"<svg></svg>", "x.svg"), "SVG"),
        (lambda: sent(b""), "vide"),
        (lambda: sent(phone_jpeg()[:400]), "incomplète"),
        (lambda: "", "Aucune photo"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(client, alice, file, words):
    client.force_login(alice)
    answer = client.post("/members/me/photo/", {"photo": file()}, follow=True)
    assert words in answer.content.decode() and not Photo.objects.exists()


def test_one_that_cannot_be_drawn_says_so_on_the_form(client, alice, monkeypatch):
    from community.posts import developing

    client.force_login(alice)
    send(client, sent(encoded()))

    def spoilt(photo):
        raise Refused("unreadable")

    monkeypatch.setattr(developing, "_drawn", spoilt)
    develop_all()
    assert "abîmée" in client.get("/members/me/profile/").content.decode()


def test_a_portrait_goes_to_no_post_and_is_not_forgotten_for_want_of_one(
    client, alice, django_capture_on_commit_callbacks
):
    from datetime import timedelta

    client.force_login(alice)
    send(client, sent(phone_jpeg()))
    with django_capture_on_commit_callbacks(execute=True):
        develop_all()
    photo = Photo.objects.get()
    assert not photos.mine(alice).exists()
    Photo.objects.update(received_at=photo.received_at - timedelta(days=9))
    assert photos.forget_unattached() == 0
    assert client.post(f"/photos/{photo.key}/remove/").status_code == 404
    assert list(Path(storages["private"].location).rglob(f"*{photo.key}*")) == []


def test_visitors_have_none(client, town):
    assert send(client, sent(phone_jpeg())).status_code == 302
    assert not Photo.objects.exists()
