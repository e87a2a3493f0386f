"""To open a ticket: the official case for a post, once, with a reference that is never doubled."""

from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from community import live

from .models import Counter, Step, Ticket
from .steps import tell
from .triage import find_competent
from .words import service_facts
from .workflow import State


@transaction.atomic
def open_ticket(post, category, answers=None, statement=None, at=None, quietly=False):
    """The ticket of a post; the one it has already when it has one. `statement` is what the city is given to read
    (see `statement_of`). Raises ValidationError where no authority is known at all."""
    at = at or timezone.now()
    found = find_competent(category, post.lat, post.lon, answers)
    try:
        with transaction.atomic():
            ticket = _write(post, category, found, statement or statement_of(post, category, answers), at)
    except IntegrityError:
        known = Ticket.objects.filter(post=post.pk).first()
        if known is None:
            raise
        return known
    facts = {**service_facts(ticket.service), "needs_triage": ticket.needs_triage}
    step = Step.objects.create(
        ticket=ticket, at=at, authority=ticket.authority, act="received", to_state=ticket.state, facts=facts
    )
    tell(step, "ticket_received", at, quietly)
    live.publish(ticket.topic, "ticket", id=ticket.pk, state=ticket.state, act="received")
    return ticket


def _write(post, category, found, statement, at):
    thanks = category.natures == ["compliment"]
    return Ticket.objects.create(
        reference=next_reference(found.authority, timezone.localtime(at).year),
        post=post, category=category, authority=found.authority, service=found.service,
        reason_fr=found.reason_fr[:400], reason_en=found.reason_en[:400], needs_triage=found.needs_triage,
        statement=statement, created_at=at, changed_at=at, state=State.RECEIVED,
        due_at=at + timedelta(days=found.days) if found.days and not thanks else None,
    )  # fmt: skip


def next_reference(authority, year):
    """`ISSY-2026-00042`. One statement: the counter's row is locked from here to the end of the transaction."""
    table = Counter._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (authority_id, year, last) VALUES (%s, %s, 1) "  # noqa: S608 (no user text)
            f"ON CONFLICT (authority_id, year) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            [authority.pk, year],
        )
        (number,) = cursor.fetchone()
    return f"{authority.prefix}-{year}-{number:05d}"


def statement_of(post, category, answers=None):
    """The words, the place and the answers as they are now; the service reads the author's name."""
    return {
        "category": category.name_fr,
        "title": post.title,
        "text": post.text,
        "place": post.place_label,
        "lat": post.lat,
        "lon": post.lon,
        "answers": [{"label": key, "value": str(value)} for key, value in (answers or {}).items()],
        "author": post.author.name if post.author else "",
        "anonymous": post.anonymous,
    }
