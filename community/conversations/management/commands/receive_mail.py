"""`manage.py receive_mail [--to ADDRESS]`: one mail from standard input, as a mail server's pipe hands it over.

Exit codes are those of sysexits.h: 0 taken (or dropped), 67 no such address, 77 refused, 65 unreadable, 75 try again
later. What is printed goes into the bounce."""

import logging
import sys

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from community.conversations.receiving import MOST_BYTES, Bounce, receive

TRY_LATER = 75
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Takes one mail from standard input: an answer to a message."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--to", default="", help="the envelope's recipient (Postfix: ${original_recipient})")

    def handle(self, *args, to, **options):
        try:
            message = receive(sys.stdin.buffer.read(MOST_BYTES + 1), to)
        except Bounce as bounce:
            self.stderr.write(str(bounce))
            log.info("mail refused: %s", bounce.code)
            sys.exit(bounce.code)
        except DatabaseError:
            log.exception("mail could not be kept")
            sys.exit(TRY_LATER)
        log.info("mail taken: message %s", message.pk if message else "none")
