"""A photo's way from Alice's telephone to her post: never lost, drawn once, private until it is clean."""

import io
import os
import signal
import threading
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.storage import default_storage, storages
from django.db import connection, transaction
from django.utils import timezone, translation
from django_tasks import default_task_backend
from pictures import SECRET, VAL_DE_SEINE, drawing, encoded, phone_jpeg, sent

from community.notifications.models import Notification
from community.photos import darkroom as darkroom_module
from community.photos.darkroom import Spoiled, darkroom
from community.photos.refusals import Refused
from community.posts import developing, photo_files, photos
from community.posts.models import Photo, Post


@pytest.fixture(autouse=True)
def tasks_start_empty():
    default_task_backend.clear()


@pytest.fixture
def told(monkeypatch):
    """What open pages were told."""
    heard = []
    monkeypatch.setattr(developing.live, "publish", lambda topic, kind, **facts: heard.append((topic, kind, facts)))
    return heard


@pytest.fixture
def post(town, alice):
    return Post.objects.create(
        kind="incident", author=alice, title="Trou", lat=town.in_val[0], lon=town.in_val[1], territory=town.val
    )


def woken():
    return [result.args[0] for result in default_task_backend.results if result.task.name == "process_photo"]


def public_files():
    return sorted(path.name for path in Path(default_storage.location).rglob("*") if path.is_file())


def original_path(photo):
    return Path(storages["private"].location) / photo.original.name


def test_alice_s_photo_is_received_in_one_short_step(alice, told, queries):
    with queries(2):  # is the key known? the row (the task's backend writes nothing here)
        photo = photos.receive(sent(phone_jpeg()), uploader=alice, key=uuid.uuid4())
    photo.refresh_from_db()
    assert (photo.state, photo.format, photo.width, photo.height) == ("received", "JPEG", 640, 480)
    assert (photo.lat, photo.lon) == pytest.approx(VAL_DE_SEINE, abs=1e-6)
    assert photo.taken_at.year == 2026
    assert photo.bytes == original_path(photo).stat().st_size
    assert woken() == [photo.pk]
    assert photo.renditions == {}
    assert photo.url() == photo.srcset == ""


def test_until_it_is_developed_nothing_of_it_is_public(alice):
    before = public_files()
    photo = photos.receive(sent(phone_jpeg(), "Rue du Secret 7.jpg"), uploader=alice)
    assert public_files() == before
    assert "Secret" not in photo.original.name
    assert original_path(photo).stat().st_mode & 0o077 == 0
    assert not default_storage.exists(photo.original.name)


def test_developed_it_is_public_clean_and_kept_private_too(alice, post, told):
    photo = photos.receive(sent(phone_jpeg(2000, 1500, orientation=6)), uploader=alice)
    photos.attach([photo.key], post, alice)
    assert photos.develop(photo.pk) is True
    photo.refresh_from_db()
    assert photo.state == "ready"
    assert photo.renditions["large"]["width"] == 1200
    assert set(photo.renditions) == {"large", "card", "medium", "small", "square"}
    for name, rendition in photo.renditions.items():
        assert photo.url(name).endswith(rendition["path"])
        with default_storage.open(rendition["path"]) as file:
            assert SECRET not in file.read()
    assert photo.srcset.count("w,") == 2
    assert original_path(photo).exists()
    assert told == [(post.topic, "photo", {"key": str(photo.key)})]
    post.refresh_from_db()
    assert post.sequence == 1


def test_it_is_developed_once_however_often_somebody_is_woken(alice):
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    assert [photos.develop(photo.pk) for _ in range(3)] == [True, False, False]
    assert photos.sweep_photos() == 0
    assert photos.develop(999_999) is False


def test_sent_again_with_its_key_it_is_the_same_photo(alice, bob):
    key = uuid.uuid4()
    first = photos.receive(sent(phone_jpeg()), uploader=alice, key=key)
    again = photos.receive(sent(phone_jpeg()), uploader=alice, key=key)
    assert first.pk == again.pk
    assert woken() == [first.pk]
    with pytest.raises(Refused) as refused:
        photos.receive(sent(phone_jpeg()), uploader=bob, key=key)
    assert refused.value.code == "key_taken"


