"""A photo's way: received with its original kept private, given to a post, developed, and in time forgotten."""

import uuid
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files import File
from django.db import IntegrityError, transaction
from django.db.models import Case, F, Q, When
from django.utils import timezone

from community import live
from community.photos.facts import EXTENSIONS, inspect
from community.photos.refusals import Refused

from .developing import develop, process_photo, sweep_photos
from .models import Photo, Post
from .photo_files import delete_files, delete_original, flush

__all__ = [
    "MOST", "attach", "delete_files", "develop", "forget", "forget_originals", "forget_unattached", "hold", "loose",
    "mine", "process_photo", "rearrange", "receive", "sweep_photos", "waiting",
]  # fmt: skip
MOST = 6  # photos with one post, unless its kind says otherwise; with one comment, one message
PATIENCE = timedelta(minutes=1)  # when nobody answers the first wake-up, the sweeper wakes again
FREE = Q(post=None, comment=None) & (Q(holder="") | Q(holder__startswith="draft:"))  # a draft keeps, and lets go
LOOSE = timedelta(hours=48)  # how long a photo waits for the form it was sent for


def receive(file, *, uploader=None, claim="", role=Photo.Role.REPORT, key=None):
    """Takes a photo in: its headers are read, its original kept, its development ordered. Returns the Photo.

    `uploader` is a member, or None with `claim`, the visitor's own token. Sent twice with the same `key`, it is
    the same photo. Raises community.photos.Refused.
    """
    key = key or uuid.uuid4()
    known = _known(key, uploader, claim)
    if known:
        return known
    facts = inspect(file)
    photo = Photo(key=key, uploader=uploader, claim=claim, role=role, **_described(file, facts))
    photo.original.save(f"{key}.{EXTENSIONS[facts.format]}", File(file), save=False)
    try:
        flush(photo.original)
        with transaction.atomic():
            photo.save()
            process_photo.enqueue(photo.pk)
    except BaseException as fault:
        photo.original.storage.delete(photo.original.name)
        if not isinstance(fault, IntegrityError):
            raise
        return _known(key, uploader, claim)  # sent twice at once: the other one was first
    return photo


def mine(member=None, claim=""):
    """The photos sent by this member, or by this visitor before they signed in; not their portrait."""
    whose = Q(pk__in=[])
    if member and member.is_authenticated:
        whose |= Q(uploader=member)
    if claim:
        whose |= Q(claim=claim)
    return Photo.objects.filter(whose).exclude(role=Photo.Role.PORTRAIT)


def waiting(member=None, claim=""):
    """One's own photos that nothing has yet, but perhaps a draft."""
    return mine(member, claim).filter(FREE).exclude(state=Photo.State.REFUSED)


def loose(member=None, claim="", private=False):
    """One's own photos that wait for their post, or, `private`, for their message."""
    found = waiting(member, claim)
    return found.filter(role=Photo.Role.MESSAGE) if private else found.exclude(role=Photo.Role.MESSAGE)


def attach(keys, post, member=None, *, claim="", comment=None, role=None, most=MOST):
    """Gives one's own loose photos to a post (and a comment of it), in the order of `keys`, in one query.

    Done again with the same keys it changes nothing. Refused("too_many") above `most`; Refused("gone") when one is
    somebody else's, refused, forgotten or already given elsewhere: then none is given. Returns how many.
    """
    keys = _distinct(keys, most)
    if not keys:
        return 0
    given = {"post": post, "comment": comment, "position": _in_order(keys), "holder": ""}
    given |= {"role": role} if role else {}
    with transaction.atomic():
        attached = loose(member, claim).filter(key__in=keys).update(**given)
        if attached < len(keys):
            had = mine(member, claim).filter(key__in=keys, post=post, comment=comment).count()
            if had < len(keys):
                raise Refused("gone")
    return attached


