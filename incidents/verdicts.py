"""The answer to "is it fixed?": one per person and per opening of the ticket. "No" by the author, or by enough
neighbours, opens it again."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from community.notifications.notify import settle
from community.posts import thread
from community.posts.models import Vote
from community.tickets import acts
from community.tickets.models import Ticket
from community.tickets.triage import in_both
from community.tickets.workflow import State

REOPEN_BY = 3


def reopen_by():
    """How many neighbours' "no" open a ticket again: the town's setting, which lives above this app."""
    dotted = getattr(settings, "REOPEN_BY", None)
    return import_string(dotted)() if dotted else REOPEN_BY


class Judged:
    def may_judge(self, member):
        """The author and those who confirmed, while the ticket counts as resolved."""
        ticket = getattr(self, "ticket", None)
        if not member.is_authenticated or ticket is None or ticket.state != State.RESOLVED:
            return False
        return member.pk == self.author_id or Vote.objects.filter(post=self.pk, member=member).exists()

    @transaction.atomic
    def verdict(self, member, fixed, at=None, quietly=False):
        """Record it; True when the ticket was opened again by it, None when they had answered already."""
        if not self.may_judge(member):
            raise PermissionDenied
        at = at or timezone.now()
        # One at a time: two who answer at once would each count without the other.
        ticket = Ticket.objects.select_for_update(of=("self",)).get(pk=self.ticket.pk)
        try:
            with transaction.atomic():
                self.verdicts.create(member=member, round=self.ticket.round, fixed=fixed, at=at)
        except IntegrityError:
            return None
        settle(member, self.topic, ["ticket_resolved"], at)
        is_author = member.pk == self.author_id
        if fixed:
            if is_author:
                self._say_fixed(at)
            return False
        if ticket.state != State.RESOLVED:
            return False  # somebody else's "no" has just opened it again
        if is_author or self._neighbours_who_say_no() >= reopen_by():
            with override("fr"):
                why = (
                    _("L'auteur du signalement dit que ce n'est pas réparé.")
                    if is_author
                    else _("Des voisins disent que ce n'est pas réparé.")
                )
            acts.reopen(self.ticket, why, member=member, at=at, quietly=quietly)
            return True
        return False

    def _neighbours_who_say_no(self):
        return self.verdicts.filter(round=self.ticket.round, fixed=False).exclude(member=self.author_id).count()

    def _say_fixed(self, at):
        fr, en = in_both(lambda: _("C'est réparé, confirme l'auteur du signalement."))
        thread.card(self, "", fr, kind="state", facts={"words_fr": fr, "words_en": en}, at=at)
