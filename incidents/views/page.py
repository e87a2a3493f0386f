"""An incident's page and its live parts."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from community.posts.frame import frame_of
from community.posts.models import Post
from community.tickets.models import Seat, Ticket
from community.visitors import kept_for_visitors

from ..access import incident_for, incident_with_mine
from ..desks import desks_of
from ..models import Incident
from ..questions import in_words


@require_safe
@kept_for_visitors(seconds=5)
def page(request, pk):
    incident = incident_with_mine(request.user, pk)
    context = {
        **frame_of(incident, request.user),
        "answers": in_words(incident.category, incident.answers),
        "ticket": getattr(incident, "ticket", None),
        "share_card": f"{settings.SITE_URL}/incidents/{incident.pk}/card.jpg",
        "desks": desks_of(incident.category),
        "origin": _origin(request.user, incident),
        **acts_context(request, incident),
    }
    return render(request, "incidents/page.html", context)


def acts_context(request, incident):
    """What this reader may do here. The votes of strangers are not asked for: one page has one set of queries."""
    member, ticket = request.user, getattr(incident, "ticket", None)
    is_author = member.is_authenticated and member.pk == incident.author_id
    waits = incident.escalated_at is None and incident.withdrawn_at is None
    resolved = ticket is not None and ticket.state == "resolved"
    return {
        "incident": incident,
        "is_author": is_author,
        "may_confirm": incident.is_public and incident.is_open,
        "may_change": is_author and waits,
        "may_escalate": waits and incident.is_public and _has_seat(member),
        "may_judge": resolved and not incident.i_judged and (is_author or incident.i_voted),
    }


def _origin(member, incident):
    """The post it is born from, for its author and for staff alone. A report may stand at the door of somebody whose ad
    says a square, and have no name where the other has one: together they would say who lives there."""
    knows_both = member.is_authenticated and (member.is_staff or member.pk == incident.author_id)
    if not incident.born_from_id or not knows_both:
        return None
    return Post.objects.visible_to(member).filter(pk=incident.born_from_id).only("title").first()


def _has_seat(member):
    return member.is_authenticated and member.is_staff and Seat.objects.filter(member=member).exists()


@require_safe
def status(request, pk):
    """The state of an incident as everyone sees it: what a page fetches after a lost connection."""
    return render(request, "incidents/status.html", {"incident": incident_for(request.user, pk)})


@require_safe
def by_reference(request, reference):
    """A ticket's reference leads to its post's page."""
    ticket = Ticket.objects.filter(reference=reference.upper()[:24]).only("post_id").first()
    if ticket is None or not Incident.objects.visible_to(request.user).filter(pk=ticket.post_id).exists():
        raise Http404
    return redirect("incidents:page", pk=ticket.post_id)