def test_a_refused_file_leaves_neither_row_nor_file(alice):
    before = sorted(Path(storages["private"].location).rglob("*.jpg"))
    with pytest.raises(Refused):
        photos.receive(sent(phone_jpeg()[:-10]), uploader=alice)
    assert Photo.objects.count() == 0
    assert sorted(Path(storages["private"].location).rglob("*.jpg")) == before


def test_if_the_database_fails_the_file_goes_too(alice, monkeypatch):
    before = sorted(Path(storages["private"].location).rglob("*.jpg"))
    monkeypatch.setattr(photos, "process_photo", None)
    with pytest.raises(AttributeError):
        photos.receive(sent(phone_jpeg()), uploader=alice)
    assert Photo.objects.count() == 0
    assert sorted(Path(storages["private"].location).rglob("*.jpg")) == before


# --- Giving photos to a post ----------------------------------------------------------------------------


def received(member, count=1):
    content = encoded(drawing(64, 48))
    return [photos.receive(sent(content), uploader=member).key for _ in range(count)]


def test_photos_are_given_in_the_author_s_order_with_one_query(alice, post, queries):
    keys = received(alice, 6)[::-1]
    with queries(1):
        assert photos.attach(keys, post, alice) == 6
    assert list(post.photos.values_list("key", flat=True)) == keys


def test_given_again_nothing_changes(alice, post):
    keys = received(alice, 2)
    assert [photos.attach([str(key) for key in keys], post, alice) for _ in range(2)] == [2, 0]
    assert photos.attach([], post, alice) == 0


def test_seven_are_too_many(alice, post):
    with pytest.raises(Refused) as refused:
        photos.attach([uuid.uuid4() for _ in range(7)], post, alice)
    assert refused.value.code == "too_many"


@pytest.mark.parametrize("strange", [str(uuid.UUID(int=7)), "not a key", None, "\0"])
def test_a_strange_key_gives_nothing_at_all(alice, post, strange):
    [own] = received(alice)
    with pytest.raises(Refused) as refused:
        photos.attach([own, strange], post, alice)
    assert refused.value.code == "gone"
    assert post.photos.count() == 0


def test_bob_cannot_give_alice_s_photo(alice, bob, post):
    keys = received(alice)
    with pytest.raises(Refused):
        photos.attach(keys, post, bob)
    with pytest.raises(Refused):
        photos.attach(keys, post, None, claim="")
    assert post.photos.count() == 0


def test_a_photo_already_given_elsewhere_stays_there(alice, post, town):
    keys = received(alice)
    photos.attach(keys, post, alice)
    other = Post.objects.create(
        kind="incident", author=alice, title="Autre", lat=town.in_val[0], lon=town.in_val[1], territory=town.val
    )
    with pytest.raises(Refused):
        photos.attach(keys, other, alice)
    assert other.photos.count() == 0


def test_a_visitor_s_photos_follow_their_claim_when_they_sign_in(alice, post, town):
    photo = photos.receive(sent(phone_jpeg()), claim="visitor-token")
    assert photos.attach([photo.key], post, alice, claim="visitor-token", role=Photo.Role.CONFIRMATION) == 1
    assert post.photos.get().role == "confirmation"


# --- Faults ---------------------------------------------------------------------------------------------


