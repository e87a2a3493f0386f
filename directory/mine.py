"""The entries that a member keeps, as their own page counts them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.members.mine import Line

from .models import Claim


def line(member):
    """One query."""
    count = member.entry_claims.filter(state=Claim.State.ACCEPTED, entry__hidden_at=None).count()
    now = ngettext("%(count)s fiche", "%(count)s fiches", count) % {"count": count} if count else ""
    return Line(reverse("directory:mine"), "store", _("Mes fiches et mes recommandations"), now)
