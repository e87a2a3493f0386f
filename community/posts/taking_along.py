"""A post that is born from another takes its photos along: copies of what everybody may see, never the originals.

A copy is a loose photo of whoever takes it, like one they have just sent: the form keeps it, a post is given it, and
what no post came for is forgotten."""

import uuid
from pathlib import PurePosixPath

from allauth.core.ratelimit import consume
from django.core.files import File
from django.core.files.storage import default_storage
from django.utils import timezone

from community.keys import key_in
from community.photos.refusals import Refused, words

from .models import Photo, Post
from .photo_files import delete_renditions, public_folder
from .photos import MOST
from .uploads import owner_of

FIELD = "taken"  # in the form: the keys of those to take


def source_for(member, key):
    """The post that a new one is to be born from (its id, as it was typed or kept), if the member may see it."""
    key = key_in(str(key or ""))
    return Post.objects.visible_to(member).filter(pk=key).first() if key is not None else None


def on_offer(member, source, most=MOST):
    """The photos of a post (its id, as it was typed) that one born from it may take: those that came with it, where
    everybody may see them and nobody has blocked the other. One query, none without a source."""
    key = key_in(str(source or ""))
    if key is None:
        return []
    posts = Post.objects.visible_to(member).filter(pk=key, group_only=False, hidden_at=None)
    shown = Photo.objects.filter(post__in=posts, comment=None, role=Photo.Role.REPORT, state=Photo.State.READY)
    return list(shown.select_related("post")[:most])


def take_along(request, photos, refused, most=MOST):
    """The form's (photos, refused) with copies of those it takes from the post it is born from."""
    wanted = set(request.POST.getlist(FIELD))
    found = on_offer(request.user, request.POST.get("born_from"), most) if wanted else []
    for photo in found:
        if str(photo.key) in wanted:
            try:
                photos = [*photos, _taken(request, photo, most - len(photos), most)]
            except Refused as refusal:
                refused = [*refused, (photo.post.title, str(refusal))]
            except FileNotFoundError:
                refused = [*refused, (photo.post.title, words("gone"))]
    return photos, refused


def _taken(request, photo, room, most):
    if room <= 0:
        raise Refused("too_many", most=most)
    if not consume(request, action="photo"):
        raise Refused("too_often")
    uploader, claim = owner_of(request)
    return copy(photo, uploader, claim)


def copy(photo, uploader, claim=""):
    """A loose photo with the same renditions in files of its own, so that either may be deleted; without the original
    and what it knew: place, hour, the name of its file."""
    now = timezone.now()
    made = Photo(
        key=uuid.uuid4(), uploader=uploader, claim=claim, state=Photo.State.READY, original_name=photo.post.title,
        bytes=photo.bytes, format=photo.format, width=photo.width, height=photo.height, alt=photo.alt,
        processed_at=now, original_deleted_at=now,
    )  # fmt: skip
    try:
        made.renditions = {name: {**it, "path": _file(it["path"], made)} for name, it in photo.renditions.items()}
        made.save(force_insert=True)
    except BaseException:
        delete_renditions(made)
        raise
    return made


def _file(path, made):
    with default_storage.open(path, "rb") as content:
        return default_storage.save(f"{public_folder(made)}/{PurePosixPath(path).name}", File(content))
