"""To seat a member at an authority's desk, and what that opens for them."""

from django.contrib.auth.models import Group, Permission

GROUP = "Guichet"


def seat(member, authority, service=None):
    """Give a member a place at an authority's desk (all of it, or one service); done again, it changes the place."""
    from .models import Seat

    place, _created = Seat.objects.update_or_create(member=member, authority=authority, defaults={"service": service})
    return place


def let_in(member):
    """The admin's door and nothing behind it: the desk asks for the seats themselves."""
    desk_group().user_set.add(member)
    if not member.is_staff:
        member.is_staff = True
        member.save(update_fields=["is_staff"])


def desk_group():
    group, created = Group.objects.get_or_create(name=GROUP)
    if created:
        group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    return group
