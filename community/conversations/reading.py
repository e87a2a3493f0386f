"""How far somebody has read, and how much waits for them."""

from django.db import transaction

from community import live
from community.members.blocks import apart
from community.notifications.notify import settle

from .models import Conversation, Message, Participant


def read(participant, number):
    """All up to this number is read: the badge, the others' "Lu" and the notices follow. False when nothing was new."""
    if number <= participant.read_up_to and not participant.unread:
        return False
    with transaction.atomic():
        Conversation.objects.select_for_update().get(pk=participant.conversation_id)
        mine = Participant.objects.filter(pk=participant.pk)
        number = max(number, *mine.values_list("read_up_to", flat=True))
        later = Message.objects.seen_by(participant).filter(number__gt=number).exclude(author=participant.member_id)
        unread = later.count()
        mine.update(read_up_to=number, unread=unread, **({} if unread else {"tell_at": None}))
        participant.read_up_to, participant.unread = number, unread
        _tell_open_pages(participant)
    return True


def _tell_open_pages(participant):
    topic = participant.conversation.topic
    settle(participant.member, topic)
    live.publish(topic, "read")
    live.publish(participant.member.topic, "messages")


def unread_conversations(member):
    """How many conversations have something new: what the navigation shows."""
    return Participant.objects.present().filter(member=member, unread__gt=0).count()


def read_by(conversation, me, message):
    """The names of the others who have read that far, without those apart from one by a block."""
    readers = Participant.objects.present().filter(conversation=conversation.pk, read_up_to__gte=message.number)
    return list(
        readers.exclude(member=me)
        .exclude(member__in=apart(me))
        .values_list("member__name", flat=True)
        .order_by("member__name")
    )
