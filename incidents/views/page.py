"""An incident's page and its live parts."""

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from community.posts.models import Photo
from community.tickets.models import Seat, Ticket
from community.visitors import kept_for_visitors

from ..access import incident_for, incident_with_mine
from ..models import Incident
from ..questions import in_words
from ..sharing import qr_svg


@require_safe
@kept_for_visitors(seconds=5)
def page(request, pk):
    incident = incident_with_mine(request.user, pk)
    context = {
        "incident": incident,
        "post": incident,
        "answers": in_words(incident.category, incident.answers),
        "photos": photos_of(incident),
        "ticket": getattr(incident, "ticket", None),
        "qr": qr_svg(settings.SITE_URL + incident.get_absolute_url()),
        "address": settings.SITE_URL + incident.get_absolute_url(),
        "share_card": f"{settings.SITE_URL}/incidents/{incident.pk}/card.jpg",
        **acts_context(request, incident),
    }
    return render(request, "incidents/page.html", context)


def photos_of(incident):
    """Its own photos and those of confirmations, as the photo strip wants them. One query."""
    shown = incident.photos.exclude(state=Photo.State.REFUSED).filter(comment=None)
    return [as_strip(photo) for photo in shown]


def as_strip(photo):
    medium = photo.renditions.get("medium", {})
    return {
        "url": photo.url("medium"),
        "full": photo.url("large"),
        "alt": photo.alt,
        "width": medium.get("width"),
        "height": medium.get("height"),
        "waiting": photo.state == Photo.State.RECEIVED,
        "role": photo.role,
    }


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
