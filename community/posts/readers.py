"""Who of many members may see a post: the rule of Post.objects.visible_to, asked from the post's side."""

from django.db.models import Q

from community.groups.models import Membership
from community.members.blocks import apart


def may_see(members, post):
    """Those of the members (a queryset) who may: of its group, where it is for the group only; not apart from its
    author by a block (unless it bears no name), but for staff, who moderate whoever blocked them. Once it is
    hidden, its author and staff."""
    if post.published_at is None:
        return members.none()
    if post.group_only:
        inside = Membership.objects.filter(group=post.group_id, joined_at__isnull=False)
        members = members.filter(pk__in=inside.values("member"))
    if post.hidden_at:
        members = members.filter(Q(is_staff=True) | Q(pk=post.author_id or 0))
    if post.author_id is None or post.anonymous:
        return members
    return members.exclude(pk__in=apart(post.author_id), is_staff=False)
