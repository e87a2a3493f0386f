"""The timed work of settings.TICK: who may do a chore now, doing it, and writing down how it went."""

import logging
import traceback
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from .models import Chore

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)  # after which a chore whose process was killed is anybody's again
PATIENCE = timedelta(minutes=10)  # a chore that failed is tried again no later than this


def due(now=None):
    """The names in settings.TICK whose time has come."""
    now = now or timezone.now()
    waiting = set(Chore.objects.filter(due_at__gt=now).values_list("name", flat=True))
    return [name for name in settings.TICK if name not in waiting]


def claim(name, now):
    """Whether this process is the one to do the chore: one winner, however many ask."""
    Chore.objects.get_or_create(name=name, defaults={"due_at": now})
    return Chore.objects.filter(name=name, due_at__lte=now).update(due_at=now + LEASE) == 1


def do(name, now):
    """Do one chore; its error is kept in its row and never stops the next one."""
    period, error = timedelta(seconds=settings.TICK[name]), ""
    try:
        import_string(name)()
    except Exception:
        error, period = traceback.format_exc()[-4000:], min(period, PATIENCE)
        log.exception("chore %s failed", name)
    Chore.objects.filter(name=name).update(due_at=now + period, ran_at=timezone.now(), error=error)
    return not error


def tick(now=None):
    """Do everything that is due. Returns {name: whether it went well} of what this process did."""
    now = now or timezone.now()
    return {name: do(name, now) for name in due(now) if claim(name, now)}
