"""How many units a post has, and how many of them are not promised. They move by conditional updates alone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .models import Lot

MOST = 999


def take(handover):
    """Hold back what is promised. Of two who promise the last unit at once, the second is told so in words."""
    rows = Lot.objects.filter(post=handover.post_id, left__gte=handover.units)
    if rows.update(left=F("left") - handover.units):
        return
    left = Lot.objects.values_list("left", flat=True).get(post=handover.post_id)
    if not left:
        raise ValidationError(_("C’est déjà promis à quelqu’un d’autre : il n’en reste plus."), code="none_left")
    words = ngettext("Il n’en reste qu’un.", "Il n’en reste que %(left)s.", left)
    raise ValidationError(words % {"left": left}, code="none_left")


def give_back(handover):
    """What was held back for a promise that came to nothing."""
    Lot.objects.filter(post=handover.post_id, left__lte=F("units") - handover.units).update(
        left=F("left") + handover.units
    )


@transaction.atomic
def set_units(post, units):
    """How many there are in all, as the author corrects it. Raises ValidationError below what is promised or gone."""
    if not 1 <= units <= MOST:
        raise ValidationError(_("Un nombre entre 1 et %(most)s.") % {"most": MOST}, code="units")
    lot, _made = Lot.objects.select_for_update().get_or_create(post_id=post.pk)
    spoken_for = lot.units - lot.left
    if units < spoken_for:
        words = ngettext("%(n)s est déjà promis ou remis.", "%(n)s sont déjà promis ou remis.", spoken_for)
        raise ValidationError(words % {"n": spoken_for}, code="units")
    more = units - spoken_for - lot.left
    Lot.objects.filter(pk=lot.pk).update(units=units, left=units - spoken_for)
    return more
