"""What the list may be narrowed to, each with how many there are: links, so that nothing needs a script."""

from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.places.models import Level

from .filters import settled_territories
from .models import Condition, Intent
from .price_steps import LABELS


def facets(filters, found, start="?"):
    """[(title, [{"words", "count", "url", "chosen"}])], those without any choice left out. One query, or none."""
    groups = [
        (_("Annonce"), "intent", [(code, code, label) for code, label in Intent.choices]),
        (_("Catégorie"), "category", list(_categories(filters))),
        (_("Prix"), "price", [(step, step, label) for step, label in LABELS.items()]),
        (_("Quartier"), "territory", list(_territories(filters))),
        (pgettext("objet", "État"), "condition", [(code, code, label) for code, label in Condition.choices]),
        (_("Photo"), "photo", [("1", "1", _("Avec photo"))]),
    ]
    lines = [(title, [*_lines(filters, found, facet, offers, start)]) for title, facet, offers in groups]
    return [(title, some) for title, some in lines if some]


def _lines(filters, found, facet, offers, start):
    """Those that hold something, and what is chosen; without counts, all."""
    asked = filters.asked()
    for value, code, label in offers:
        chosen, count = asked.get(facet) == code, found.count(facet, value)
        if chosen or count is None or count > 0:
            kept = {name: said for name, said in asked.items() if name != facet}
            address = urlencode(kept if chosen else {**kept, facet: code})
            yield {"words": label, "count": count, "url": start + address, "chosen": chosen}


def _categories(filters):
    """The families; and those of the family that is chosen, or that what is chosen belongs to."""
    open_family = filters.chosen_category and (filters.chosen_category[1] or filters.chosen_category[0])
    for code, name, pk, parent in filters.known:
        if parent is None:
            yield pk, code, name
            yield from ((p, c, f"{name} › {n}") for c, n, p, of in filters.known if of == pk == open_family)


def _territories(filters):
    """The towns; and the quarters of the one that is chosen, and of the site's own."""
    settled = settled_territories()
    towns = sorted((t for t in settled if t.level == Level.CITY), key=lambda t: t.name)
    shown = next((t for t in towns if t.code == settings.TOWN_CODE), None)
    here = filters.chosen_territory and filters.chosen_territory.city
    for town in towns:
        yield town.pk, town.code, town.name
        if town in (here, shown):
            yield from sorted(((t.pk, t.code, t.name) for t in settled if t.parent_id == town.pk), key=lambda t: t[2])
