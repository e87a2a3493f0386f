"""Who may see and do what at a desk. Strangers get 404, from whoever asks these."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q

from .models import Authority, Seat, Step, Ticket


def authorities_of(member):
    """The authorities at whose desk a member sits; all of them for an administrator. One query."""
    if member.is_superuser:
        return list(Authority.objects.all())
    return list(Authority.objects.filter(seats__member=member))


def has_desk(member):
    return member.is_active and (member.is_superuser or Seat.objects.filter(member=member).exists())


def may_act(member, ticket):
    """Whether a member answers for a ticket now: a seat at its authority, for all of it or for its service."""
    if not member.is_active:
        return False
    if member.is_superuser:
        return True
    mine = Seat.objects.filter(member=member, authority=ticket.authority_id)
    return mine.filter(Q(service=None) | Q(service=ticket.service_id)).exists()


def check(member, ticket):
    """Raises PermissionDenied unless `may_act`."""
    if not may_act(member, ticket):
        raise PermissionDenied


def steps_for(member, ticket):
    """The history as this member may read it: public steps, and the notes of the desks they sit at. An
    administrator without a seat reads no notes."""
    seats = Seat.objects.filter(member=member).values("authority")
    steps = Step.objects.filter(ticket=ticket).select_related("member", "authority")
    return steps.filter(Q(public=True) | Q(authority__in=seats))


def may_see_original(member, photo):
    """A photo's private original is for the service that has the ticket."""
    if photo.post_id is None or not member.is_active:
        return False
    return Ticket.objects.at_desk_of(member).filter(post=photo.post_id).exists()
