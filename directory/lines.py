"""An entry in a list: what a card says of it, in the reader's language."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from . import hours, nearest
from .categories import known


@dataclass
class Card:
    entry: object
    icon: str
    category: str
    state: str  # words
    is_open: bool | None
    distance: str = ""


def cards(entries, asked=None):
    """[Card] of these entries, open or not now, or as it is at the Moment that was asked for. No query, but the
    categories'."""
    by_id, now = {row.pk: row for row in known()}, timezone.now()
    return [_card(entry, by_id.get(entry.category_id), now, asked) for entry in entries]


def _card(entry, category, now, asked):
    state, metres = hours.at(entry.hours, now), getattr(entry, "metres", None)
    words = (asked and asked.said(entry)) or hours.said(entry.hours, now)
    if not words and entry.hours_text:
        words = _("Horaires en mots sur la fiche")
    return Card(
        entry,
        category.icon if category else "map-pin",
        category.name if category else "",
        words,
        state and state.is_open,
        "" if metres is None else nearest.said(metres),
    )
