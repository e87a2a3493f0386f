"""The desks one may go to about a category of reports, as the directory says (settings.DESKS)."""

from django.conf import settings
from django.utils.module_loading import import_string


def desks_of(category):
    """[(name, address of its page, number to show, number to dial, whether it is open in words)]; none where no
    directory is installed, or where nothing is chosen yet."""
    return import_string(settings.DESKS)(category) if settings.DESKS and category else []
