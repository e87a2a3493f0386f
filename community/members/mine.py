"""What a member's own page leads to besides: a line from each feature that keeps something of theirs."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Line:
    """Where it leads, its icon (lucide), its words, and how much of it goes on now, in words too; "" for nothing."""

    address: str
    icon: str
    words: str
    now: str = ""


def lines_of(member):
    """A Line of each of settings.MINE, in their order."""
    return [import_string(dotted)(member) for dotted in settings.MINE]
