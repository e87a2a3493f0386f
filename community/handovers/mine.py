"""A member's hand-overs, as their own page counts them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.members.mine import Line

from .access import of_member
from .models import LIVE


def line(member):
    """One query."""
    count = of_member(member).filter(state__in=LIVE).count()
    now = ngettext("%(count)s en cours", "%(count)s en cours", count) % {"count": count} if count else ""
    return Line(reverse("handovers:list"), "handshake", _("Mes remises"), now)