def test_a_worker_killed_in_the_middle_loses_nothing_and_the_sweeper_finishes_it_once(alice, post, told):
    large = encoded(drawing(6000, 4500), "PNG", compress_level=1)
    photo = photos.receive(sent(large, "grande.png", "image/png"), uploader=alice)
    photos.attach([photo.key], post, alice)
    photos.develop(photos.receive(sent(phone_jpeg()), uploader=alice).pk)  # the child is warm
    child = darkroom.child.pid
    fate = threading.Thread(target=lambda: (time.sleep(0.15), os.kill(child, signal.SIGKILL)))
    fate.start()
    assert photos.develop(photo.pk) is False
    fate.join()
    photo.refresh_from_db()
    assert (photo.state, photo.attempt, photo.lease_until) == ("received", 1, None)
    assert original_path(photo).exists()
    assert told == []
    default_task_backend.clear()
    with time_machine.travel(timezone.now() + timedelta(minutes=2), tick=False):
        assert photos.sweep_photos() == 1
        assert photos.sweep_photos() == 0
        assert woken() == [photo.pk]
        assert [photos.develop(photo.pk) for _ in range(2)] == [True, False]
    photo.refresh_from_db()
    assert (photo.state, photo.attempt) == ("ready", 2)
    assert len(told) == 1


def test_a_process_killed_with_its_lease_is_succeeded_when_the_lease_ends(alice):
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    assert developing._claim(photo.pk).attempt == 1  # and then the power went
    assert photos.develop(photo.pk) is False
    assert photos.sweep_photos() == 0
    with time_machine.travel(timezone.now() + developing.LEASE + timedelta(seconds=1)):
        assert photos.sweep_photos() == 1
        assert photos.develop(photo.pk) is True


def test_one_killed_after_drawing_and_before_writing_it_down_is_done_again(alice):
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    developing._drawn(developing._claim(photo.pk))
    with time_machine.travel(timezone.now() + developing.LEASE + timedelta(seconds=1)):
        assert photos.develop(photo.pk) is True
    photo.refresh_from_db()
    with default_storage.open(photo.renditions["card"]["path"]) as file:
        assert file.read(3) == b"\xff\xd8\xff"


def test_a_late_attempt_cannot_write_over_its_successor(alice):
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    slow = developing._claim(photo.pk)
    with time_machine.travel(timezone.now() + developing.LEASE + timedelta(seconds=1)):
        assert photos.develop(photo.pk) is True
    assert developing._show(slow, {}) is False
    assert developing._refuse(slow, "unreadable") is False
    photo.refresh_from_db()
    assert photo.state == "ready"
    assert default_storage.exists(photo.renditions["large"]["path"])


def test_after_five_failures_the_author_reads_why(alice, monkeypatch):
    def spoil(*_):
        raise Spoiled("no luck")

    monkeypatch.setattr(darkroom, "render", spoil)
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    waits = []
    now = timezone.now()
    for _ in range(5):
        with time_machine.travel(now, tick=False):
            photos.develop(photo.pk)
            photo.refresh_from_db()
            if photo.next_at:
                waits.append((photo.next_at - now).total_seconds())
                now = photo.next_at
    assert waits == [30, 120, 480, 1920]
    assert (photo.state, photo.refusal, photo.attempt) == ("refused", "gave_up", 5)
    with translation.override("fr"):
        assert photo.why_refused.startswith("Cette photo n’a pas pu être préparée")


def test_a_photo_that_takes_its_worker_down_each_time_is_given_up(alice):
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    Photo.objects.filter(pk=photo.pk).update(attempt=5, lease_until=timezone.now() - timedelta(minutes=1))
    assert photos.develop(photo.pk) is True
    photo.refresh_from_db()
    assert (photo.state, photo.refusal) == ("refused", "gave_up")


def test_damage_found_only_inside_is_refused_and_its_file_forgotten(alice, post, told):
    content = bytearray(encoded(drawing(), "PNG"))
    middle = content.index(b"IDAT") + 20
    content[middle : middle + 200] = bytes(200)
    photo = photos.receive(sent(bytes(content), "abimee.png"), uploader=alice)
    photos.attach([photo.key], post, alice)
    path = original_path(photo)
    assert photos.develop(photo.pk) is True
    photo.refresh_from_db()
    assert (photo.state, photo.refusal, photo.original.name) == ("refused", "unreadable", "")
    assert not path.exists()
    assert told[0] == (post.topic, "photo", {"key": str(photo.key)})
    note = Notification.objects.get()  # and nobody else's
    assert (note.recipient, note.kind, note.link) == (alice, "photo_refused", f"/posts/{post.pk}/")
    assert note.title == "Une photo manque à : Trou"
    assert note.text == "Cette photo est abîmée et ne peut pas être lue. Essayez-en une autre."


