"""The author hears that neighbours confirm: how many they are, never who."""

from community.notifications.notify import notify
from community.posts.follow import link_to
from community.posts.models import Vote


def tell_confirmed(incident_id, member_id):
    """Counted up while it is unread. Nothing when the confirmation was taken back, or the report hidden, meanwhile."""
    votes = Vote.objects.select_related("post__author", "member").filter(gone_at=None)
    vote = votes.filter(post=incident_id, member=member_id).first()
    if vote is None or vote.post.author is None or not vote.post.is_public:
        return
    post, facts = vote.post, {"title": vote.post.title, "place": vote.post.place_label}
    key = f"confirmed:{post.pk}:{member_id}"
    notify([post.author], "confirmed", link_to(post), post.topic, key, facts, grouped=True, by=vote.member)
