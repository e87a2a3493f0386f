"""A large photo comes in pieces, over a line that drops: what has come is kept, and only the rest is sent again."""

import shutil
import tempfile
from datetime import timedelta

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils import timezone

from community.photos.facts import MAX_BYTES
from community.photos.refusals import Refused

from .models import Arrival, Photo, private_storage
from .photos import mine, receive

LARGEST, SMALLEST = 2 * 1024 * 1024, 64 * 1024  # bytes of a piece; the last one may be smaller
MOST = 12  # photos of one person on their way; the oldest gives way, and would begin again
PATIENCE = timedelta(hours=24)  # how long a piece waits for the next


class OutOfStep(Exception):
    """A piece that does not begin where the last one ended. `received` is how many bytes there are."""

    def __init__(self, received):
        super().__init__(received)
        self.received = received


def received(key, member=None, claim=""):
    """How many bytes of one's own photo have come, all of them when it is whole; None of one that is not known."""
    photo = mine(member, claim).filter(key=key).first()
    if photo:
        return photo.bytes
    arrival = Arrival.objects.filter(key=key).first()
    return arrival.received if arrival and _is_theirs(arrival, member, claim) else None


def take_piece(key, start, total, piece, *, uploader=None, claim="", role=Photo.Role.REPORT, name=""):
    """Takes the bytes of a photo from `start` on, of `total` in all. Returns the Photo once it is whole, until then how
    many bytes there are; an empty piece at the end only asks to finish. Sent again, it is the same photo.

    Raises OutOfStep, community.photos.refusals.Refused."""
    whole = Photo.objects.filter(key=key).exists()
    if whole:
        return receive(None, uploader=uploader, claim=claim, key=key)  # answers with the one there is, or refuses
    if total > MAX_BYTES:
        raise Refused("too_big")
    with transaction.atomic():
        arrival = _locked(key, uploader, claim, {"role": role, "name": name[-200:], "total": total})
        if arrival.received != start or arrival.total != total:
            raise OutOfStep(arrival.received)
        _add(arrival, piece)
    return _photo(arrival) if arrival.received == total else arrival.received


def give_up(key, member=None, claim=""):
    """Forgets what has come of one's own photo; False where there is nothing."""
    arrival = Arrival.objects.filter(key=key).first()
    return bool(arrival and _is_theirs(arrival, member, claim) and _forget(arrival))


def forget_arrivals():
    """Deletes what has come of photos whose next piece did not within a day. Returns how many."""
    old = Arrival.objects.filter(touched_at__lt=timezone.now() - PATIENCE)
    return sum(_forget(arrival) for arrival in old.iterator(chunk_size=500))


def check_room():
    """Refused("no_room") while the disk has less than PHOTO_ROOM_LEFT bytes to spare: pages must still be written."""
    try:
        free = shutil.disk_usage(private_storage().path("")).free
    except (NotImplementedError, FileNotFoundError):
        return  # the storage is elsewhere, or has nothing yet
    if free < settings.PHOTO_ROOM_LEFT:
        raise Refused("no_room")


def _locked(key, uploader, claim, facts):
    """The arrival, its row locked; begun now if it is new. Refused("key_taken") when it is somebody else's."""
    Arrival.objects.get_or_create(key=key, defaults={"uploader": uploader, "claim": claim, **facts})
    arrival = Arrival.objects.select_for_update().get(key=key)
    if not _is_theirs(arrival, uploader, claim):
        raise Refused("key_taken")
    if not arrival.received:
        _make_room(uploader, claim)
    return arrival


def _is_theirs(arrival, member, claim):
    by_member = member is not None and member.pk is not None and arrival.uploader_id == member.pk
    return by_member or bool(claim and arrival.claim == claim)


def _make_room(uploader, claim):
    whose = {"uploader": uploader} if uploader else {"claim": claim}
    for arrival in Arrival.objects.filter(**whose).order_by("-touched_at", "-pk")[MOST:]:
        transaction.on_commit(lambda arrival=arrival: _forget(arrival))


def _add(arrival, piece):
    """The file first, under the name of its place: one that was written without its row is written over."""
    if piece:
        name = f"{arrival.folder}/{arrival.received:010d}"
        private_storage().delete(name)
        private_storage().save(name, ContentFile(piece))
    arrival.received += len(piece)
    arrival.touched_at = timezone.now()
    arrival.save(update_fields=["received", "touched_at"])


def _photo(arrival):
    """The Photo that its pieces make. One that is refused is forgotten, like a file sent in one go."""
    with tempfile.TemporaryFile() as file:
        _join(arrival, file)
        if file.tell() != arrival.total:  # a power cut took a piece, or somebody else is finishing it
            return _begun_again(arrival)
        whose = {"uploader": arrival.uploader, "claim": arrival.claim, "role": arrival.role, "key": arrival.key}
        try:
            return receive(File(file, name=arrival.name), **whose)
        finally:
            _forget(arrival)


def _join(arrival, file):
    storage = private_storage()
    try:
        for name in sorted(storage.listdir(arrival.folder)[1]):
            with storage.open(f"{arrival.folder}/{name}") as piece:
                shutil.copyfileobj(piece, file)
    except FileNotFoundError:
        return


def _begun_again(arrival):
    photo = Photo.objects.filter(key=arrival.key).first()
    if photo:
        return photo
    _forget(arrival)
    raise OutOfStep(0)


def _forget(arrival):
    """The files first: a row that still names them is found again."""
    storage = private_storage()
    try:
        for name in storage.listdir(arrival.folder)[1]:
            storage.delete(f"{arrival.folder}/{name}")
        storage.delete(arrival.folder)
    except FileNotFoundError:
        pass
    return bool(Arrival.objects.filter(pk=arrival.pk).delete()[0])
