from django.core.management.base import BaseCommand, CommandError

from community.upkeep.chores import tick


class Command(BaseCommand):
    help = "Do the timed work that is due (settings.TICK). Meant for a timer, every minute; several may run at once."

    def handle(self, **options):
        done = tick()
        for name, well in done.items():
            self.stdout.write(f"{'done' if well else 'FAILED'}  {name}")
        if not all(done.values()):
            raise CommandError("some timed work failed: the reasons are in the admin, under Reports, Upkeep")