def test_a_loose_photo_s_refusal_is_for_the_form_to_say(alice, monkeypatch):
    monkeypatch.setattr(developing, "_drawn", lambda _photo: (_ for _ in ()).throw(Refused("too_heavy")))
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    assert photos.develop(photo.pk) is True
    assert Notification.objects.count() == 0


def test_a_full_disk_is_tried_again_later(alice, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    monkeypatch.setattr(developing, "put_up", full)
    assert photos.develop(photo.pk) is False
    photo.refresh_from_db()
    assert (photo.state, photo.lease_until) == ("received", None)


def test_a_storage_elsewhere_is_served_through_copies(alice, monkeypatch):
    def elsewhere(self, name):
        raise NotImplementedError

    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    real = default_storage.path(".")
    kind = type(storages["private"])
    monkeypatch.setattr(kind, "path", elsewhere)
    monkeypatch.setattr(kind, "_open", lambda self, name, mode="rb": open(Path(self.location) / name, mode))  # noqa: SIM115
    saved = {}
    monkeypatch.setattr(kind, "_save", lambda self, name, content: saved.setdefault(name, content.read()) and name)
    monkeypatch.setattr(kind, "exists", lambda self, name: name in saved)
    monkeypatch.setattr(kind, "delete", lambda self, name: saved.pop(name, None))
    assert photos.develop(photo.pk) is True
    photo.refresh_from_db()
    assert sorted(saved) == sorted(it["path"] for it in photo.renditions.values())
    assert not any(photo.key.hex in path.name for path in Path(real).rglob("*"))


# --- Forgetting ------------------------------------------------------------------------------------------


def test_originals_are_forgotten_in_time_and_the_renditions_stay(alice, post, settings):
    settings.PHOTO_ORIGINALS_DAYS = 180
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    photos.attach([photo.key], post, alice)
    photos.develop(photo.pk)
    path = original_path(photo)
    with time_machine.travel(timezone.now() + timedelta(days=179)):
        assert photos.forget_originals() == 0
    assert path.exists()
    with time_machine.travel(timezone.now() + timedelta(days=181)):
        assert photos.forget_originals() == 1
        assert photos.forget_originals() == 0
    photo.refresh_from_db()
    assert not path.exists()
    assert photo.original_deleted_at
    assert default_storage.exists(photo.renditions["large"]["path"])


def test_a_photo_no_post_came_for_is_forgotten_after_two_days(alice, post):
    loose, given = (photos.receive(sent(phone_jpeg()), uploader=alice) for _ in range(2))
    photos.attach([given.key], post, alice)
    photos.develop(loose.pk)
    loose.refresh_from_db()
    path, rendition = original_path(loose), loose.renditions["large"]["path"]
    with time_machine.travel(timezone.now() + timedelta(hours=47)):
        assert photos.forget_unattached() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=49)):
        assert photos.forget_unattached() == 1
    assert not path.exists()
    assert not default_storage.exists(rendition)
    assert not Path(default_storage.path(photo_files.public_folder(loose))).exists()
    assert list(Photo.objects.all()) == [given]


def test_a_photo_taken_back_while_it_is_drawn_leaves_nothing(alice):
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    held = developing._claim(photo.pk)
    renditions = developing._drawn(held)
    photo.refresh_from_db()
    assert photos.forget(photo) is True
    assert developing._show(held, renditions) is False
    assert not default_storage.exists(renditions["large"]["path"])


def test_a_photo_that_a_post_took_meanwhile_is_not_forgotten(alice, post):
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    photos.attach([photo.key], post, alice)
    assert photos.forget(photo) is False
    assert post.photos.get().state == "received"


# --- At the same instant ---------------------------------------------------------------------------------


