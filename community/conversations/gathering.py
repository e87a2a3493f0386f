"""A group conversation: bringing somebody in, giving it a name, leaving. Who comes in sees what is said from then."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import live
from community.places.words import clean

from .models import Conversation, Message, Participant
from .saying import advance, append, must_be_open

MOST_PEOPLE = 12
LONGEST_NAME = 80


@transaction.atomic
def add(group, by, other):
    """Bring somebody in, who was found and welcomes the one who asks. False when they are in already.

    Raises Closed for who is not in it, ValidationError when it is full."""
    number = advance(group)
    must_be_open(group, by)
    here = Participant.objects.present().filter(conversation=group.pk)
    if here.filter(member=other).exists():
        return False
    if here.count() >= MOST_PEOPLE:
        raise ValidationError(_("Une conversation réunit au plus %(most)s personnes.") % {"most": MOST_PEOPLE})
    fresh = {"joined_at": timezone.now(), "joined_after": number - 1, "read_up_to": number - 1, "left_at": None}
    Participant.objects.update_or_create(
        conversation=group, member=other, defaults={**fresh, "told_up_to": number - 1, "unread": 0, "muted_at": None}
    )
    append(group, by, act=Message.Act.JOINED, text=other.name)
    return True


@transaction.atomic
def leave(group, member):
    """From now on they see nothing of it, and answers by mail are refused."""
    advance(group)
    mine = Participant.objects.present().filter(conversation=group.pk, member=member)
    if not group.is_group or not mine.update(left_at=timezone.now(), unread=0, tell_at=None):
        return False
    append(group, member, act=Message.Act.LEFT, text=member.name)
    live.recheck(group.topic)
    live.publish(member.topic, "messages")
    return True


@transaction.atomic
def rename(group, member, name):
    """ "" takes the name away. Raises Closed for who is not in it."""
    name = clean(" ".join(name.split()))[:LONGEST_NAME]
    advance(group)
    must_be_open(group, member)
    if not Conversation.objects.filter(pk=group.pk).exclude(name=name).update(name=name):
        return False
    group.name = name
    append(group, member, act=Message.Act.NAMED, text=name)
    return True


def mute(participant, wants):
    """No mail and no push about this conversation; the list goes on counting."""
    muted = {"muted_at": timezone.now(), "tell_at": None} if wants else {"muted_at": None}
    Participant.objects.filter(pk=participant.pk).update(**muted)
