"""Where a photo's bytes lie: the original in the private storage, the renditions in the public one, unless the photo
is of a private message."""

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from .models import Photo, private_storage


def shelf(photo):
    """The storage of its renditions."""
    return private_storage() if photo.is_private else default_storage


def flush(original):
    """On the disk before the row says so: a power cut must not leave a photo without its file."""
    try:
        path = original.path
    except NotImplementedError:
        return  # the storage is elsewhere, and has answered
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


@contextmanager
def original_here(photo):
    """The path of the original on this machine: its own, or a copy's for as long as it is needed."""
    try:
        yield photo.original.path
    except NotImplementedError:
        with tempfile.NamedTemporaryFile() as copy, photo.original.open() as file:
            shutil.copyfileobj(file, copy)
            copy.flush()
            yield copy.name


@contextmanager
def room_for_renditions(photo):
    """The folder to draw them in: their place itself, if that is on this machine."""
    try:
        yield Path(shelf(photo).path(public_folder(photo)))
    except NotImplementedError:
        with tempfile.TemporaryDirectory() as folder:
            yield Path(folder) / photo.key.hex


def public_folder(photo):
    """In the shelf of its renditions."""
    return f"photos/{photo.key.hex[:2]}/{photo.key.hex}"


def put_up(photo, file):
    """Puts a drawn rendition into its storage, unless it was drawn there. Returns its name in it."""
    name, storage = f"{public_folder(photo)}/{file.name}", shelf(photo)
    try:
        storage.path(name)
    except NotImplementedError:
        storage.delete(name)
        with file.open("rb") as content:
            return storage.save(name, File(content))
    return name


def delete_original(photo):
    """The file first: a row that still names it is found again, a file without a row never."""
    if photo.original:
        photo.original.storage.delete(photo.original.name)
    Photo.objects.filter(pk=photo.pk).update(original="", original_deleted_at=timezone.now())


def delete_renditions(photo):
    """Whatever lies in its folder, also what a killed worker drew without a word."""
    folder, storage = public_folder(photo), shelf(photo)
    try:
        _folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for file in files:
        storage.delete(f"{folder}/{file}")
    storage.delete(folder)


def delete_files(photo):
    """For whoever deletes a photo's row: the database's cascade leaves files behind."""
    delete_original(photo)
    delete_renditions(photo)
