import socket
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import get_connection


@pytest.fixture
def note_of():
    """What every template of a comment's mail needs."""
    return {"who": "Bob", "title": "Banc cassé", "text": "Il penche.", "place": "12 rue du Pont"}


class Sink:
    """A real mail server on this machine, which can go away, come back, and hang up on someone."""

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.mails, self.refuse, self.hang_up, self.controller = [], set(), 0, None

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.refuse:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.hang_up:
            self.hang_up -= 1
            return "421 going away"
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def up(self):
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def down(self):
        if self.controller:
            self.controller.stop(no_assert=True)
            self.controller = None

    def subjects(self, to=None):
        return [mail["Subject"] for mail in self.mails if to is None or mail["To"] == to.email]


@pytest.fixture
def sink(settings):
    server = Sink()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 2
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    assert get_connection().host == "127.0.0.1"
    yield server
    server.down()
