"""The demo's photos: each different picture is painted and developed once, by as many processes as there are
processors, and then shared by the photos that show it (by hard links where the disk knows them)."""

import os
import shutil
import tempfile
import uuid
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage

from community.posts.models import Photo
from community.posts.photo_files import delete_files, public_folder

from .pictures import IN_WORDS
from .pictures.studio import paint_all

KEYS = uuid.UUID("5c8e7f2e-5d0c-4c1e-9a53-4f6f4d656d6f")


class Gallery:
    """The pictures of a story, ready to be hung."""

    def __init__(self, folder, drawn):
        self.folder, self.drawn, self.hung = folder, drawn, []

    def original(self, picture):
        """The file of a painted (scene, seed)."""
        scene, seed = picture
        return self.folder / f"{scene}-{seed}.jpg"

    def hang(self, name, picture, uploader, at, role=Photo.Role.REPORT):
        """A ready photo that waits for its post. The same `name` has the same key in every database."""
        scene, _seed = picture
        original = self.original(picture)
        source = original.with_suffix("")
        photo = Photo(key=uuid.uuid5(KEYS, name), uploader=uploader, role=role, state=Photo.State.READY)
        photo.alt = IN_WORDS[scene]
        photo.received_at = photo.processed_at = photo.taken_at = at
        photo.format, photo.width, photo.height = "JPEG", 1600, 1200
        self.hung.append(photo)
        photo.bytes, photo.original_name = original.stat().st_size, f"{scene}.jpg"
        place = Photo._meta.get_field("original").generate_filename(photo, f"{photo.key}.jpg")
        photo.original = _put(original, photo.original.storage, place)
        photo.renditions = {size: self._shown(photo, source, facts) for size, facts in self.drawn[picture].items()}
        photo.save()
        return photo

    def _shown(self, photo, source, facts):
        name = f"{public_folder(photo)}/{facts['file']}"
        size = {"width": facts["width"], "height": facts["height"]}
        return {"path": _put(source / facts["file"], default_storage, name), **size}

    def take_down(self):
        """Delete the files hung so far: the database has forgotten their rows."""
        for photo in self.hung:
            delete_files(photo)


def _put(file, storage, name):
    """A file into a storage under exactly this name, without a second copy on the disk if that can be."""
    try:
        target = Path(storage.path(name))
    except NotImplementedError:
        with file.open("rb") as content:
            return storage.save(name, File(content))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(file, target)
    except OSError:
        shutil.copyfile(file, target)
    return name


@contextmanager
def opened(pictures, progress=lambda done, total: None):
    """A Gallery of these (scene, seed), painted for as long as the block lasts."""
    room = Path(settings.MEDIA_ROOT)
    room.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=room, prefix=".demo-") as folder:
        gallery = Gallery(Path(folder), paint_all(sorted(pictures), folder, progress))
        try:
            yield gallery
        except BaseException:
            gallery.take_down()
            raise
