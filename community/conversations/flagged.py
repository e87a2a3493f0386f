"""A message as a thing that may be flagged (settings.FLAGGED, community.moderation.things). Moderation reads the words
that the one who flags them could read, and no others: the conversation opens for nobody else."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from community.moderation.things import Thing

from . import photos
from .entries import words_for
from .models import Message, Participant
from .saying import advance, changed

name = _("message privé")


def find(member, pk):
    """For those who see the message; None for everybody else, staff too."""
    if not member.is_authenticated:
        return None
    here = Participant.objects.present().select_related("conversation")
    mine = here.filter(member=member, conversation__messages=pk).first()
    message = mine and Message.objects.seen_by(mine).filter(pk=pk, removed_at=None, hidden_at=None, act="").first()
    if not message:
        return None
    link = f"/messages/{message.conversation_id}/#m{message.number}"
    name = message.author.name if message.author else ""
    return Thing(message.topic, words_for(message, member), message.author, link, name)


def hide(pk, at):
    """From everybody in the conversation, its author too."""
    return _change(pk, hidden_at=at)


def show(pk):
    return _change(pk, hidden_at=None)


@transaction.atomic
def erase(pk):
    message = Message.objects.filter(pk=pk).first()
    if message:
        Message.objects.filter(pk=pk).update(text="", html="", details=0)
        photos.forget_of(message)


@transaction.atomic
def _change(pk, hidden_at):
    message = Message.objects.select_related("conversation").filter(pk=pk, removed_at=None).first()
    if message is None or bool(message.hidden_at) == bool(hidden_at):
        return False
    Message.objects.filter(pk=pk).update(hidden_at=hidden_at, sequence=advance(message.conversation))
    changed(message.conversation)
    return True
