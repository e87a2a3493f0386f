"""What giving saved: how many things neighbours handed on, and what making new ones would have emitted.

Counted: the hand-overs said to be done of what was given or swapped. A sale is somebody else's business, a loan comes
back, and a thing that went away without a hand-over here is not known. Each unit counts the figure of its category
(classifieds.categories says whose); a category without one counts as a thing and adds nothing. docs/decisions/0046 says
why that is an upper bound."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Min, Sum
from django.utils.translation import gettext as _

from community.handovers.models import Handover, State
from community.places.models import Territory
from community.spreadsheets import safe

from .models import Category, Intent

COUNTED = (Intent.GIVE, Intent.SWAP)


@dataclass
class Saved:
    """`units` handed on; `co2_kg` of CO₂ equivalent of the `counted` ones among them, `kg` of the `weighed` ones."""

    units: int = 0
    counted: int = 0
    co2_kg: float = 0
    weighed: int = 0
    kg: float = 0

    def add(self, category, units):
        self.units += units
        if category.co2_kg is not None:
            self.counted += units
            self.co2_kg += units * category.co2_kg
        if category.kg is not None:
            self.weighed += units
            self.kg += units * category.kg

    @property
    def uncounted(self):
        return self.units - self.counted


def rows():
    """[(territory, category, units, when the first was handed over)], as instances. Three queries."""
    done = Handover.objects.filter(state=State.DONE, post__kind="classified", post__hidden_at=None)
    done = done.filter(post__classified__intent__in=COUNTED).order_by()
    found = done.values_list("post__territory", "post__classified__category").annotate(Sum("units"), Min("ended_at"))
    found = list(found)
    categories = Category.objects.select_related("parent").in_bulk({category for _place, category, *_rest in found})
    places = Territory.objects.defer("boundary").select_related("parent").defer("parent__boundary")
    places = places.in_bulk({place for place, *_rest in found})
    return [(places[place], categories[category], units, since) for place, category, units, since in found]


def saved(territory=None):
    """The Saved of a territory and of those directly in it; of everywhere without one. Three queries."""
    total = Saved()
    for place, category, units, _since in rows():
        if territory is None or territory.pk in (place.pk, place.parent_id):
            total.add(category, units)
    return total


def overview():
    """What the page shows: {total, since, towns, categories}, each with its Saved. Three queries."""
    found = rows()
    total, towns, quarters, kinds = Saved(), defaultdict(Saved), defaultdict(Saved), defaultdict(Saved)
    for place, category, units, _since in found:
        for kept in (total, towns[place.city or place], quarters[place], kinds[category]):
            kept.add(category, units)
    return {
        "total": total,
        "since": min((since for *_rest, since in found if since), default=None),
        "towns": [
            (town, own, _ranked({place: of for place, of in quarters.items() if place != town and place.city == town}))
            for town, own in _ranked(towns)
        ],
        "categories": _ranked(kinds),
    }


def _ranked(kept):
    return sorted(kept.items(), key=lambda pair: (-pair[1].units, str(pair[0])))


def as_csv():
    """UTF-8 with the mark that spreadsheets look for; a row for each place and category. Three queries."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=";").writerow
    write([_("Ville"), _("Quartier"), _("Catégorie"), _("Objets"), _("CO₂ (kg)"), _("Poids (kg)"), _("Source"),
           _("Adresse de la source")])  # fmt: skip
    for place, category, units, _since in sorted(rows(), key=lambda row: (str(row[0].city), str(row[0]), str(row[1]))):
        write([safe(cell) for cell in _cells(place, category, units)])
    return "\ufeff" + out.getvalue()


def _cells(place, category, units):
    town = place.city or place
    sums = ["" if figure is None else round(units * figure, 2) for figure in (category.co2_kg, category.kg)]
    return [town.name, "" if place == town else place.name, category.name, units, *sums, category.source,
            category.source_url]  # fmt: skip
