"""Triage: which service answers for a category at a point, and why, in words.

The most specific rule wins: one that asks for the given answers, before one whose drawn area holds the point, before
one for this very category, before one for the smaller territory; then the smaller area, then the older rule.
Where no rule fits, the front desk of the nearest authority gets it to sort out: never nowhere.
"""

import json
import time
from dataclasses import dataclass, field
from functools import lru_cache

import shapely
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from community.places.boundaries import territories_at
from community.places.geojson import BadGeometry, boundary
from community.places.models import DEPTH

from .models import Competence, Service

KEPT = 5  # seconds a process may go on with the rules it has read; its own changes count at once
_table = None


@dataclass(frozen=True)
class Found:
    """Who is competent, and why. `beaten` are the other rules that fit, best first."""

    service: Service
    days: int
    reason_fr: str
    reason_en: str
    needs_triage: bool = False
    rule: Competence | None = None
    beaten: list = field(default_factory=list)

    @property
    def authority(self):
        return self.service.authority

    @property
    def reason(self):
        return self.reason_en if (get_language() or "fr").startswith("en") else self.reason_fr


def find_competent(category, lat, lon, answers=None):
    """The Found for a category at a point in degrees. Raises ValidationError where no authority is known at all."""
    territories = _with_parents(territories_at(lat, lon))
    fitting = sorted(_fitting(category, lat, lon, answers or {}, territories), key=_rank)
    if not fitting:
        return _front_desk(territories)
    best, *beaten = fitting
    fr, en = in_both(lambda: _why(best, category))
    return Found(best.service, best.days, fr, en, rule=best, beaten=beaten)


def forget():
    """The next question reads the rules again: for whoever has just changed them."""
    global _table
    _table = None


def in_both(say):
    """What `say()` says in French and in English."""
    said = []
    for language in ("fr", "en"):
        with override(language):
            said.append(say())
    return said


class Table:
    """The rules and the front desks, as read at one moment. Two queries."""

    def __init__(self):
        self.read_at = time.monotonic()
        self.rules = {}
        for rule in Competence.objects.select_related("service__authority", "territory", "category"):
            rule.shape = _shape(json.dumps(rule.area)) if rule.area else None
            self.rules.setdefault(rule.territory_id, []).append(rule)
        services = list(Service.objects.select_related("authority").order_by("-triage", "pk"))
        self.any = services[0] if services else None
        self.desks = {service.authority.territory_id: service for service in reversed(services) if service.triage}


def _current():
    global _table
    table = _table
    if table is None or time.monotonic() - table.read_at > KEPT:
        table = _table = Table()
    return table


@lru_cache(maxsize=2000)
def _shape(area):
    """The prepared shape of a GeoJSON text; one that cannot be read holds no point."""
    try:
        shape = boundary(json.loads(area))
    except BadGeometry:
        return shapely.Polygon()
    shapely.prepare(shape)
    return shape


def _with_parents(territories):
    """They and what they are part of, most specific first, each once (a parent may have no boundary drawn)."""
    seen = {}
    for territory in territories:
        while territory is not None and territory.pk not in seen:
            seen[territory.pk] = territory
            territory = territory.parent
    return sorted(seen.values(), key=lambda t: -DEPTH[t.level])


def _fitting(category, lat, lon, answers, territories):
    rules = _current().rules
    for territory in territories:
        for rule in rules.get(territory.pk, ()):
            if rule.category_id not in (None, category.pk):
                continue
            if rule.shape is not None and not shapely.intersects_xy(rule.shape, lon, lat):
                continue
            if all(_said(answers.get(key), wanted) for key, wanted in rule.answers.items()):
                yield rule


def _said(given, wanted):
    """Whether an answer (one value, or several) has what a rule wants (one value, or any of several)."""
    given = given if isinstance(given, list) else [given]
    wanted = wanted if isinstance(wanted, list) else [wanted]
    return bool({str(value) for value in given} & {str(value) for value in wanted})


def _rank(rule):
    size = rule.shape.area if rule.shape is not None else 0
    depth = DEPTH[rule.territory.level]
    return -len(rule.answers), rule.shape is None, rule.category_id is None, -depth, size, rule.pk


def _why(rule, category):
    why = rule.reason or _("%(category)s : %(authority)s en est responsable à cet endroit") % {
        "category": category.name,
        "authority": rule.service.authority.name,
    }
    return f"{why}; {usual_delay(rule.days)}" if rule.days else why


def usual_delay(days):
    return ngettext("en général sous %(days)d jour", "en général sous %(days)d jours", days) % {"days": days}


def _front_desk(territories):
    table = _current()
    found = next((table.desks[t.pk] for t in territories if t.pk in table.desks), table.any)
    if found is None:
        raise ValidationError(_("Aucun service n'est encore enregistré pour ce lieu."), code="nobody")

    def why():
        return _("Aucune règle ne dit encore qui s'en occupe ici : %(authority)s oriente la demande") % {
            "authority": found.authority.name
        }

    return Found(found, 0, *in_both(why), needs_triage=True)
