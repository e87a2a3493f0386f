"""Conversations about something that has ended close after seven days of silence: they stay readable, and one may
begin another."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.posts.models import Phase

from .models import Conversation
from .saying import SILENCE, advance, changed

ENDED = Q(post=None) | Q(post__state__in=[Phase.DONE, Phase.CLOSED]) | Q(post__hidden_at__isnull=False)


def close_what_has_ended(now=None):
    """Settings.TICK: gives seven days to what has just ended, takes them back when it goes on, closes what is silent
    since. Returns how many were closed."""
    now = now or timezone.now()
    about = Conversation.objects.filter(ended_at=None).exclude(post_title="")
    about.filter(ENDED, closes_at=None).update(closes_at=now + SILENCE)
    about.filter(closes_at__isnull=False).exclude(ENDED).update(closes_at=None)
    due = list(about.filter(closes_at__lte=now).values_list("pk", flat=True))
    return sum(close(pk, now) for pk in due)


@transaction.atomic
def close(pk, now):
    """Unless somebody wrote in the meantime. Its key is free for another conversation of the same two."""
    due = Conversation.objects.filter(pk=pk, ended_at=None, closes_at__lte=now)
    if not due.update(ended_at=now, key=None):
        return False
    conversation = Conversation.objects.get(pk=pk)
    advance(conversation)
    changed(conversation)
    return True
