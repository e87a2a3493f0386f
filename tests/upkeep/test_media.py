"""Public pictures are served for good; nothing else of the disk is."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages
from django.test import AsyncClient

pytestmark = pytest.mark.django_db
PIXEL = b"RIFF....WEBP"


@pytest.fixture
def picture():
    name = default_storage.save("renditions/ab/pixel.webp", ContentFile(PIXEL))
    yield name
    default_storage.delete(name)


def test_a_rendition_may_be_kept_for_good(client, picture):
    answer = client.get(default_storage.url(picture))
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, PIXEL, "image/webp")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.asyncio
async def test_the_same_under_asgi(picture):
    answer = await AsyncClient().get(default_storage.url(picture))
    assert answer.content == PIXEL


def test_an_original_has_no_address(client):
    name = storages["private"].save("originals/2026/11/alice.jpg", ContentFile(PIXEL))
    for address in (
        storages["private"].url(name),
        f"/media/{name}",
        f"/media/../private/{name}",
        f"/media/%2e%2e/private/{name}",
    ):
        assert client.get(address).status_code == 404
    storages["private"].delete(name)


@pytest.mark.parametrize("name", ["documents/plan.pdf", "page.html", "drawing.svg", "nowhere.webp", "", "renditions/"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/media/{name}").status_code == 404


def test_pictures_are_only_read(client, picture):
    assert client.post(f"/media/{picture}").status_code == 405
