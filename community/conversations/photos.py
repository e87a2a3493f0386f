"""The photos of messages: private like their words. Originals are never shared; renditions lie in the private storage
and are read out by a view that asks who is in the conversation."""

from django.db import transaction
from django.http import Http404
from django.urls import reverse

from community.posts.models import Photo
from community.posts.photo_files import delete_files, shelf

from .models import Message, Participant

WIDTHS = {"small": 480, "medium": 960, "large": 1600}


def changed(message_id):
    """A photo of the message is ready, or refused (settings.PHOTO_HOLDERS): open pages fetch the message again."""
    from . import saying

    message = Message.objects.select_related("conversation").filter(pk=message_id).first()
    if message:
        with transaction.atomic():
            sequence = saying.advance(message.conversation)
            Message.objects.filter(pk=message_id).update(sequence=sequence)
            saying.changed(message.conversation)


def of(messages):
    """{message id: its photos, in order}. One query."""
    held = {}
    for photo in Photo.objects.filter(holder__in=[message.topic for message in messages if not message.is_gone]):
        held.setdefault(int(photo.holder.partition(":")[2]), []).append(photo)
    return held


def shown(photos):
    """What components/photo_strip.html draws of them."""
    return [
        {
            "waiting": photo.state == Photo.State.RECEIVED,
            "refused": photo.why_refused,
            "url": address(photo, "small"),
            "full": address(photo, "large"),
            "alt": photo.alt,
            "width": photo.renditions.get("small", {}).get("width"),
            "height": photo.renditions.get("small", {}).get("height"),
        }
        for photo in photos
    ]


def address(photo, name):
    return reverse("conversations:photo", args=[photo.key, name]) if photo.renditions else ""


def read(member, key, name):
    """The bytes of a rendition, for those who see the message it is in; Http404 for everybody else."""
    photo = Photo.objects.filter(key=key, holder__startswith="message:", state=Photo.State.READY).first()
    message = photo and _message(member, int(photo.holder.partition(":")[2]))
    if not message or name not in photo.renditions:
        raise Http404
    try:
        with shelf(photo).open(photo.renditions[name]["path"]) as file:
            return file.read()
    except OSError as gone:  # taken back at this very moment
        raise Http404 from gone


def _message(member, pk):
    here = Participant.objects.present().select_related("conversation")
    mine = here.filter(member=member, conversation__messages=pk).first()
    return mine and Message.objects.seen_by(mine).filter(pk=pk, removed_at=None, hidden_at=None).first()


def forget_of(message):
    """Deletes a message's photos, their files once the transaction has committed."""
    for photo in Photo.objects.filter(holder=message.topic):
        transaction.on_commit(lambda photo=photo: _forget(photo))


def _forget(photo):
    delete_files(photo)
    photo.delete()
