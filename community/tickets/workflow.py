"""The states of a ticket and where each may go, as data: the desk offers what stands here and nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.posts.models import Phase


class State(models.TextChoices):
    RECEIVED = "received", _("Reçue")
    TRIAGED = "triaged", _("Orientée")
    ACCEPTED = "accepted", _("Acceptée")
    PLANNED = "planned", _("Planifiée")
    IN_PROGRESS = "in_progress", _("En cours")
    WAITING = "waiting", _("En attente de l'auteur")
    RESOLVED = "resolved", _("Résolue")
    NOT_COMPETENT = "not_competent", _("Hors compétence")
    DUPLICATE = "duplicate", _("Doublon")
    REFUSED = "refused", _("Refusée")


_OPEN = {State.RECEIVED, State.TRIAGED, State.ACCEPTED, State.PLANNED, State.IN_PROGRESS, State.WAITING}
_ENDS = {State.RESOLVED, State.NOT_COMPETENT, State.DUPLICATE, State.REFUSED}

NEXT = {
    State.RECEIVED: {State.TRIAGED, State.ACCEPTED, State.PLANNED, State.IN_PROGRESS, State.WAITING, *_ENDS},
    State.TRIAGED: {State.ACCEPTED, State.PLANNED, State.IN_PROGRESS, State.WAITING, *_ENDS},
    # A transfer sends a case back to a queue.
    State.ACCEPTED: {State.TRIAGED, State.PLANNED, State.IN_PROGRESS, State.WAITING, *_ENDS},
    State.PLANNED: {State.TRIAGED, State.ACCEPTED, State.IN_PROGRESS, State.WAITING, *_ENDS},
    State.IN_PROGRESS: {State.TRIAGED, State.PLANNED, State.WAITING, *_ENDS},
    State.WAITING: {State.TRIAGED, State.ACCEPTED, State.PLANNED, State.IN_PROGRESS, *_ENDS},
    # Only a "no, it is not fixed" or the desk itself opens a closed case again.
    State.RESOLVED: {State.TRIAGED},
    State.NOT_COMPETENT: {State.TRIAGED},
    State.DUPLICATE: {State.TRIAGED},
    State.REFUSED: {State.TRIAGED},
}

# What residents see of each state.
PHASE = {
    State.RECEIVED: Phase.SENT,
    State.TRIAGED: Phase.SENT,
    State.ACCEPTED: Phase.SENT,
    State.PLANNED: Phase.PROGRESS,
    State.IN_PROGRESS: Phase.PROGRESS,
    State.WAITING: Phase.SENT,
    State.RESOLVED: Phase.DONE,
    State.NOT_COMPETENT: Phase.CLOSED,
    State.DUPLICATE: Phase.CLOSED,
    State.REFUSED: Phase.CLOSED,
}

# A resident is owed a reason for these.
NEEDS_WORDS = {State.WAITING, State.NOT_COMPETENT, State.DUPLICATE, State.REFUSED}


def open_states():
    return _OPEN


def may_go(state, to):
    """Whether a ticket in `state` may go to state `to`."""
    return State(to) in NEXT[State(state)]
