"""Thirty photos at once over a line that drops again and again: the first eight arrive, once, to the last byte.

They weigh 3 MB each here; with PARVIS_PHOTO_MB=25 all of what a phone may send, 750 MB on the disk meanwhile."""

import hashlib
import os
from pathlib import Path

import pytest
from pictures import phone_jpeg

from classifieds.models import Category, Classified
from classifieds.offering import MOST_PHOTOS
from community.posts.models import Arrival, Photo

CHOSEN, WEIGHT = 30, int(os.environ.get("PARVIS_PHOTO_MB", "3")) * 1024 * 1024
MEMORY = 80 * 1024 * 1024  # bytes that the server may grow by, however much is sent
ONLINE, OFFLINE = 350, 250  # ms of each
PATIENCE = 400  # turns
SENT = "() => document.querySelectorAll('.photo-pick[data-state=sent]').length"
FAILED = "() => document.querySelectorAll('.photo-pick[data-state=failed]').length"


def heavy(name):
    """A real JPEG of exactly WEIGHT bytes, unlike any other: comments fill it."""
    picture, filled = phone_jpeg(400, 300), [_comment(name.encode())]
    rest = WEIGHT - len(picture) - len(filled[0])
    while rest:
        size = min(rest, 60_000) if rest == min(rest, 60_000) or rest - 60_000 >= 4 else rest - 4
        filled.append(_comment(bytes(size - 4)))
        rest -= size
    return picture[:2] + b"".join(filled) + picture[2:]


def _comment(content):
    return b"\xff\xfe" + (len(content) + 2).to_bytes(2) + content


@pytest.fixture
def files(tmp_path):
    """{name: its digest} of thirty photos in a folder."""
    folder, made = tmp_path / "camera", {}
    folder.mkdir()
    for number in range(CHOSEN):
        path = folder / f"{number}.jpg"
        path.write_bytes(heavy(path.name))
        assert path.stat().st_size == WEIGHT
        made[path] = _digest(path)
    return made


def _digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def resident(pid):
    """Bytes of memory of a process."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def form(phone, with_password, alice, server):
    Category.objects.create(code="chaises", name_fr="Chaises", name_en="Chairs")
    password, page = with_password(alice), phone()
    page.goto("/accounts/login/?next=/classifieds/new/")
    page.fill("[name=login]", alice.email)
    page.fill("[name=password]", password)
    page.locator("form [name=password]").press("Enter")
    page.wait_for_url("**/classifieds/new/")
    return page


def test_the_first_eight_arrive_once_and_whole_and_the_rest_are_named(form, files, server, tmp_path, record_property):
    sent_bytes = []
    form.on("request", lambda request: request.method == "PUT" and sent_bytes.append(_size_of(request)))
    before = most = resident(server.process.pid)
    form.locator(".photo-choose input[multiple]").set_input_files(list(files))
    assert form.locator(".photo-pick").count() == MOST_PHOTOS
    named = form.get_by_role("alert").inner_text()
    assert named.endswith("Pas reprises : " + ", ".join(f"{number}.jpg" for number in range(MOST_PHOTOS, CHOSEN)))

    cuts = 0
    for _turn in range(PATIENCE):
        form.wait_for_timeout(ONLINE)
        most = max(most, resident(server.process.pid))
        if form.evaluate(SENT) == MOST_PHOTOS:
            break
        form.context.set_offline(True)
        cuts += 1
        form.wait_for_timeout(OFFLINE)
        form.context.set_offline(False)
    assert (form.evaluate(SENT), form.evaluate(FAILED)) == (MOST_PHOTOS, 0)
    assert cuts >= 3

    form.fill("#id_title", "Chaise en bois")
    form.select_option("#id_category", "chaises")
    form.get_by_role("button", name="Publier", exact=True).click()
    form.wait_for_url("**/classifieds/*/")
    ad = Classified.objects.get()
    kept = list(ad.photos.order_by("position"))
    assert [photo.original_name for photo in kept] == [f"{number}.jpg" for number in range(MOST_PHOTOS)]
    assert (Photo.objects.count(), Arrival.objects.count()) == (MOST_PHOTOS, 0)
    store = tmp_path / "media"
    for photo, digest in zip(kept, files.values(), strict=False):
        assert _digest(next(store.rglob(Path(photo.original.name).name))) == digest
    assert most - before < MEMORY
    again = sum(sent_bytes) / (MOST_PHOTOS * WEIGHT)
    record_property("figures", f"{cuts} cuts, {again:.2f} × the bytes sent, memory +{(most - before) / 1e6:.0f} MB")
    print(f"{cuts} cuts, {again:.2f} × the bytes sent, memory {before / 1e6:.0f} → {most / 1e6:.0f} MB")
    assert form.broken == []


def _size_of(request):
    place = request.headers["content-range"].split()[1].split("/")[0]
    first, last = map(int, place.split("-")) if "-" in place else (0, -1)
    return last - first + 1
