"""Who may listen to a desk."""

from .models import Seat


def may_listen(member, authority):
    """Whether a member sits at the desk of the authority with this id (text from the browser)."""
    if not member.is_authenticated or not member.is_active or not authority.isdecimal() or len(authority) > 18:
        return False
    return member.is_superuser or Seat.objects.filter(member=member, authority=int(authority)).exists()
