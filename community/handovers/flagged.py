"""One of the two of a hand-over as something to flag (settings.FLAGGED, community.moderation.things): what moderation
reads is what has been, as the page of the two says it. There is nothing to hide; what may be decided is a limit."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from community.moderation.things import Thing

from . import kinds, steps, timeline
from .access import of_member


class Side:
    """`whom` is about: "owner" or "partner"; the other of the two flags, and nobody else finds it."""

    name = _("remise")

    def __init__(self, kind, whom):
        self.kind, self.whom = kind, whom

    def find(self, member, pk):
        if not member.is_authenticated:
            return None
        handover = of_member(member).select_related("post__lot", "owner", "partner").filter(pk=pk).first()
        about = handover and getattr(handover, self.whom)
        if about is None or about == member:
            return None
        link = handover.get_absolute_url()
        return Thing(f"{self.kind}:{pk}", _course(handover, member), about, link, handover.post.title)

    def hide(self, pk, at):
        return False

    def show(self, pk):
        return False


givers, takers = Side("giver", "owner"), Side("taker", "partner")


def topic(handover, member):
    """What that member flags of the other."""
    return f"giver:{handover.pk}" if member.pk == handover.partner_id else f"taker:{handover.pk}"


def _course(handover, member):
    """The title, where it stands, then step by step."""
    appointments = list(handover.appointments.order_by("pk"))
    stands = next((one for one in appointments if one.stands), None)
    said = kinds.of(handover.post).says(handover, member, stands)
    lines = [handover.post.title, said or steps.next_step(handover, member, stands).words]
    zone = timezone.get_default_timezone()
    for moment, words in timeline.of(handover, member, appointments):
        lines.append(f"{date_format(timezone.localtime(moment, zone), 'j F Y, H:i')} : {words}")
    return "\n".join(lines)
