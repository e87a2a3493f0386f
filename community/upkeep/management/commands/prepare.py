from django.core.management.base import BaseCommand

from community.upkeep.preparing import prepare


class Command(BaseCommand):
    help = "Make the database ready for `serve`: migrations where some wait, and once what settings.FIRST_RUN names."

    def handle(self, **options):
        prepare(self.stdout.write)
