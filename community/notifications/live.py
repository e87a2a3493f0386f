"""Who may listen to a member's bell: they alone."""


def may_listen(member, member_id):
    return member is not None and member.is_authenticated and str(member.pk) == member_id
