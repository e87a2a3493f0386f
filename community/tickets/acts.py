"""What a desk does with a ticket. Each verb checks that the member may, changes the row only as they have seen it
(`Changed`, `Taken` otherwise), and causes everything that follows (community.tickets.steps)."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.places.words import clean
from community.posts.photos import attach

from . import access
from .models import Photo, Ticket
from .steps import Changed, NotAllowed, Taken, take
from .triage import in_both
from .words import service_facts
from .workflow import NEEDS_WORDS, State, may_go

__all__ = [
    "Changed", "NotAllowed", "Taken", "answer", "move", "note", "pick_up", "put_down", "refuse", "reopen", "reply",
    "resolve", "transfer",
]  # fmt: skip
LONGEST = 4000  # characters of what is said
ENDS = {State.RESOLVED, State.NOT_COMPETENT, State.DUPLICATE, State.REFUSED}


def said(text, needed=True):
    """The words of an act, as they may be published. ValidationError when they are missing or too many."""
    text = clean(text or "")
    if needed and not text:
        raise ValidationError(_("Dites pourquoi, en quelques mots : le résident les lira."), code="words")
    if len(text) > LONGEST:
        raise ValidationError(_("C'est trop long : %(most)d caractères au plus.") % {"most": LONGEST}, code="long")
    return text


def pick_up(ticket, member, at=None, quietly=False):
    """Take charge of a ticket nobody has: the first of two gets it, the other a `Taken` that says who did.
    A new ticket is accepted by that, and residents hear of it."""
    access.check(member, ticket)
    new = ticket.state in {State.RECEIVED, State.TRIAGED} and not ticket.needs_triage
    return take(
        ticket, "picked_up", member, to_state=State.ACCEPTED if new else "", public=new, mail="ticket_state",
        at=at, quietly=quietly, unassigned=True, assignee=member,
    )  # fmt: skip


def put_down(ticket, member, at=None):
    """Give it back to the team."""
    access.check(member, ticket)
    return take(ticket, "put_down", member, public=False, at=at, assignee=None)


def answer(ticket, member, text, at=None, quietly=False):
    """Say something to everyone, in the authority's name."""
    access.check(member, ticket)
    return take(ticket, "answered", member, said(text), mail="ticket_answered", at=at, quietly=quietly)


def note(ticket, member, text, at=None):
    """Write something down for one's own authority alone."""
    access.check(member, ticket)
    return take(ticket, "noted", member, said(text), public=False, at=at)


def move(ticket, member, to_state, text="", photo_keys=(), other="", at=None, quietly=False):
    """Bring it to another state; the words are public. A duplicate names the reference of the `other` ticket."""
    access.check(member, ticket)
    to_state = State(to_state)
    if to_state == ticket.state or not may_go(ticket.state, to_state):
        raise NotAllowed(f"{ticket.state} → {to_state}")
    text = said(text, needed=to_state in NEEDS_WORDS)
    at = at or timezone.now()
    facts = {"other": _other(ticket, other)} if to_state == State.DUPLICATE else {}
    with transaction.atomic():
        if photo_keys:
            attach(photo_keys, ticket.post, member, role=Photo.Role.AFTER)
        return take(
            ticket, to_state.value, member, text, to_state, mail=_mail(to_state), facts=facts, at=at, quietly=quietly,
            photos=photo_keys, closed_at=at if to_state in ENDS else None, **_picked_up_by(ticket, member),
        )  # fmt: skip


def _picked_up_by(ticket, member):
    """Who does the work has it, if nobody had."""
    return {} if ticket.assignee_id else {"assignee": member}


def _mail(state):
    if state == State.RESOLVED:
        return "ticket_resolved"
    if state == State.WAITING:
        return "ticket_waiting"
    return "ticket_refused" if state in ENDS else "ticket_state"


