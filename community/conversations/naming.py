"""What a conversation is called by each of those who are in it."""

from django.utils.translation import gettext as _

from community.members.blocks import apart

from .models import Participant


def title_for(participant, others=None):
    """Its name, or the names of the others; one query unless they are given (members)."""
    conversation = participant.conversation
    if conversation.name:
        return conversation.name
    others = others_in(participant) if others is None else others
    alone = _("Vous seul·e") if conversation.is_group else _("Ancien membre")
    return ", ".join(member.name for member in others) or alone


def others_in(participant):
    """The other members here, in a group those who have not left; without those apart from one by a block there."""
    return others_of([participant]).get(participant.conversation_id, [])


def others_of(participants):
    """{conversation id: the other members} of one member's participations. One query for any number."""
    if not participants:
        return {}
    me, ids = participants[0].member_id, [participant.conversation_id for participant in participants]
    rows = Participant.objects.present().filter(conversation__in=ids).exclude(member=me).select_related("member")
    rows = rows.exclude(conversation__is_group=True, member__in=apart(me)).order_by("joined_at", "pk")
    found = {}
    for row in rows:
        found.setdefault(row.conversation_id, []).append(row.member)
    return found
