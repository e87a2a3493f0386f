"""Bob speaks of what Alice reported and takes her photos along: copies of what he may see, with nothing hidden."""

import uuid

import pytest
from django.core.files.storage import default_storage
from pictures import phone_jpeg, sent

from community.groups.models import Group
from community.members.blocks import block
from community.posts import photos, states
from community.posts.models import Photo, Post
from discussions.models import Discussion
from incidents.models import Incident

NEW = "/discussions/new/"


@pytest.fixture
def photo(alice):
    taken = photos.receive(sent(phone_jpeg(), "Chez Alice.jpg"), uploader=alice)
    photos.develop(taken.pk)
    return taken


@pytest.fixture
def bench(town, alice, photo):
    """Alice's report, with one photo."""
    report = Incident.objects.report(
        alice, "problem", town.litter, "Banc cassé", *town.in_val, photo_keys=[photo.key], quietly=True
    )
    photo.refresh_from_db()
    return report


@pytest.fixture
def page(client, bob):
    client.force_login(bob)
    return client


def typed(source, *taken):
    return {"title": "On le répare samedi ?", "where": "territory:92040-val-de-seine", "born_from": source.pk,
            "client_key": str(uuid.uuid4()), "taken": [str(photo.key) for photo in taken]}  # fmt: skip


def reported(source, *taken):
    return {"nature": "problem", "category": "litter", "lat": "48.825", "lon": "2.255", "text": "",
            "born_from": source.pk, "client_key": str(uuid.uuid4()), "taken": [str(p.key) for p in taken]}  # fmt: skip


def offered(page, source, address=NEW):
    return page.get(address, {"from": source.pk}).content.decode().count('name="taken"')


def files_of(photo):
    return {rendition["path"] for rendition in photo.renditions.values()}


def test_a_discussion_takes_a_copy_without_what_the_original_knew(page, bench, photo, bob):
    assert offered(page, bench) == 1
    said = typed(bench, photo)
    assert page.post(NEW, said).status_code == 302
    page.post(NEW, said)  # sent twice, it is one discussion with one photo
    mine = Photo.objects.get(post=Discussion.objects.get().pk)
    assert (mine.uploader, mine.state, mine.original, mine.original_name) == (bob, "ready", "", "Banc cassé")
    assert (mine.lat, mine.lon, mine.taken_at) == (None, None, None) and photo.lat
    assert set(mine.renditions) == set(photo.renditions) and not files_of(mine) & files_of(photo)
    photos.erase([photo])  # hers may go, his stays
    for path in files_of(mine):
        with default_storage.open(path) as file:
            assert file.read()
    assert mine.url() in page.get(f"/discussions/{mine.post_id}/").content.decode()


def test_a_report_takes_it_through_the_second_look(page, bench, photo):
    assert offered(page, bench, "/incidents/new/") == 1
    looked = page.post("/incidents/new/", {**reported(bench, photo), "step": "review"})
    assert "1 photo" in looked.content.decode() and 'name="taken"' not in looked.content.decode()
    kept = dict(looked.context["kept"])
    assert page.post("/incidents/new/", {**kept, "step": "send"}).status_code == 302  # a photo and no words are enough
    assert Photo.objects.get(post=Incident.objects.exclude(pk=bench.pk).get().pk).uploader.name == "Bob"


def test_left_unchecked_nothing_is_taken(page, bench, photo):
    page.post(NEW, typed(bench))
    assert not Photo.objects.exclude(pk=photo.pk).exists()


def _hide(bench, **_more):
    states.hide_post(bench)


def _block(alice, bob, **_more):
    block(alice, bob)


def _close(bench, town, **_more):
    group = Group.objects.create(slug="club", name="Le Club", openness="closed", territory=town.val)
    Post.objects.filter(pk=bench.pk).update(group=group, group_only=True)


@pytest.mark.parametrize("happens", [_hide, _block, _close])
def test_what_bob_may_not_see_he_does_not_take(page, bench, photo, town, alice, bob, happens):
    happens(bench=bench, town=town, alice=alice, bob=bob)
    assert offered(page, bench) == 0
    page.post(NEW, typed(bench, photo))
    assert not Photo.objects.exclude(pk=photo.pk).exists()


def test_only_the_posts_own_photos_go_along_and_six_at_most(page, bench, photo, bob):
    Photo.objects.create(post=bench, uploader=bob, role="confirmation", state="ready", renditions=photo.renditions)
    assert offered(page, bench) == 1
    mine = [Photo.objects.create(uploader=bob, original=f"originals/{n}.jpg", format="JPEG") for n in range(6)]
    said = {**typed(bench, photo), "photo_keys": [str(one.key) for one in mine]}
    refused = page.post(NEW, said)
    assert refused.status_code == 422 and "6 photos au plus" in refused.content.decode()


def test_a_file_that_is_gone_is_said(page, bench, photo):
    photo_files = files_of(photo)
    for path in photo_files:
        default_storage.delete(path)
    refused = page.post(NEW, typed(bench, photo))
    assert refused.status_code == 422 and "On le répare samedi ?" in refused.content.decode()
    assert Photo.objects.count() == 1
