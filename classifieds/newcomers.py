"""How many ads a member may send in a day: few while the account is new, for that is how a site is flooded, and more
than anybody needs afterwards (settings ADS_*)."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from .models import Classified

DAY = timedelta(days=1)


def is_new(author, at=None):
    return author.date_joined > (at or timezone.now()) - timedelta(days=settings.ADS_NEWCOMER_DAYS)


def allowed(author, at=None):
    """How many ads in twenty-four hours."""
    return settings.ADS_A_DAY_AT_FIRST if is_new(author, at) else settings.ADS_A_DAY


def sent_lately(author, at=None):
    """How many in the last twenty-four hours, also those that wait or have ended. One query."""
    return Classified.objects.filter(author=author, created_at__gt=(at or timezone.now()) - DAY).count()
