"""To promise: what one of those in line gets is held back from all others, and these hear it at once."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import course, kinds, line, telling
from .models import Lot, State


@transaction.atomic
def promise(handover, by, units=None, at=None):
    """The owner promises so many units (those asked for, if nothing is said). Promised already, it is so.

    Raises ValidationError, in words, when there are not enough left or the other is no longer in line;
    PermissionDenied for anybody but the owner."""
    course.must_be(by, handover.owner_id)
    at, handover = at or timezone.now(), course.begun(handover)
    if handover.state == State.PROMISED:
        return handover
    _check(handover, units or handover.units)
    course.must_move(
        handover, State.PROMISED, units=units or handover.units, promised_at=at, nudged_at=None,
        answered_at=handover.answered_at or at, answer_by=course.answer_by(at),
        offered_at=None, wanted_at=None, passed_on_at=None,
    )  # fmt: skip
    kinds.of(handover.post).take(handover)
    _tell(handover, at)
    return handover


def _check(handover, units):
    if units < 1:
        raise ValidationError(_("Un nombre entre 1 et ce qu’il reste."), code="units")
    if not handover.post.is_public:
        raise ValidationError(_("Cette publication n’est plus visible."), code="gone")
    if not handover.partner.is_active:
        raise ValidationError(_("Cette personne n’est plus là."), code="gone")


def _tell(handover, at):
    kind = kinds.of(handover.post)
    handover.post.lot = Lot.objects.get(pk=handover.post_id)
    kind.promised(handover)
    telling.tell(handover, handover.partner, "promised", by=handover.owner, at=at, until=_day(handover.answer_by),
                 units=handover.units, answers=["withdraw"])  # fmt: skip
    if not handover.post.lot.left:
        line.tell_promised_elsewhere(handover.post_id, at)


def _day(moment):
    """The day as data: the words of a mail format it for its reader."""
    return timezone.localtime(moment, timezone.get_default_timezone()).isoformat()
