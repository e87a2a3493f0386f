"""From an original to its renditions. The row is the queue, a task only wakes somebody up: whoever claims the row
(a conditional update, with a lease) does the work, and what a killed worker left is found by `sweep_photos`."""

import logging
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.module_loading import import_string
from django_tasks import task

from community import live
from community.notifications.notify import notify
from community.photos.darkroom import darkroom
from community.photos.refusals import Refused

from .models import Photo, Post
from .photo_files import delete_original, delete_renditions, original_here, put_up, room_for_renditions
from .portraits import hang

logger = logging.getLogger(__name__)
ATTEMPTS = 5
LEASE = timedelta(minutes=5)  # outlasts the darkroom's own limit and the wait for one's turn in it


@task()
def process_photo(photo_id):
    develop(photo_id)


def develop(photo_id):
    """Draws the renditions of a received photo, if it is nobody else's turn. True when this call settled it."""
    photo = _claim(photo_id)
    if photo is None:
        return False
    try:
        renditions = _drawn(photo)
    except Refused as refusal:
        return _refuse(photo, refusal.code)
    except Exception as fault:  # whatever it is, the photo must not be lost with the worker
        return _try_later(photo, fault)
    return _show(photo, renditions)


def sweep_photos():
    """Wakes a worker again for photos whose worker was killed, failed, or never woke. Returns how many."""
    now = timezone.now()
    due = Photo.objects.filter(state=Photo.State.RECEIVED, next_at__lte=now)
    woken = 0
    for pk in list(due.order_by("next_at").values_list("pk", flat=True)[:500]):
        with transaction.atomic():
            if due.filter(pk=pk).update(next_at=now + LEASE):
                process_photo.enqueue(pk)
                woken += 1
    return woken


def _claim(photo_id):
    now = timezone.now()
    free = Photo.objects.filter(Q(lease_until=None) | Q(lease_until__lte=now), pk=photo_id, state=Photo.State.RECEIVED)
    if not free.update(lease_until=now + LEASE, next_at=now + LEASE, attempt=F("attempt") + 1):
        return None
    return Photo.objects.get(pk=photo_id)


def _drawn(photo):
    """{name: {"path", "width", "height"}} of renditions that are now in their storage."""
    if photo.attempt > ATTEMPTS:  # it took its worker down every time
        raise Refused("gave_up")
    with original_here(photo) as source, room_for_renditions(photo) as folder:
        drawn = darkroom.render(source, photo.format, folder)
        return {name: {"path": put_up(photo, folder / it.pop("file")), **it} for name, it in drawn.items()}


def _show(photo, renditions):
    """The photo is ready: from now on pages show it, and open ones are told."""
    with transaction.atomic():
        if _settle(photo, state=Photo.State.READY, renditions=renditions, processed_at=timezone.now()):
            if photo.role == Photo.Role.PORTRAIT:
                hang(photo)
            return True
    if not Photo.objects.filter(pk=photo.pk).exclude(state=Photo.State.REFUSED).exists():
        delete_renditions(photo)  # its author took it back while it was drawn
    return False


def _refuse(photo, code):
    """For good: the author reads why, and a file that nobody can read is not kept."""
    with transaction.atomic():
        if not _settle(photo, state=Photo.State.REFUSED, refusal=code):
            return False
        _tell_author(photo.pk)
    delete_original(photo)
    return True


def _tell_author(photo_id):
    """While it waits for its post, the form says why; afterwards, a notification does."""
    photo = Photo.objects.select_related("uploader", "post").get(pk=photo_id)
    if photo.uploader is None or photo.post is None:
        return
    with translation.override(photo.uploader.language):
        facts = {"title": photo.post.title, "name": photo.original_name, "text": photo.why_refused}
    link = reverse("posts:post", args=[photo.post_id])
    notify([photo.uploader], "photo_refused", link, photo.post.topic, f"photo:{photo.pk}", facts)


def _try_later(photo, fault):
    """After half a minute, two, eight, thirty; then it is refused with a reason."""
    logger.warning("photo %s, attempt %s: %r", photo.pk, photo.attempt, fault)
    if photo.attempt >= ATTEMPTS:
        return _refuse(photo, "gave_up")
    wait = timedelta(seconds=30 * 4 ** (photo.attempt - 1))
    _held(photo).update(lease_until=None, next_at=timezone.now() + wait)
    return False


def _held(photo):
    """Only the attempt that holds the lease may write its result."""
    return Photo.objects.filter(pk=photo.pk, attempt=photo.attempt, state=Photo.State.RECEIVED)


def _settle(photo, **result):
    with transaction.atomic():
        settled = _held(photo).update(lease_until=None, next_at=None, **result)
        if settled:
            _tell(photo)
    return bool(settled)


def _tell(photo):
    """The page it is on looks different now: its cached card is drawn anew, and open pages fetch the photo."""
    post_id, holder = Photo.objects.values_list("post_id", "holder").get(pk=photo.pk)  # attached meanwhile, perhaps
    if holder:
        kind, _colon, pk = holder.partition(":")
        import_string(settings.PHOTO_HOLDERS[kind])(int(pk))
    if post_id:
        Post.objects.filter(pk=post_id).update(sequence=F("sequence") + 1)
        live.publish(f"post:{post_id}", "photo", key=str(photo.key))
