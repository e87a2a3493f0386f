"""What is forgotten, and what is kept long enough to be read."""

from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import TaskResultStatus as Status
from django_tasks_db.models import DBTaskResult

from community.upkeep import results

pytestmark = pytest.mark.django_db


def result(status, **ages):
    now = timezone.now()
    times = {name: now - age for name, age in ages.items()}
    return DBTaskResult.objects.create(
        status=status, args_kwargs={"args": [], "kwargs": {}}, task_path="a.task", backend_name="default",
        run_after=now, **times,
    )  # fmt: skip


def test_successes_go_after_three_days_failures_after_thirty():
    kept = {
        result(Status.SUCCESSFUL, finished_at=timedelta(days=2)).pk,
        result(Status.FAILED, finished_at=timedelta(days=29)).pk,
        result(Status.READY).pk,
    }
    result(Status.SUCCESSFUL, finished_at=timedelta(days=4))
    result(Status.FAILED, finished_at=timedelta(days=31))
    result(Status.RUNNING, started_at=timedelta(days=31))
    assert results.prune_results() == 3
    assert set(DBTaskResult.objects.values_list("pk", flat=True)) == kept


def test_a_task_is_stuck_when_its_worker_must_be_gone():
    result(Status.RUNNING, started_at=timedelta(minutes=14))
    lost = result(Status.RUNNING, started_at=timedelta(minutes=16))
    assert list(results.stuck()) == [lost]


def test_the_task_of_a_dead_worker_goes_to_the_next_one_but_not_for_ever():
    lost = result(Status.RUNNING, started_at=timedelta(minutes=16))
    deadly = result(Status.RUNNING, started_at=timedelta(minutes=16))
    DBTaskResult.objects.filter(pk=deadly.pk).update(worker_ids=["one", "two", "three"])
    running = result(Status.RUNNING, started_at=timedelta(minutes=1))
    assert results.resume_stuck() == 1
    assert list(DBTaskResult.objects.ready()) == [lost]
    assert set(DBTaskResult.objects.running()) == {deadly, running}


def test_expired_sessions_go_with_what_was_noted_about_their_device(alice):
    now = timezone.now()
    for key, days in [("old", -1), ("new", 1)]:
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
        UserSession.objects.create(user=alice, session_key=key, ip="127.0.0.1")
    results.forget_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["new"]
