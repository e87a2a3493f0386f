"""A member's ads, as their own page counts them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.members.mine import Line

from .models import Classified


def line(member):
    """One query."""
    count = Classified.objects.filter(author=member, closed_at=None, hidden_at=None, held_at=None).count()
    now = ngettext("%(count)s en ligne", "%(count)s en ligne", count) % {"count": count} if count else ""
    return Line(reverse("classifieds:mine"), "tag", _("Mes annonces"), now)
