"""What the clock does to pages (settings.TICK)."""

from django.core.management import call_command
from django.utils import timezone

from community.posts.models import Phase
from community.posts.states import set_state

from .models import Announcement


def publish_scheduled():
    """Publish what is due and unpublish what has expired: Wagtail's own command, which sends its signals."""
    call_command("publish_scheduled", verbosity=0)


def close_polls():
    """Polls whose hour has come are closed in the feed too (their pages know it to the second). Returns how many."""
    due = Announcement.objects.filter(kind="poll", state=Phase.OPEN, ends_at__lte=timezone.now())
    return sum(set_state(post, Phase.CLOSED) for post in due)
