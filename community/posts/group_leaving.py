"""What a member's leaving a group takes with it (settings.GROUP_LEFT)."""

from .models import Follow, Post
from .states import hide_post


def be_gone(group, member, take_posts):
    """They follow nothing in it any more; with `take_posts`, what they published there is out of everybody's sight."""
    Follow.objects.filter(member=member, post__group=group).delete()
    if take_posts:
        for post in Post.objects.filter(group=group, author=member, hidden_at=None):
            hide_post(post)
