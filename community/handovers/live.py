"""Who may listen to `handover:<id>`: the two it is between. It only ever says that something changed."""

from .access import of_member


def may_listen(member, pk):
    if member is None or not member.is_authenticated or not pk.isdecimal() or len(pk) > 18:
        return False
    return of_member(member).filter(pk=pk).exists()
