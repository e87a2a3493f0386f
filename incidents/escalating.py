"""To escalate: the step by which an incident becomes a ticket. A conditional update claims it, so that ten
confirmations at the same instant make one ticket."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from community.posts import states
from community.tickets.models import Escalation, Seat, Ticket
from community.tickets.opening import open_ticket

from .natures import Nature
from .reporting import title_of
from .statement import statement_of


class Escalating:
    def is_due(self):
        """Whether its category's rule wants the service to hear of it now."""
        if self.escalated_at or self.withdrawn_at or not self.is_public:
            return False
        if self.nature == Nature.COMPLIMENT or self.category.escalation == Escalation.AT_ONCE:
            return True
        return bool(self.needed) and self.progress >= self.needed

    def escalate_if_due(self, at=None, quietly=False):
        """The ticket it became just now, or None."""
        return self.escalate(at=at, quietly=quietly) if self.is_due() else None

    @transaction.atomic
    def escalate(self, by=None, at=None, quietly=False):
        """Hand it to the competent service. Whoever claims it first opens the ticket; the others get that one.
        None when it was withdrawn or is not public. `by`, a member with a seat at a desk, needs no other reason."""
        at = at or timezone.now()
        if by is not None and not Seat.objects.filter(member=by).exists():
            raise PermissionDenied
        unclaimed = type(self).objects.filter(pk=self.pk, escalated_at=None, withdrawn_at=None)
        if not self.is_public or not unclaimed.update(escalated_at=at):
            return Ticket.objects.filter(post=self.pk).first()
        self.escalated_at = at
        ticket = open_ticket(self, self.category, self.answers, statement=statement_of(self), at=at, quietly=quietly)
        if self.nature == Nature.COMPLIMENT and ticket.due_at:
            Ticket.objects.filter(pk=ticket.pk).update(due_at=None)  # thanks are owed no deadline
            ticket.due_at = None
        self.ticket = ticket
        self.look_again()
        self.show_status(quietly=quietly)
        return ticket

    @transaction.atomic
    def withdraw(self, member, at=None):
        """Its author takes it back, as long as the service has not heard of it. False when it is too late."""
        if member.pk != self.author_id:
            raise PermissionDenied
        at = at or timezone.now()
        unclaimed = type(self).objects.filter(pk=self.pk, escalated_at=None, withdrawn_at=None)
        if not unclaimed.update(withdrawn_at=at):
            return False
        self.withdrawn_at = at
        return states.hide_post(self, at=at)

    @transaction.atomic
    def correct(self, member, text):
        """Its author mends the words, as long as the service has not read them. False when it is too late."""
        if member.pk != self.author_id:
            raise PermissionDenied
        rows = type(self).objects.select_for_update(of=("self",))
        mine = rows.filter(pk=self.pk, escalated_at=None, withdrawn_at=None).first()
        if mine is None:
            return False
        self.text, self.title, self.edited_at = text, title_of(text, self.category), timezone.now()
        self.save(update_fields=["text", "title", "edited_at"])
        self._touch()
        return True