@transaction.atomic
def rearrange(post, keys, member=None, *, claim="", most=MOST):
    """The photos that came with a post are from now on those of `keys`, in that order: of its own it keeps some and
    deletes the others, the rest are `member`'s own loose ones. Whether anything changed. The caller knows that the
    member is its author.

    Refused("too_many") above `most`; Refused("gone") when one is not to be had: then nothing has changed."""
    keys = _distinct(keys, most)
    Post.objects.select_for_update().get(pk=post.pk)
    had = {photo.key: photo for photo in post.photos.filter(comment=None, role=Photo.Role.REPORT)}
    if list(had) == keys:
        return False
    fresh = [key for key in keys if key not in had]
    if fresh and loose(member, claim).filter(key__in=fresh).update(post=post, holder="") < len(fresh):
        raise Refused("gone")
    if keys:
        Photo.objects.filter(key__in=keys).update(position=_in_order(keys))
    _drop([photo for key, photo in had.items() if key not in keys])
    Post.objects.filter(pk=post.pk).update(sequence=F("sequence") + 1)
    live.publish(post.topic, "photo", key="")
    return True


@transaction.atomic
def hold(keys, holder, member):
    """Gives one's own loose private photos to something that is no post (its topic), in the order of `keys`.

    Refused("too_many") above six; Refused("gone") when one is not to be had: then none is given."""
    keys = _distinct(keys, MOST)
    wanted = loose(member, private=True).filter(key__in=keys)
    if keys and wanted.update(holder=holder, position=_in_order(keys)) < len(keys):
        raise Refused("gone")


def forget(photo):
    """Deletes a loose photo and its files. False if a post took it meanwhile."""
    unclaimed = Photo.objects.filter(FREE, pk=photo.pk)
    if not unclaimed.update(state=Photo.State.REFUSED, refusal="gone"):  # from now on no post can take it
        return False
    delete_files(photo)
    photo.delete()
    return True


def erase(photos):
    """Deletes photos of a post or a comment with their files: for what moderation has removed for good."""
    for photo in photos:
        delete_files(photo)
        photo.delete()


def forget_unattached():
    """Deletes photos that no post came for within 48 hours, but the portraits that hang. Returns how many."""
    old = Photo.objects.filter(post=None, comment=None, holder="", received_at__lt=timezone.now() - LOOSE)
    old = old.exclude(role=Photo.Role.PORTRAIT, state=Photo.State.READY)
    return sum(forget(photo) for photo in old.iterator(chunk_size=500))


def forget_originals():
    """Deletes the private originals older than PHOTO_ORIGINALS_DAYS; renditions stay. Returns how many."""
    before = timezone.now() - timedelta(days=settings.PHOTO_ORIGINALS_DAYS)
    old = Photo.objects.filter(received_at__lt=before, original_deleted_at=None).exclude(state=Photo.State.RECEIVED)
    forgotten = 0
    for photo in old.iterator(chunk_size=500):
        delete_original(photo)
        forgotten += 1
    return forgotten


def _distinct(keys, most):
    try:
        found = list(dict.fromkeys(key if isinstance(key, uuid.UUID) else uuid.UUID(key) for key in keys))
    except (ValueError, TypeError, AttributeError):
        raise Refused("gone") from None
    if len(found) > most:
        raise Refused("too_many", most=most)
    return found


def _in_order(keys):
    return Case(*(When(key=key, then=place) for place, key in enumerate(keys)))


def _drop(photos):
    """The rows now, the files once that is certain."""
    Photo.objects.filter(pk__in=[photo.pk for photo in photos]).delete()
    transaction.on_commit(lambda: [delete_files(photo) for photo in photos], robust=True)


def _known(key, uploader, claim):
    """The photo that already has this key, if it is theirs. Refused("key_taken") if it is somebody else's."""
    photo = Photo.objects.filter(key=key).first()
    if photo and not mine(uploader, claim).filter(pk=photo.pk).exists():
        raise Refused("key_taken")
    return photo


def _described(file, facts):
    return {
        "original_name": Path(file.name or "").name[-200:],
        "bytes": facts.bytes,
        "format": facts.format,
        "width": facts.width,
        "height": facts.height,
        "lat": facts.lat,
        "lon": facts.lon,
        "taken_at": facts.taken_at,
        "next_at": timezone.now() + PATIENCE,
    }
