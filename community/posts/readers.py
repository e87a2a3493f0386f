"""Who of many members may see a post: the same rule as Post.objects.visible_to, asked the other way round."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q

from community.groups.models import Membership
from community.members.models import Block


def readers_among(post, members):
    """Of these ids, the active members who may see the post, without its author; [] once it is hidden. One query."""
    if not post.is_public:
        return get_user_model().objects.none()
    rows = get_user_model().objects.filter(pk__in=members, is_active=True)
    if post.group_only:
        joined = Membership.objects.filter(group=post.group_id, member=OuterRef("pk"), joined_at__isnull=False)
        rows = rows.filter(Exists(joined))
    if post.author_id is None:
        return rows
    apart = Block.objects.filter(
        Q(member=post.author_id, other=OuterRef("pk")) | Q(other=post.author_id, member=OuterRef("pk"))
    )
    return rows.exclude(pk=post.author_id).exclude(Exists(apart))
