"""Background work in the server's own process: at once when called, and it survives what goes wrong."""

import threading
import time

import pytest
from django.db import OperationalError, transaction
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from community.upkeep import chores, worker

pytestmark = pytest.mark.django_db(transaction=True)
done = threading.Event()
seen = []


@task()
def greet(name):
    seen.append(name)
    done.set()


@task()
def fall(name):
    raise RuntimeError(f"{name} fell")


@pytest.fixture
def household(settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.TICK = {}
    monkeypatch.setattr(worker, "POLL", 3600)  # only a wake-up can make it look again
    done.clear()
    seen.clear()
    household = worker.Household()
    household.start()
    time.sleep(0.2)
    yield household
    household.stop(patience=4)
    assert [thread.name for thread in household.threads if thread.is_alive()] == []


def test_a_task_runs_as_soon_as_its_transaction_commits(household):
    with transaction.atomic():
        greet.enqueue("Alice")
        assert not done.wait(0.3), "it ran before it was certain"
    assert done.wait(5)
    assert seen == ["Alice"]


def test_a_task_of_a_transaction_that_failed_never_runs(household):
    with pytest.raises(RuntimeError), transaction.atomic():
        greet.enqueue("Alice")
        raise RuntimeError
    assert not done.wait(0.5)
    assert not DBTaskResult.objects.exists()


def test_a_task_that_fails_is_kept_for_a_person_to_read_and_the_next_one_runs(household):
    fall.enqueue("Bob")
    greet.enqueue("Alice")
    assert done.wait(5)
    failed = DBTaskResult.objects.get(status=TaskResultStatus.FAILED)
    assert "Bob fell" in failed.traceback


def test_the_threads_outlive_a_database_that_goes_away(settings, monkeypatch):
    looked = []

    def away():
        looked.append(1)
        raise OperationalError("no route to the database")

    monkeypatch.setattr(chores, "tick", away)
    monkeypatch.setattr(worker, "CLOCK", 0.05)
    household = worker.Household()
    clock = household.threads[1]
    household.start()
    time.sleep(0.6)
    assert clock.is_alive() and len(looked) > 2
    household.stop(patience=4)
    assert not clock.is_alive()
