"""Who may listen to `conversation:<id>`: those who are in it, and of two neither once a block stands between them.
It only ever says that something changed."""

from community.members.blocks import apart

from .models import Participant


def may_listen(member, pk):
    if member is None or not member.is_authenticated or not pk.isdecimal() or len(pk) > 18:
        return False
    mine = Participant.objects.present().select_related("conversation").filter(conversation=pk, member=member).first()
    if mine is None or mine.conversation.is_group:
        return mine is not None
    return not Participant.objects.filter(conversation=pk, member__in=apart(member)).exists()
