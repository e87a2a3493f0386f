"""Where a member sits: which authorities' tickets are theirs, by one query."""

from functools import cached_property

from django.db.models import Exists, Q
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission
from wagtail.permission_policies.collections import CollectionPermissionPolicy
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permission_policies.sites import SitePermissionPolicy

from ..models import Authority, Seat, Ticket

# What Wagtail's menu asks of every member, a query each, although moderators edit no pages.
EDITING = {
    PagePermissionPolicy: GroupPagePermission,
    CollectionPermissionPolicy: GroupCollectionPermission,
    SitePermissionPolicy: GroupSitePermission,
}


def sitting_of(member):
    """Their Sitting, the same throughout a request."""
    if not hasattr(member, "sitting"):
        member.sitting = Sitting(member)
    return member.sitting


class Sitting:
    def __init__(self, member):
        self.member = member

    @cached_property
    def seats(self):
        """(authority, service id or None) for each; an administrator sits everywhere."""
        if self.member.is_superuser:
            return [(authority, None) for authority in Authority.objects.all()]
        edits = {model.__name__: Exists(model.objects.filter(group__user=self.member)) for model in EDITING.values()}
        seats = list(Seat.objects.filter(member=self.member).select_related("authority").annotate(**edits))
        for seat in seats[:1]:
            self._spare_the_menu(seat)
        return [(seat.authority, seat.service_id) for seat in seats]

    def _spare_the_menu(self, seat):
        """Tell Wagtail's policies what the seat's query found out already: that there is nothing."""
        for policy, model in EDITING.items():
            if not getattr(seat, model.__name__):
                self.member.__dict__.setdefault(policy.permission_cache_name, model.objects.none())

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
        mine = Q(authority__in=whole) if whole or not one else Q(service__in=one)
        return Ticket.objects.filter(mine | Q(service__in=one) if whole and one else mine)
