"""To post an old ad again: a new ad in its place, never a second one beside it."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .closing import close
from .models import Classified


class NotYet(ValidationError):
    """Somebody is waiting for an answer about the old one."""


@transaction.atomic
def post_again(old, **said):
    """The new ad, which knows the first one of its line; the old one is closed by that. Who clicks twice gets the one
    that is there. Raises NotYet while somebody has been promised the old one, else what `offer` raises."""
    rows = Classified.objects.select_for_update(of=("self",)).select_related("author", "first", "lot")
    old = rows.get(pk=old.pk)
    known = posted_again(old)
    if known:
        return known
    if not old.is_over and old.handovers.filter(state__in=["interested", "promised"]).exists():
        raise NotYet(_("Des voisins attendent une réponse pour cette annonce : renouvelez-la plutôt."))
    close(old, line_told=True)
    return Classified.objects.offer(old.author, first=old.first or old, **said)


def posted_again(old):
    """The ad that stands in an old one's place already, or None."""
    line = Classified.objects.filter(first=old.first_id or old.pk, author=old.author_id, pk__gt=old.pk)
    return line.filter(closed_at=None).order_by("-pk").first()
