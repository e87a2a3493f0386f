"""Who may listen to a post's thread."""

from .models import Post


def may_listen(member, post_id):
    return post_id.isdigit() and Post.objects.visible_to(member).filter(pk=int(post_id)).exists()
