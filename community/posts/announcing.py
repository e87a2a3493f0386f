"""A post has just become public: open feeds are told."""

from community import live


def announce(post):
    """Tell the feeds of the post's territories, or of its group, that there is something new. They fetch it."""
    if post.group_id:
        live.publish(f"group:{post.group_id}", "post", id=post.pk)
    if not post.group_only:
        live.publish(f"feed:{post.territory.code}", "post", id=post.pk, post_kind=post.kind)