def at_once(count, act):
    """Runs `act()` in so many threads at the same instant; what each returned."""
    start, done = threading.Barrier(count), []

    def run():
        start.wait()
        try:
            done.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return done


@pytest.mark.django_db(transaction=True)
def test_two_workers_woken_at_once_draw_it_once(alice, monkeypatch):
    photo = photos.receive(sent(phone_jpeg()), uploader=alice)
    drawn = []
    real = darkroom.render
    monkeypatch.setattr(darkroom, "render", lambda *how: drawn.append(1) or real(*how))
    assert sorted(at_once(4, lambda: photos.develop(photo.pk))) == [False, False, False, True]
    assert drawn == [1]


@pytest.mark.django_db(transaction=True)
def test_a_double_tap_is_one_photo(alice):
    key, content = uuid.uuid4(), phone_jpeg()
    before = len(list(Path(storages["private"].location).rglob("*.jpg")))
    received = at_once(4, lambda: photos.receive(sent(content), uploader=alice, key=key).pk)
    assert len(received) == 4
    assert len(set(received)) == 1
    assert len(list(Path(storages["private"].location).rglob("*.jpg"))) == before + 1


@pytest.mark.django_db(transaction=True)
def test_a_row_and_its_wake_up_are_saved_together_or_not_at_all(alice):
    with pytest.raises(RuntimeError), transaction.atomic():
        photos.receive(io_file(), uploader=alice)
        raise RuntimeError
    assert Photo.objects.count() == 0


def io_file():
    file = io.BytesIO(phone_jpeg())
    file.name = "photo.jpg"
    return file


def test_the_lease_outlasts_the_darkroom():
    assert developing.LEASE.total_seconds() > 3 * darkroom_module.SECONDS


# --- Another order, other photos --------------------------------------------------------------------------


def shown(post):
    return list(post.photos.filter(comment=None).values_list("key", flat=True))


def test_an_edited_post_keeps_drops_and_takes_in_photos_in_one_act(
    alice, post, told, django_capture_on_commit_callbacks
):
    one, two, three = received(alice, 3)
    photos.attach([one, two, three], post, alice)
    [fresh] = received(alice)
    dropped = Photo.objects.get(key=two)
    with django_capture_on_commit_callbacks(execute=True):
        assert photos.rearrange(post, [fresh, three, one], alice) is True
    assert shown(post) == [fresh, three, one]
    assert not Photo.objects.filter(key=two).exists() and not original_path(dropped).exists()
    assert photos.rearrange(post, [fresh, three, one], alice) is False
    assert told == [(post.topic, "photo", {"key": ""})]


def test_what_cannot_be_had_changes_nothing(alice, bob, post):
    mine, [strange], extra = received(alice, 2), received(bob), received(alice, 6)
    photos.attach(mine, post, alice)
    for keys, code in (([strange, *mine], "gone"), ([uuid.uuid4()], "gone"), ([*mine, *extra], "too_many")):
        with pytest.raises(Refused) as refused:
            photos.rearrange(post, keys, alice)
        assert (refused.value.code, shown(post)) == (code, mine)
    assert photos.rearrange(post, [*mine, *extra], alice, most=8) is True
    assert len(shown(post)) == 8


def test_the_photos_of_comments_and_of_other_posts_are_not_rearranged(alice, town, post):
    own, other, [answer] = received(alice, 1), received(alice, 1), received(alice)
    elsewhere = Post.objects.create(kind="incident", author=alice, title="Ici", lat=48.8, lon=2.2, territory=town.val)
    photos.attach(own, post, alice)
    photos.attach(other, elsewhere, alice)
    photos.attach([answer], post, alice, comment=post.comments.create(author=alice, sequence=1, number=1))
    with pytest.raises(Refused):
        photos.rearrange(post, other, alice)
    with pytest.raises(Refused):
        photos.rearrange(post, [answer], alice)
    assert photos.rearrange(post, [], alice) is True
    assert (shown(post), shown(elsewhere)) == ([], other)
    assert Photo.objects.filter(key=answer).exists()
