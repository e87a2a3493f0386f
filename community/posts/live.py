"""Who may listen to `post:<id>`: whoever may see the post."""

from .models import Post


def may_listen(member, pk):
    return pk.isdecimal() and len(pk) < 19 and Post.objects.visible_to(member).filter(pk=pk).exists()
