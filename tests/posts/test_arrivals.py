"""A heavy photo over a line that drops: it comes in pieces, goes on where it stopped, and is there once."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from pictures import phone_jpeg, sent

from community.posts import arrivals, photos
from community.posts.models import Arrival, Photo

STEP = 100_000


@pytest.fixture
def hers(alice, client):
    client.force_login(alice)
    return client


def content(size=260_000):
    """A real photo of about so many bytes: a comment of the JPEG fills it."""
    picture = phone_jpeg(64, 48)
    rest, filled = size - len(picture), b""
    while rest > 4:
        length = min(rest, 65_000)
        filled += b"\xff\xfe" + (length - 2).to_bytes(2) + b"x" * (length - 4)
        rest -= length
    return picture[:2] + filled + picture[2:]


def put(client, key, whole, start=0, length=STEP, total=None, **more):
    piece = whole[start : start + length]
    place = f"{start}-{start + len(piece) - 1}" if piece else "*"
    return client.put(
        f"/photos/{key}/?name=Rue%20du%20Port.jpg",
        piece,
        content_type="application/octet-stream",
        headers={"content-range": f"bytes {place}/{total or len(whole)}", **more},
    )


def there(client, key):
    answer = client.head(f"/photos/{key}/")
    return int(answer["Upload-Offset"]) if answer.status_code == 200 else answer.status_code


def pieces():
    return sorted(path.name for path in (Path(storages["private"].location) / "arrivals").glob("*/*"))


def test_a_photo_comes_in_pieces_and_is_there_once_when_the_last_has_come(hers, alice):
    key, whole = uuid.uuid4(), content()
    assert there(hers, key) == 404
    first = put(hers, key, whole)
    assert (first.status_code, first["Upload-Offset"], first.json()) == (202, str(STEP), {"received": STEP})
    assert put(hers, key, whole, STEP).status_code == 202
    assert (there(hers, key), Photo.objects.count()) == (2 * STEP, 0)
    last = put(hers, key, whole, 2 * STEP)
    assert last.status_code == 200 and last.json()["lat"] == pytest.approx(48.825)
    photo = Photo.objects.get()
    assert (photo.key, photo.uploader, photo.bytes, photo.original_name) == (key, alice, len(whole), "Rue du Port.jpg")
    with photo.original.open() as original:
        assert original.read() == whole
    assert not Arrival.objects.exists() and pieces() == []
    assert there(hers, key) == len(whole)


def test_a_piece_sent_again_or_out_of_step_is_told_where_to_go_on(hers):
    key, whole = uuid.uuid4(), content()
    assert put(hers, key, whole, STEP).status_code == 409  # the first one never came
    assert put(hers, key, whole).status_code == 202
    again = put(hers, key, whole)  # its answer was lost
    assert (again.status_code, again["Upload-Offset"]) == (409, str(STEP))
    assert put(hers, key, whole, STEP, total=len(whole) + 9).status_code == 409  # another file
    assert there(hers, key) == STEP
    put(hers, key, whole, STEP), put(hers, key, whole, 2 * STEP)
    replayed = put(hers, key, whole, 2 * STEP)
    assert (replayed.status_code, replayed.json()["key"]) == (200, str(key))
    assert Photo.objects.count() == 1


def test_when_the_last_answer_is_lost_one_may_ask_to_finish(hers, monkeypatch):
    key, whole = uuid.uuid4(), content()
    put(hers, key, whole), put(hers, key, whole, STEP)
    with monkeypatch.context() as patch:
        patch.setattr(arrivals, "receive", None)  # the server dies at the worst moment
        with pytest.raises(TypeError):
            put(hers, key, whole, 2 * STEP)
    assert Photo.objects.count() == 0
    Arrival.objects.filter(key=key).delete()
    put(hers, key, whole), put(hers, key, whole, STEP)
    monkeypatch.setattr(arrivals, "_photo", lambda arrival: arrival.received)
    assert put(hers, key, whole, 2 * STEP).status_code == 202
    monkeypatch.undo()
    assert there(hers, key) == len(whole)
    assert put(hers, key, whole, len(whole)).json()["key"] == str(key)
    assert [put(hers, key, whole, len(whole)).status_code, Photo.objects.count()] == [200, 1]


def test_pieces_that_a_power_cut_took_are_asked_for_again(hers):
    key, whole = uuid.uuid4(), content()
    put(hers, key, whole), put(hers, key, whole, STEP)
    arrival = Arrival.objects.get()
    storages["private"].delete(f"{arrival.folder}/{0:010d}")
    lost = put(hers, key, whole, 2 * STEP)
    assert (lost.status_code, lost["Upload-Offset"]) == (409, "0")
    assert [put(hers, key, whole, start).status_code for start in (0, STEP, 2 * STEP)] == [202, 202, 200]


def test_nobody_continues_or_learns_of_somebody_else_s_photo(hers, bob):
    key, whole, other, visitor = uuid.uuid4(), content(), Client(), Client()
    other.force_login(bob)
    put(hers, key, whole)
    for stranger in (other, visitor):
        assert there(stranger, key) == 404
        assert put(stranger, key, whole, STEP).json()["code"] == "key_taken"
        assert stranger.post(f"/photos/{key}/remove/").status_code == 404
    assert there(hers, key) == STEP
    put(hers, key, whole, STEP), put(hers, key, whole, 2 * STEP)
    assert put(other, key, whole, 2 * STEP).json()["code"] == "key_taken"
    assert there(other, key) == 404


def test_a_visitor_s_photo_goes_on_when_they_have_signed_in(client, alice):
    key, whole = uuid.uuid4(), content()
    put(client, key, whole), put(client, key, whole, STEP)
    client.force_login(alice)
    assert put(client, key, whole, 2 * STEP).status_code == 200


@pytest.mark.parametrize(
    ("range", "body"),
    [
        ("", b"x"),
        ("bytes 0-9/", b"x" * 10),
        ("bytes 0-8/10", b"x" * 10),  # says less than it brings
        ("bytes 0-9/10", b""),
        ("bytes 5-14/10", b"x" * 10),
        ("bytes 0-9/1000000", b"x" * 10),  # a crumb
        ("bytes */10", b"x"),
        ("bytes -1-5/10", b"x" * 7),
        ("bytes ٠-٩/10", b"x" * 10),
        ("bytes 0-3000000/5000000", b"x" * 3_000_001),
    ],
)
def test_a_piece_that_is_not_what_it_says_is_refused(hers, range, body):
    answer = hers.put(f"/photos/{uuid.uuid4()}/", body, "application/octet-stream", headers={"content-range": range})
    assert answer.status_code == 400
    assert not Arrival.objects.exists()


def test_what_is_too_big_or_no_photo_is_refused_and_nothing_of_it_stays(hers):
    key = uuid.uuid4()
    heavy = put(hers, key, content(), total=26 * 1024 * 1024)
    assert (heavy.status_code, heavy.json()["code"]) == (400, "too_big")
    words = b"ceci n'est pas une photo " * 10_000
    assert put(hers, key, words, length=150_000).status_code == 202
    refused = put(hers, key, words, 150_000, length=150_000)
    assert (refused.status_code, refused.json()["code"]) == (400, "not_a_photo")
    assert not Arrival.objects.exists() and pieces() == []


def test_one_taken_back_on_its_way_leaves_nothing(hers):
    key = uuid.uuid4()
    put(hers, key, content())
    assert hers.post(f"/photos/{key}/remove/").status_code == 204
    assert not Arrival.objects.exists() and pieces() == []


def test_what_nobody_goes_on_with_is_forgotten_after_a_day(hers):
    old, fresh = uuid.uuid4(), uuid.uuid4()
    with time_machine.travel(timezone.now() - timedelta(hours=25)):
        put(hers, old, content())
    put(hers, fresh, content())
    assert arrivals.forget_arrivals() == 1
    assert [arrival.key for arrival in Arrival.objects.all()] == [fresh]
    assert len(pieces()) == 1


def test_of_too_many_on_their_way_the_oldest_gives_way(hers, monkeypatch, django_capture_on_commit_callbacks):
    monkeypatch.setattr(arrivals, "MOST", 2)
    keys = [uuid.uuid4() for _ in range(3)]
    with django_capture_on_commit_callbacks(execute=True):
        assert [put(hers, key, content()).status_code for key in keys] == [202] * 3
    assert [there(hers, key) for key in keys] == [404, STEP, STEP]


def test_with_a_full_disk_no_photo_is_begun_and_the_words_say_so(hers, settings):
    storages["private"].save("here", sent(b"x"))
    settings.PHOTO_ROOM_LEFT = 10**18
    for answer in (put(hers, uuid.uuid4(), content()), hers.post("/photos/", {"photo": sent(phone_jpeg())})):
        assert (answer.status_code, answer.json()["code"]) == (507, "no_room")
    assert not Arrival.objects.exists()


def test_too_many_begun_from_one_address_are_asked_to_wait(hers, settings):
    settings.ACCOUNT_RATE_LIMITS = {"photo": "1/m/ip"}
    key = uuid.uuid4()
    assert put(hers, key, content()).status_code == 202
    assert put(hers, key, content(), STEP).status_code == 202  # pieces are not counted
    assert put(hers, uuid.uuid4(), content()).status_code == 429


def test_a_message_s_photo_in_pieces_is_private_from_the_start(hers, alice):
    key, whole = uuid.uuid4(), content()
    for start in (0, STEP, 2 * STEP):
        piece = whole[start : start + STEP]
        answer = hers.put(
            f"/messages/photos/{key}/", piece, "application/octet-stream",
            headers={"content-range": f"bytes {start}-{start + len(piece) - 1}/{len(whole)}"},
        )  # fmt: skip
    assert answer.status_code == 200
    assert photos.loose(alice, private=True).get().key == key


def test_a_page_of_another_site_sends_nothing_for_alice(alice):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(alice)
    assert put(strict, uuid.uuid4(), content()).status_code == 403
