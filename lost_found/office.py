"""The town's lost-property office, as the directory knows it."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Office:
    """`link` is the address of its page here; any of them but the name may be ""."""

    name: str
    link: str = ""
    phone: str = ""


def office_of_the_town():
    """An Office as settings.LOST_OFFICE answers; None where no directory does."""
    found = import_string(settings.LOST_OFFICE)() if settings.LOST_OFFICE else None
    return Office(*found) if found else None
