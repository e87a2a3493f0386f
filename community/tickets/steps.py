"""To take a step: what every act at a desk has in common. The ticket's row is changed only if it still stands as the
one who acts has seen it; the history gets a line; and where the step is public, the post's thread gets a card, the
author and followers are told, and open desks hear of it."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from community import live
from community.posts import follow, states, thread

from .models import Step, Ticket
from .triage import in_both
from .workflow import PHASE, may_go

TOLD = 600  # characters of the authority's words that a notification repeats


class Changed(Exception):
    """Somebody changed the ticket meanwhile; `ticket` is how it stands now."""

    def __init__(self, ticket):
        super().__init__(ticket.reference)
        self.ticket = ticket


class Taken(Changed):
    """Somebody else has picked it up: `by` is the member."""

    @property
    def by(self):
        return self.ticket.assignee


class NotAllowed(Exception):
    """The workflow has no way from the ticket's state to that one."""


def fresh(ticket):
    return Ticket.objects.select_related("assignee", "service__authority", "authority", "category", "post").get(
        pk=ticket.pk
    )


def claim(ticket, at, to_state="", unassigned=False, **changes):
    """Change the row if it still stands as `ticket` was read. Raises NotAllowed, Changed or Taken."""
    if to_state and to_state != ticket.state and not may_go(ticket.state, to_state):
        raise NotAllowed(f"{ticket.state} → {to_state}")
    rows = Ticket.objects.filter(pk=ticket.pk, state=ticket.state, service=ticket.service_id, round=ticket.round)
    if unassigned:
        rows = rows.filter(assignee=None)
    changes = {**changes, "changed_at": at, "state": to_state or ticket.state}
    if not rows.update(**changes):
        now = fresh(ticket)
        raise (Taken if unassigned and now.assignee_id else Changed)(now)
    for name, value in changes.items():
        setattr(ticket, name, value)


@transaction.atomic
def take(ticket, act, member=None, text="", to_state="", public=True, mail="", facts=None, at=None, quietly=False,
         desk=None, photos=(), unassigned=False, **changes):  # fmt: skip
    """Take one step. `desk`: the authority at whose desk it is done (the ticket's own, unless it leaves it).
    Returns the Step."""
    at = at or timezone.now()
    was, desk = ticket.state, desk or ticket.authority
    claim(ticket, at, to_state, unassigned, **changes)
    step = Step.objects.create(
        ticket=ticket, at=at, member=member, authority=desk, act=act, from_state=was, to_state=ticket.state,
        text=text, public=public, facts={**(facts or {}), **({"photos": list(map(str, photos))} if photos else {})},
    )  # fmt: skip
    if public:
        tell(step, mail, at, quietly)
    _record(step)
    for authority in {desk.pk, ticket.authority_id}:
        live.publish(f"desk:{authority}", "ticket", id=ticket.pk, state=ticket.state, act=act)
    return step


def tell(step, mail, at, quietly):
    """The post's phase, its thread and the people who follow it hear of a public step."""
    ticket = step.ticket
    states.set_state(ticket.post, PHASE[ticket.state])
    words_fr, words_en = in_both(lambda: step.words)
    facts = {
        **step.facts,
        "act": step.act,
        "state": ticket.state,
        "phase": str(PHASE[ticket.state]),
        "reference": ticket.reference,
        "words_fr": words_fr,
        "words_en": words_en,
    }
    kind = "official" if step.text or step.act == "answered" else "state"
    thread.card(ticket.post, step.authority.name, step.text or words_fr, kind=kind, facts=facts, at=at)
    if mail and not quietly:
        told = {**facts, **told_of(ticket), "text": step.text[:TOLD], "authority": step.authority.name}
        follow.tell_followers(ticket.post, mail, but=step.member, key=f"step:{step.pk}", facts=told)


def told_of(ticket):
    """What every mail about a ticket repeats: what, where, who has it."""
    return {
        "title": ticket.post.title,
        "place": ticket.post.place_label,
        "category_fr": ticket.category.name_fr,
        "category_en": ticket.category.name_en or ticket.category.name_fr,
        "desk_fr": f"{ticket.authority.name}, {ticket.service.name_fr}",
        "desk_en": f"{ticket.authority.name}, {ticket.service.name_en or ticket.service.name_fr}",
        "reason_fr": ticket.reason_fr,
        "reason_en": ticket.reason_en or ticket.reason_fr,
        "due_on": timezone.localdate(ticket.due_at).isoformat() if ticket.due_at else "",
    }


def _record(step):
    """Staff acts stand in the admin's own history too; words stay in the ticket."""
    if step.member is not None and step.member.is_staff:
        log(step.ticket, f"tickets.{step.act}", user=step.member, data={"to": step.to_state})
