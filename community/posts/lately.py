"""What a member published lately, for their profile (settings.PROFILE_POSTS)."""

from django.utils.translation import get_language

from .cards import cards
from .models import Post

LATELY = 6


def by_member(member, reader):
    """The cards of their latest posts that bear their name and that the reader may see. One query, and the cards'."""
    theirs = Post.objects.visible_to(reader).filter(author=member, anonymous=False, hidden_at=None)
    versions = theirs.order_by("-published_at", "-pk").values_list("pk", "sequence")[:LATELY]
    return cards(list(versions), get_language())
