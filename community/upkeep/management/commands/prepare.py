from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from community.upkeep.models import Chore


class Command(BaseCommand):
    help = "Make the database ready for `serve`: migrations where some wait, and once what settings.FIRST_RUN names."

    def handle(self, **options):
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("setup: preparing the database")
            call_command("migrate", verbosity=0)
        first = [command for command in settings.FIRST_RUN if not Chore.objects.filter(name=command).exists()]
        for command in first:
            self.once(command)
        for command in () if first else settings.EVERY_RUN:
            call_command(command)

    def once(self, command):
        """Run a command and remember it, so that what was taken away afterwards stays away."""
        call_command(command)
        now = timezone.now()
        Chore.objects.create(name=command, due_at=now, ran_at=now)
