"""What Alice told of her keys is put right, photos too; what only she knows is kept in no draft."""

import json

import pytest
from django.test import Client
from pictures import phone_jpeg, sent

from community.posts import photos
from community.posts.models import Draft, Photo
from lost_found.models import Item

NEW = "/lost-found/new/"


@pytest.fixture
def phone(alice):
    browser = Client()
    browser.force_login(alice)
    return browser


def taken(member):
    return photos.receive(sent(phone_jpeg(64, 48)), uploader=member).key


def shown(item):
    return list(item.photos.order_by("position", "pk").values_list("key", flat=True))


def mended(phone, item, keys):
    page = f"/lost-found/{item.pk}/edit/"
    return phone.post(page, {"title": "Deux clés", "colours": ["grey"], "photo_keys": [str(key) for key in keys]})


@pytest.fixture
def keys(tell, alice):
    first, second = taken(alice), taken(alice)
    return tell(photo_keys=[first, second]), first, second


def test_photos_are_put_in_order_added_and_taken_away(phone, keys, alice):
    item, first, second = keys
    page = phone.get(f"/lost-found/{item.pk}/edit/").content.decode()
    assert str(first) in page and page.index(str(first)) < page.index(str(second))
    third = taken(alice)
    assert mended(phone, item, [second, third, first]).status_code == 302
    assert shown(item) == [second, third, first]
    assert mended(phone, item, [third]).status_code == 302
    assert shown(item) == [third] and not Photo.objects.filter(key__in=[first, second]).exists()


def test_a_photo_that_is_not_to_be_had_changes_nothing_and_the_words_are_kept(phone, keys, bob):
    item, first, second = keys
    answer = mended(phone, item, [taken(bob), first])
    assert answer.status_code == 422 and "Deux clés" in answer.content.decode()
    assert shown(item) == [first, second] and Item.objects.get().title != "Deux clés"
    many = [taken(item.author) for _number in range(7)]
    answer = mended(phone, item, many)
    assert answer.status_code == 422 and shown(item) == [first, second]


def test_what_only_she_knows_is_in_no_draft_whoever_keeps_it(phone, client, typed):
    typed = {**typed, "what": "bike", "number": "WTU123456", "secret": "Un point vert sous la selle"}
    said = {**typed, "draft_form": "lost_found", "draft_writer": "phone", "draft_seen": 0}
    assert phone.post("/drafts/", said).status_code == 200
    assert phone.post(NEW, {**typed, "keep_draft": "yes"}).status_code == 302
    client.post(NEW, typed)  # signed out while she wrote
    kept = json.dumps([*Draft.objects.values_list("data", flat=True), dict(client.session)], ensure_ascii=False)
    assert "tortue" in kept and "WTU123456" not in kept and "point vert" not in kept
    form = phone.get(f"{NEW}?draft={typed['client_key']}").content.decode()
    assert form.count('data-private=""') == 2  # and the page keeps them neither
