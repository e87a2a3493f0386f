import os
import subprocess
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Serve the whole site: pages, live updates and, in the embedded profile, background and timed work."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
        parser.add_argument("--prepare", action="store_true", help="make the database ready first (manage.py prepare)")

    def handle(self, *, host, port, prepare, **options):
        from community.upkeep.serving import refuse_to_split, serve
        from community.upkeep.worker import Household

        try:
            refuse_to_split()
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
        if prepare:
            self.prepare()
        household = Household() if settings.EMBEDDED else None
        if settings.EMBEDDED:  # a page opened from this very machine, by either of its names, may listen live
            settings.LIVE_ORIGINS += [f"http://127.0.0.1:{port}", f"http://localhost:{port}"]

        def ready(port):
            self.stdout.write(f"Parvis: http://{host}:{port}/  (Ctrl-C stops it)")
            self.stdout.flush()
            if household:
                household.start()

        problem = serve(import_string(settings.ASGI_APPLICATION), host, port, ready)
        if problem:
            raise CommandError(f"cannot listen on {host}:{port}: {problem}\nTry another port: make run PORT=8123")
        if household:
            household.stop()
        # A request that hangs in a thread must not keep the process: daphne has answered what it could.
        self.stdout.flush()
        os._exit(0)

    def prepare(self):
        """In a process of its own when there is much to do, so that this one stays small."""
        from community.upkeep import preparing

        if preparing.is_ready():
            preparing.greet()
        elif status := subprocess.run([sys.executable, sys.argv[0], "prepare"]).returncode:  # noqa: S603 (our own words)
            raise CommandError("the database could not be made ready: the reason is above", returncode=status)
        connections.close_all()
