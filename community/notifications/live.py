"""Who may listen to `member:<id>`: that member alone. It only ever says that something changed."""


def may_listen(member, pk):
    return member is not None and member.is_authenticated and str(member.pk) == pk
