"""Who may listen to `group:<id>`: its members, and anyone where it is public. It only says that something is new."""

from .models import Group, Membership, Openness


def may_listen(member, pk):
    if not pk.isdecimal() or len(pk) > 18:
        return False
    if Group.objects.filter(pk=pk, openness=Openness.PUBLIC, ended_at=None, hidden_at=None).exists():
        return True
    inside = Membership.objects.filter(group=pk, joined_at__isnull=False)
    return member.is_authenticated and inside.filter(member=member.pk).exists()
