"""Saying something in a conversation, correcting it, taking it back. Whether one may is asked in the transaction that
writes, under the conversation's lock: what comes after a block, a departure or the end is never written."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import Case, F, When
from django.utils import timezone
from django.utils.translation import gettext as _

from community import live
from community.members.blocks import apart, are_apart
from community.places.words import clean
from community.posts import markdown
from community.posts.photos import hold

from . import details, photos
from .models import Conversation, Message, Participant

LONGEST = 4000  # characters of a message
SILENCE = timedelta(days=7)  # after which a conversation about something that has ended closes
TELL_AFTER = timedelta(minutes=1)  # what is read within it, on an open page, needs no mail


class Closed(Exception):
    """Nothing can be said here any more. The reason, an end or a block, is nobody's to know."""

    def __str__(self):
        return _("Cette conversation est fermée : on ne peut plus y écrire.")


@transaction.atomic
def advance(conversation):
    """The conversation's next number, taken under its row's lock, and whether it has ended or is to close."""
    Conversation.objects.filter(pk=conversation.pk).update(sequence=F("sequence") + 1)
    fresh = Conversation.objects.values_list("sequence", "ended_at", "closes_at").get(pk=conversation.pk)
    conversation.sequence, conversation.ended_at, conversation.closes_at = fresh
    return conversation.sequence


def checked(text, photo_keys=()):
    """The text as it may be sent; ValidationError says what is wrong with it. A photo needs no words."""
    text = clean(text)
    if not text and not photo_keys:
        raise ValidationError(_("Écrivez quelques mots."))
    if len(text) > LONGEST:
        words = _("%(count)s caractères, c'est trop : %(longest)s au plus.")
        raise ValidationError(words % {"count": len(text), "longest": LONGEST})
    return text


def say(conversation, member, text, photo_keys=(), client_key=None, at=None):
    """One message; the same (member, client key) is the same message. The others' lists and badges move with it.

    Raises Closed when nothing can be said here (any more), ValidationError for text that cannot be sent, and
    community.photos.Refused for photos that are not one's own."""
    text = checked(text, photo_keys)
    sent = client_key and Message.objects.filter(author=member, client_key=client_key)
    if sent and sent.exists():
        return sent.get()
    try:
        return _write(conversation, member, text, photo_keys, client_key, at or timezone.now())
    except IntegrityError:
        if not (sent and sent.exists()):
            raise
        return sent.get()


@transaction.atomic
def _write(conversation, member, text, photo_keys, client_key, at):
    advance(conversation)
    closing = must_be_open(conversation, member)
    message = append(conversation, member, text=text, client_key=client_key, at=at, **_written(text))
    if photo_keys:
        hold(photo_keys, message.topic, member)
    if closing:
        Conversation.objects.filter(pk=conversation.pk).update(closes_at=at + SILENCE)
    return message


def _written(text):
    return {"html": markdown.render(text), "details": len(details.found(text))}


def append(conversation, member, at=None, **fields):
    """One more row, at the number just taken by `advance`; everybody's list moves."""
    at, number = at or timezone.now(), conversation.sequence
    message = Message(
        conversation_id=conversation.pk, author=member, number=number, sequence=number, created_at=at, **fields
    )
    message.save(force_insert=True)
    _move_lists(conversation, message)
    changed(conversation, by=member.pk)
    return message


def _move_lists(conversation, message):
    """The writer has read all by that; those apart from them by a block never learn that something was said."""
    here = Participant.objects.present().filter(conversation=conversation.pk)
    here.filter(member=message.author).update(
        read_up_to=message.number, told_up_to=message.number, unread=0, moved_at=message.created_at, tell_at=None
    )
    others = here.exclude(member=message.author).exclude(member__in=apart(message.author))
    soon = Case(When(muted_at=None, tell_at=None, then=message.created_at + TELL_AFTER), default=F("tell_at"))
    others.update(unread=F("unread") + 1, moved_at=message.created_at, tell_at=soon)
    for member_id in others.values_list("member_id", flat=True):
        live.publish(f"member:{member_id}", "messages")


def changed(conversation, by=None):
    """Open pages fetch what they may see; in a group, not those of members apart from who caused it."""
    live.publish(conversation.topic, "changed", by=by, seq=conversation.sequence)


def must_be_open(conversation, member, writes=True):
    """Raises Closed unless the member may speak here now, as the conversation was read last: who writes asks in their
    transaction, after `advance`. Returns when it is to close, if it is."""
    here = Participant.objects.present().filter(conversation=conversation.pk, member__is_active=True)
    here = set(here.values_list("member_id", flat=True))
    if conversation.ended_at or member.pk not in here or not (conversation.is_group or _are_together(here, writes)):
        raise Closed
    return conversation.closes_at


def _are_together(pair, writes):
    """The lower member's row is locked, which a block's own reference to it must wait for (a foreign key is checked by
    a lock on what it names): so a block and a message come one after the other, and the later one knows of it."""
    if len(pair) < 2:
        return False
    if writes and connection.features.has_select_for_update:  # SQLite lets one write at a time
        get_user_model().objects.select_for_update().values_list("pk").get(pk=min(pair))
    return not are_apart(*pair)


def is_open(participant):
    """Whether a composer makes sense; `say` asks again."""
    try:
        must_be_open(participant.conversation, participant.member, writes=False)
    except Closed:
        return False
    return True


def editable_until(message):
    return message.created_at + timedelta(minutes=settings.THREAD_EDIT_MINUTES)


def may_edit(message, member):
    return may_remove(message, member) and timezone.now() <= editable_until(message)


def may_remove(message, member):
    return message.author_id == member.pk and message.act == Message.Act.SAID and not message.is_gone


def may_share(message, member):
    """Whether there is something masked in one's own message that one may show to the others."""
    return may_remove(message, member) and message.details > 0 and not message.shared_at


@transaction.atomic
def edit(message, member, text):
    """Correct one's own message; it is marked as edited. What was not shared yet is not by that."""
    text = checked(text)
    if not may_edit(message, member):
        raise PermissionDenied
    advance(message.conversation)
    must_be_open(message.conversation, member)
    fields = {"text": text, "edited_at": timezone.now(), **_written(text)}
    if set(details.found(text)) - set(details.found(message.text)):
        fields["shared_at"] = None
    _change(message, **fields)


@transaction.atomic
def remove(message, member):
    """Take one's own message back from everybody, its words and photos with it; a stub says that one was here."""
    if not may_remove(message, member):
        raise PermissionDenied
    advance(message.conversation)
    _change(message, text="", html="", details=0, removed_at=timezone.now())
    photos.forget_of(message)


@transaction.atomic
def share(message, member):
    """Show the others the contact details of one's own message. Done twice it changes nothing."""
    if not may_remove(message, member):
        raise PermissionDenied
    advance(message.conversation)
    must_be_open(message.conversation, member)
    _change(message, shared_at=message.shared_at or timezone.now())


def _change(message, **fields):
    """At the number just taken by `advance`; a message that was removed meanwhile stays removed."""
    fields["sequence"] = message.conversation.sequence
    if not Message.objects.filter(pk=message.pk, removed_at=None).update(**fields):
        raise PermissionDenied
    for name, value in fields.items():
        setattr(message, name, value)
    changed(message.conversation, by=message.author_id)
