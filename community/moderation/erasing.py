"""What was removed for good loses its words and photos when nobody can object any more (settings.TICK). Until then
they are kept out of sight: an objection may be right, and a judge may ask."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from . import things
from .models import TO_OBJECT, Action, Appeal, Decision, Flag


def erase_removed():
    """How many were erased."""
    return sum(map(erase, _due(timezone.now())))


def _due(at):
    """Removals whose six months are over and that no appeal has undone, or still may."""
    removed = Decision.objects.filter(action=Action.REMOVE, erased_at=None, decided_at__lt=at - TO_OBJECT)
    upheld = Q(appeal=None) | Q(appeal__outcome=Appeal.Outcome.UPHELD)
    return list(removed.filter(upheld))


@transaction.atomic
def erase(decision):
    """The thing's words, and the copies that flags and the decision hold. False when it was done."""
    if not Decision.objects.filter(pk=decision.pk, erased_at=None).update(
        erased_at=timezone.now(), quote="", label="—"
    ):
        return False
    things.erase(decision.topic)
    Flag.objects.filter(topic=decision.topic).update(quote="", label="—")
    return True
