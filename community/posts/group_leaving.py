"""What a member's leaving a group takes with it (settings.GROUP_LEFT)."""

import re

from community.notifications.models import Notification
from community.notifications.parting import take_back

from .models import Follow, Post
from .states import hide_post


def be_gone(group, member, take_posts):
    """They follow nothing in it any more; with `take_posts`, what they published there is out of everybody's sight."""
    Follow.objects.filter(member=member, post__group=group).delete()
    take_back(member, _told_of(group, member))
    if take_posts:
        for post in Post.objects.filter(group=group, author=member, hidden_at=None):
            hide_post(post)


def _told_of(group, member):
    """The ids of what the member was told of a group that only its members read: of its posts, and of itself."""
    if group.is_public:
        return []
    of_posts, pks = {}, []
    for pk, link, topic in Notification.objects.filter(recipient=member).values_list("pk", "link", "topic"):
        if post := re.match(r"/posts/(\d{1,18})/", link):
            of_posts.setdefault(int(post[1]), []).append(pk)
        elif topic == group.topic:
            pks.append(pk)
    inside = Post.objects.filter(pk__in=of_posts, group=group, group_only=True).values_list("pk", flat=True)
    return [*pks, *(pk for post in inside for pk in of_posts[post])]
