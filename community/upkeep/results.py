"""What the site forgets by itself: results of finished tasks, and sessions nobody can use any more."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

KEEP_SUCCESSFUL = timedelta(days=3)
KEEP_FAILED = timedelta(days=30)  # time enough for a person to read why
STUCK_AFTER = timedelta(minutes=15)  # no task of ours takes this long: its worker is gone
MOST_TRIES = 3  # a task that takes its worker down each time is left to a person


def prune_results(now=None):
    """Delete old task results. Returns how many rows went."""
    now = now or timezone.now()
    done = DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_SUCCESSFUL)
    failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED)
    lost = stuck(now).filter(started_at__lt=now - KEEP_FAILED)
    return sum(rows.delete()[0] for rows in (done, failed, lost))


def stuck(now=None):
    """Tasks that a worker began and will not finish."""
    now = now or timezone.now()
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - STUCK_AFTER)


def resume_stuck(now=None):
    """Hand the tasks of a dead worker to the next one, at most MOST_TRIES times in all: every task of ours is safe
    when run again (the row it works on says what is left to do). Returns how many were handed on."""
    tasks = [task.pk for task in stuck(now) if len(task.worker_ids) < MOST_TRIES]
    return stuck(now).filter(pk__in=tasks).update(status=TaskResultStatus.READY, started_at=None)


def failed():
    return DBTaskResult.objects.filter(status=TaskResultStatus.FAILED).order_by("-finished_at")


def forget_sessions():
    """Delete expired sessions and what was noted about the devices that held them."""
    call_command("clearsessions")
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()


def waiting():
    """How many tasks wait for a worker: a number that only grows means that no worker runs."""
    return DBTaskResult.objects.ready().count()
