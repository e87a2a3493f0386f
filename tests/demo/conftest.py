"""The demo loaded once for a whole file of stories, in a transaction that is thrown away, with plain pictures: painting
them is tested on its own."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from PIL import Image

SIZES = {"large.webp": 1600, "card.jpg": 1200, "medium.webp": 960, "small.webp": 480, "square.webp": 192}


def plain_pictures(pictures, folder, progress):
    """Grey stand-ins for what `demo.pictures.studio.paint_all` paints."""
    drawn = {}
    for done, (scene, seed) in enumerate(pictures, 1):
        place = Path(folder) / f"{scene}-{seed}"
        place.mkdir()
        Image.new("RGB", (16, 12), "grey").save(place.with_suffix(".jpg"))
        for file in SIZES:
            Image.new("RGB", (16, 12), "grey").save(place / file)
        drawn[scene, seed] = {Path(file).stem: {"file": file, "width": 16, "height": 12} for file in SIZES}
        progress(done, len(pictures))
    return drawn


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The demo town, as `load_demo` makes it."""
    patch = pytest.MonkeyPatch()
    patch.setattr("demo.gallery.paint_all", plain_pictures)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_demo", verbosity=0)
        yield
        call_command("remove_demo", verbosity=0)  # the files, which no rollback takes away
        transaction.set_rollback(True)
    patch.undo()
    _forget()


def _forget():
    from community.places import boundaries
    from community.tickets import triage
    from home import town

    for forget in (boundaries.forget, triage.forget, town.forget):
        forget()
