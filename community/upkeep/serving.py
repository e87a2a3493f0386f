"""The embedded server: daphne in this process, with the background work beside it."""

import os
import threading

from daphne.server import Server
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from twisted.internet import reactor

PATIENCE = 3  # seconds after which a stop no longer waits for requests that do not end


def refuse_to_split():
    """The in-memory layer crosses no process: with several, half of the neighbours would see nothing live."""
    workers = next((os.environ[name] for name in ("WORKERS", "WEB_CONCURRENCY") if os.environ.get(name)), "1")
    if workers != "1" and "InMemory" in settings.CHANNEL_LAYERS["default"]["BACKEND"]:
        raise ImproperlyConfigured(
            f"{workers} processes were asked for, but live updates are kept in this process's memory: "
            "set REDIS_URL, or WORKERS=1."
        )


def server(application, host, port, ready):
    """daphne with limits that suit pages, photos of 25 MB and small frames; `ready(port)` once it listens."""

    class Parvis(Server):
        def listen_success(self, listening):
            super().listen_success(listening)
            ready(listening.getHost().port)

        def listen_error(self, failure):
            super().listen_error(failure)
            self.failure = failure.getErrorMessage()

    interface = host.replace(":", r"\:")
    return Parvis(
        application,
        endpoints=[f"tcp:port={port}:interface={interface}"],
        server_name="Parvis",
        verbosity=1,
        http_timeout=120,
        websocket_max_message_size=64 * 1024,
        websocket_max_frame_size=64 * 1024,
        application_close_timeout=5,
    )


def serve(application, host, port, ready):
    """Serve until SIGTERM or SIGINT. Returns the reason if the address cannot be had, else None."""
    daphne = server(application, host, port, ready)
    reactor.addSystemEventTrigger("before", "shutdown", leave_in_time)
    daphne.run()
    return getattr(daphne, "failure", None)


def leave_in_time():
    """End the process even if a request never does. What was committed is committed; the rest never was."""
    last = threading.Timer(PATIENCE, os._exit, [0])
    last.daemon = True
    last.start()
