"""Make a database ready to be served: migrations where some wait, and once what settings.FIRST_RUN names."""

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from .models import Chore


def waits_for_migrations():
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def never_run():
    """The commands of settings.FIRST_RUN that this database has not seen."""
    return [command for command in settings.FIRST_RUN if not Chore.objects.filter(name=command).exists()]


def is_ready():
    """Whether `prepare` would only greet."""
    try:
        return not waits_for_migrations() and not never_run()
    except DatabaseError:
        return False


def prepare(say):
    if waits_for_migrations():
        say("setup: preparing the database")
        call_command("migrate", verbosity=0)
    first = never_run()
    for command in first:
        call_command(command)
        now = timezone.now()
        Chore.objects.create(name=command, due_at=now, ran_at=now)  # what is taken away afterwards stays away
    if not first:
        greet()


def greet():
    for command in settings.EVERY_RUN:
        call_command(command)
