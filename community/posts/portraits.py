"""The photo of a member: it comes in, waits and is developed like any other; only its square is kept."""

from django.core.files.storage import default_storage
from django.db import transaction

from community.members.editing import change_profile

from .models import Photo
from .photo_files import delete_files, delete_original

ROLE = Photo.Role.PORTRAIT


def of(member):
    """All that a member sent as their photo, the newest last."""
    return Photo.objects.filter(uploader=member, role=ROLE).order_by("pk")


@transaction.atomic
def hang(photo):
    """A developed portrait becomes its member's, and earlier ones go; unless a later one was ready before it."""
    rows = of(photo.uploader)
    if rows.filter(pk__gt=photo.pk, state=Photo.State.READY).exists():
        return _forget(rows.filter(pk=photo.pk))
    renditions = rows.values_list("renditions", flat=True).get(pk=photo.pk)
    square = renditions.pop("square")
    rows.filter(pk=photo.pk).update(renditions={"square": square})
    change_profile(photo.uploader, portrait=square["path"])
    _forget(rows.filter(pk__lt=photo.pk))
    transaction.on_commit(lambda: _keep_the_square_only(photo, renditions), robust=True)


def _keep_the_square_only(photo, others):
    delete_original(photo)
    for rendition in others.values():
        default_storage.delete(rendition["path"])


@transaction.atomic
def take_down(member):
    """No photo any more, not even one that is still being developed."""
    change_profile(member, portrait="")
    _forget(of(member))


def _forget(photos):
    """Rows in this transaction, files once it is over."""
    gone = list(photos)
    photos.delete()
    transaction.on_commit(lambda: [delete_files(photo) for photo in gone], robust=True)
