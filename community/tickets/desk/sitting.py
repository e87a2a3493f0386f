"""Where a member sits: which authorities' tickets are theirs, by one query."""

from functools import cached_property

from django.db.models import Q

from ..models import Authority, Seat, Ticket


class Sitting:
    def __init__(self, member):
        self.member = member

    @cached_property
    def seats(self):
        """(authority, service id or None) for each; an administrator sits everywhere."""
        if self.member.is_superuser:
            return [(authority, None) for authority in Authority.objects.all()]
        seats = Seat.objects.filter(member=self.member).select_related("authority")
        return [(seat.authority, seat.service_id) for seat in seats]

    @property
    def authorities(self):
        return [authority for authority, _service in self.seats]

    @property
    def topics(self):
        return [f"desk:{authority.pk}" for authority in self.authorities]

    def tickets(self):
        """Those this member answers for."""
        whole = [authority.pk for authority, service in self.seats if service is None]
        one = [service for _authority, service in self.seats if service is not None]
        if not one:
            return Ticket.objects.filter(authority__in=whole)
        return Ticket.objects.filter(Q(authority__in=whole) | Q(service__in=one)) if whole else Ticket.objects.filter(
            service__in=one
        )
