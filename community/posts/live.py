"""Who may listen to `post:<id>`: whoever may see the post. To `feed:<territory>`: anyone, it only says that there is
something new."""

from community.places.boundaries import atlas

from .models import Post


def may_listen(member, pk):
    return pk.isdecimal() and len(pk) < 19 and Post.objects.visible_to(member).filter(pk=pk).exists()


def may_hear_feed(member, code):
    code = code.removesuffix("_town")
    return any(territory.code == code for territory in atlas().territories)
