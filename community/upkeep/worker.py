"""Background work inside the web server's own process (the embedded profile): one thread runs the queue, one the clock.

They live there because the in-memory channel layer crosses no process: what a separate worker pushed would reach
nobody. A production site runs `manage.py db_worker` and a timer for `manage.py tick` instead.
"""

import logging
import threading

from django.db import DatabaseError, close_old_connections, connections, transaction
from django_tasks.signals import task_enqueued
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from . import chores

log = logging.getLogger(__name__)

POLL = 5  # seconds between looks at the queue when nothing woke us: tasks of another process, or set for later
CLOCK = 15  # seconds between looks at the chores


class Household:
    """The two threads. `start()` them, `stop()` them; a task enqueued in this process wakes the first at once."""

    def __init__(self):
        self.wake, self.over = threading.Event(), threading.Event()
        self.worker = None
        self.threads = [
            threading.Thread(target=self._forever, args=(self._run_queue, self.wake, POLL), name="queue", daemon=True),
            threading.Thread(target=self._forever, args=(chores.tick, self.over, CLOCK), name="clock", daemon=True),
        ]

    def start(self):
        task_enqueued.connect(self._enqueued, dispatch_uid="household")
        for thread in self.threads:
            thread.start()

    def stop(self, patience=1.0):
        """Ask both to end after what they are doing; wait for them `patience` seconds in all."""
        task_enqueued.disconnect(dispatch_uid="household")
        self.over.set()
        self.wake.set()
        if worker := self.worker:
            worker.running = False
        for thread in self.threads:
            thread.join(patience / len(self.threads))

    def _enqueued(self, **_):
        transaction.on_commit(self.wake.set, robust=True)

    def _forever(self, work, alarm, seconds):
        while not self.over.is_set():
            self.wake.clear() if alarm is self.wake else None
            try:
                close_old_connections()
                work()
            except DatabaseError as error:
                log.warning("%s waits for the database: %s", threading.current_thread().name, error)
            except Exception:
                log.exception("%s goes on after an error", threading.current_thread().name)
            connections.close_all()
            alarm.wait(seconds)

    def _run_queue(self):
        """Run every task that is ready. Looks without a lock first: an idle site writes nothing."""
        if not self.over.is_set() and DBTaskResult.objects.ready().exists():
            self.worker = batch_worker()
            self.worker.run()


def batch_worker():
    """A worker of the library's that runs what is ready and returns."""
    return Worker(
        queue_names=["*"],
        interval=0.2,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="embedded",
        excluded_queue_names=[],
    )
