"""Telling of messages that wait unread: after a minute, so that two who talk on open pages get no mail for each line,
and then all that waits in one. Each is told once: the row that is due is claimed in the transaction that notifies."""

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from community.members.blocks import apart
from community.notifications.notify import notify

from . import reply_addresses
from .entries import words_for
from .models import Message, Participant
from .naming import title_for

MOST_TOLD = 20  # messages in one mail
BATCH = 200


def tell_due(now=None):
    """Settings.TICK. Returns how many were told."""
    now, told = now or timezone.now(), 0
    while batch := list(Participant.objects.filter(tell_at__lte=now).values_list("pk", flat=True)[:BATCH]):
        told += sum(tell(pk, now) for pk in batch)
    return told


@transaction.atomic
def tell(pk, now):
    """One participant, of what they have neither read nor been told. False when there is nothing (any more)."""
    if not Participant.objects.filter(pk=pk, tell_at__lte=now).update(tell_at=None):
        return False
    mine = Participant.objects.select_related("member", "conversation").get(pk=pk)
    if mine.left_at or mine.muted_at:
        return False
    waiting = Message.objects.seen_by(mine).filter(number__gt=max(mine.read_up_to, mine.told_up_to), act="")
    waiting = waiting.filter(removed_at=None, hidden_at=None).exclude(author=mine.member).select_related("author")
    waiting = waiting.exclude(author__in=apart(mine.member))  # they were parted while it waited
    last = list(waiting.order_by("-number")[:MOST_TOLD])[::-1]
    if not last:
        return False
    Participant.objects.filter(pk=pk).update(told_up_to=last[-1].number)
    _notify(mine, last)
    return True


def told_otherwise(message, member):
    """Another notification brings that message to one of those it is for: no mail more about it."""
    rows = Participant.objects.filter(conversation=message.conversation_id, member=member)
    rows.update(told_up_to=message.number, tell_at=None)


def _notify(mine, messages):
    conversation, said = mine.conversation, [_said(message, mine.member) for message in messages]
    about = [f"member:{pk}" for pk in sorted({message.author_id for message in messages if message.author_id})]
    facts = {
        "who": said[-1]["who"],
        "title": title_for(mine) if conversation.is_group else conversation.post_title,
        "group": conversation.is_group,
        "text": "\n\n".join(one["text"] for one in said),
        "said": said,
        "reply_to": reply_addresses.address(mine) if settings.INBOUND_MAIL_DOMAIN else "",
    }
    link = reverse("conversations:conversation", args=[conversation.pk])
    key = f"{conversation.topic}:{messages[-1].number}"
    notify([mine.member], "message", link, conversation.topic, key, facts, about=about, by=messages[-1].author)


def _said(message, member):
    return {"who": message.author.name if message.author else "", "text": words_for(message, member)}