def _other(ticket, reference):
    reference = (reference or "").strip().upper()[:24]
    if not Ticket.objects.filter(reference=reference).exclude(pk=ticket.pk).exists():
        raise ValidationError(_("Indiquez la référence de l'autre demande, par exemple ISSY-2026-00042."), code="other")
    return reference


def resolve(ticket, member, text="", photo_keys=(), at=None, quietly=False):
    """The work is done: the author and those who confirmed are asked whether it is fixed."""
    return move(ticket, member, State.RESOLVED, text, photo_keys=photo_keys, at=at, quietly=quietly)


def refuse(ticket, member, text, to_state=State.REFUSED, other="", at=None, quietly=False):
    """Close it without the work: refused, not competent, or a duplicate of `other`. It needs a reason."""
    if State(to_state) not in ENDS - {State.RESOLVED}:
        raise NotAllowed(f"{ticket.state} → {to_state}")
    return move(ticket, member, to_state, text, other=other, at=at, quietly=quietly)


def transfer(ticket, member, service, text="", at=None, quietly=False):
    """Hand it to another service, of this authority or another one. The reference stays; the notes of this desk stay
    with this desk; residents read who has it now. To another authority it needs words."""
    access.check(member, ticket)
    if service.pk == ticket.service_id:
        raise ValidationError(_("La demande est déjà dans ce service."), code="same")
    left, leaves = ticket.authority, service.authority_id != ticket.authority_id
    text = said(text, needed=leaves)
    at = at or timezone.now()
    sorted_out = ticket.needs_triage and not leaves
    act = "transferred" if leaves else "triaged" if sorted_out else "moved_on"
    facts = {
        **service_facts(ticket.service, "from_"), **service_facts(service),
        "from_authority": left.name, "authority": service.authority.name,
    }  # fmt: skip
    reason_fr, reason_en = in_both(lambda: _("Orientée par %(authority)s") % {"authority": left.name})
    return take(
        ticket, act, member, text, State.TRIAGED, mail="ticket_transferred", facts=facts, at=at, quietly=quietly,
        desk=left, service=service, authority=service.authority, assignee=None, needs_triage=False,
        reason_fr=reason_fr, reason_en=reason_en, due_at=ticket.due_at or _due(ticket, service, at),
    )  # fmt: skip


def _due(ticket, service, at):
    """The usual delay of the service for this category; none where no rule gives one."""
    rules = service.competences.filter(category=ticket.category_id).order_by("days")
    days = rules.values_list("days", flat=True).first()
    thanks = ticket.category.natures == ["compliment"]
    return at + timedelta(days=days) if days and not thanks else None


def reply(ticket, text, member=None, at=None, quietly=False):
    """The author's answer to what the service asked: the ticket goes on from where it waited. None otherwise.
    Their words stand in the thread as a comment of theirs; here they are for the desk."""
    if ticket.state != State.WAITING:
        return None
    asked = ticket.history.filter(to_state=State.WAITING).exclude(from_state=State.WAITING).last()
    back = asked.from_state if asked and may_go(State.WAITING, asked.from_state) else State.TRIAGED
    return take(ticket, "replied", member, said(text, needed=False), back, public=False, at=at, quietly=quietly)


def reopen(ticket, text="", member=None, at=None, quietly=False):
    """Open a closed ticket again: "no, it is not fixed", or the desk itself. Its round counts up."""
    at = at or timezone.now()
    if not may_go(ticket.state, State.TRIAGED) or ticket.is_open:
        raise NotAllowed(f"{ticket.state} → {State.TRIAGED}")
    rule = ticket.service.competences.filter(category=ticket.category_id).order_by("days").first()
    due = at + timedelta(days=rule.days) if rule and rule.days and ticket.due_at else None
    return take(
        ticket, "reopened", member, said(text, needed=False), State.TRIAGED, mail="ticket_reopened", at=at,
        quietly=quietly, closed_at=None, due_at=due, round=ticket.round + 1,
    )  # fmt: skip
