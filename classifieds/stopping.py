"""Saying no to one saved search from its mail, without signing in: a signed address, and a page that asks once."""

from django.core import signing
from django.urls import reverse

from .saved import SavedSearch

SALT = "classifieds.search"


def address_to_stop(search):
    return reverse("classifieds:stop_search", args=[signing.dumps([search.pk, search.member_id], salt=SALT)])


def search_of(token):
    """The SavedSearch that a signed address is of; None when it has been deleted. signing.BadSignature for anything
    that we did not sign. Old mails keep working."""
    pk, member = signing.loads(token, salt=SALT)
    return SavedSearch.objects.filter(pk=pk, member=member).first()
