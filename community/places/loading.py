"""Taking in boundaries and places that others publish: each feature on its own merits, all of a file at once.

Loaded again, a file changes only what has changed. A refused feature is named with its number and the reason, and
the others go on.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _
from shapely.ops import unary_union

from . import geojson
from .boundaries import Atlas, forget
from .geojson import BadGeometry
from .models import DEPTH, Level, Territory
from .words import clean, fold

ALIASES = {
    "departement": Level.DEPARTEMENT,
    "county": Level.DEPARTEMENT,
    "agglomeration": Level.AGGLOMERATION,
    "epci": Level.AGGLOMERATION,
    "ept": Level.AGGLOMERATION,
    "city": Level.CITY,
    "commune": Level.CITY,
    "ville": Level.CITY,
    "neighbourhood": Level.NEIGHBOURHOOD,
    "neighborhood": Level.NEIGHBOURHOOD,
    "quartier": Level.NEIGHBOURHOOD,
    "district": Level.NEIGHBOURHOOD,
}
CODE = ("code", "insee", "code_insee", "insee_com", "ref:INSEE", "id")
NAME = ("name", "nom", "titre", "title", "libelle", "nom_officiel", "nom_com")


@dataclass
class Report:
    """What became of a file's features; `refused` holds (number in the file from 1, reason)."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list = field(default_factory=list)

    @property
    def taken(self):
        return self.created + self.updated + self.unchanged

    def count(self, what):
        setattr(self, what, getattr(self, what) + 1)


def first(properties, *keys):
    """The first of these properties that has something in it, as clean text; "" when none has."""
    for key in keys:
        value = properties.get(key)
        if value not in (None, "") and not isinstance(value, dict | list):
            return clean(str(value))
    return ""


def level_of(text):
    """The level that a word in French or English means ("commune", "quartier"…). BadGeometry when none."""
    if not text:
        raise BadGeometry(_("pas de niveau : ajoutez une propriété « level », ou l'option --level"))
    try:
        return ALIASES[fold(text).replace(" ", "_")]
    except KeyError:
        raise BadGeometry(_("niveau inconnu « %(level)s »") % {"level": text[:40]}) from None


@transaction.atomic
def load_territories(document, *, level="", parent="", code=(), name=(), source="", progress=lambda done, all: None):
    """Takes the boundaries of a GeoJSON document, or the agglomeration of a list of its members; returns a Report.

    `level` and `parent` (a code) hold for features that do not say their own; `code` and `name` are properties to
    look at before the usual ones. Raises BadGeometry when the document as a whole is of another kind.
    """
    if isinstance(document, dict) and isinstance(document.get("membres"), list):
        return _load_union(document, parent, source)
    report, waiting = Report(), []
    found = geojson.features(document)
    given = {"level": level, "parent": parent, "code": code, "name": name, "source": source}
    for number, feature in enumerate(found, 1):
        try:
            waiting.append((number, *_described(feature, **given)))
        except BadGeometry as reason:
            report.refused.append((number, str(reason)))
    waiting.sort(key=lambda row: DEPTH[row[1]["level"]])  # a parent may stand after its children in the file
    known = known_ground()
    for done, (number, facts, parent_code, shape) in enumerate(waiting, 1):
        try:
            report.count(_keep(facts, parent_code, shape, known))
        except BadGeometry as reason:
            report.refused.append((number, str(reason)))
        progress(done, len(waiting))
    report.refused.sort()
    forget()
    return report


def _described(feature, *, level, parent, code, name, source):
    properties, geometry = geojson.parts(feature)
    facts = {
        "code": first(properties, *code, *CODE)[:60],
        "name": first(properties, *name, *NAME)[:120],
        "level": level_of(first(properties, "level", "niveau") or level),
        "approximate": properties.get("approximate") is True,
        "source": first(properties, "source")[:300] or source,
    }
    if not facts["code"] or not facts["name"]:
        raise BadGeometry(_("il faut un code et un nom ; propriétés lues : %(keys)s") % {"keys": ", ".join(properties)})
    return facts, first(properties, "parent") or parent, geojson.boundary(geometry)


def known_ground():
    """The shape of everything loaded so far, or None."""
    return unary_union(Atlas(list(Territory.objects.all())).shapes) or None


def _keep(facts, parent_code, shape, known):
    """Writes one territory if anything differs; says "created", "updated" or "unchanged"."""
    if geojson.seem_swapped(shape, known):
        raise BadGeometry(_("longitude et latitude semblent inversées"))
    parent = _parent(parent_code, facts["level"])
    territory = Territory.objects.filter(code=facts["code"]).first()
    if territory and parent and _is_inside(territory.parent, parent):
        parent = territory.parent  # an agglomeration loaded since says it more precisely
    facts = {**facts, "parent": parent, "boundary": geojson.as_geojson(shape)}
    if territory is None:
        Territory.objects.create(**facts)
        return "created"
    if all(getattr(territory, key) == value for key, value in facts.items()):
        return "unchanged"
    for key, value in facts.items():
        setattr(territory, key, value)
    territory.save()
    return "updated"


def _parent(code, level):
    if not code:
        return None
    parent = Territory.objects.filter(code=code).select_related("parent__parent").first()
    if parent is None:
        raise BadGeometry(_("le territoire parent « %(code)s » n'est pas chargé") % {"code": code[:60]})
    if DEPTH[parent.level] >= DEPTH[level]:
        raise BadGeometry(_("le territoire parent « %(code)s » n'est pas plus large") % {"code": code[:60]})
    return parent


def _is_inside(territory, other):
    while territory is not None and territory != other:
        territory = territory.parent
    return territory is not None


def _load_union(document, parent_code, source):
    """An agglomeration whose boundary is the union of its members' (Etalab's découpage administratif)."""
    report = Report()
    try:
        codes = [first(member, *CODE) for member in document["membres"] if isinstance(member, dict)]
        members = list(Territory.objects.filter(code__in=codes).select_related("parent"))
        missing = sorted(set(codes) - {member.code for member in members if member.boundary})
        if missing or not members:
            raise BadGeometry(_("communes membres sans contour : %(codes)s") % {"codes": ", ".join(missing) or "∅"})
        facts = {"code": first(document, *CODE)[:60], "name": first(document, *NAME)[:120], "source": source}
        facts |= {"level": Level.AGGLOMERATION, "approximate": any(member.approximate for member in members)}
        shape = unary_union([geojson.boundary(member.boundary) for member in members])
        report.count(_keep(facts, parent_code or _wider(members), shape, shape))
        _adopt(members, Territory.objects.get(code=facts["code"]))
    except BadGeometry as reason:
        report.refused.append((1, str(reason)))
    forget()
    return report


def _wider(members):
    """The code of the département that the members have in common, if they do."""
    above = {m.parent.code for m in members if m.parent and m.parent.level == Level.DEPARTEMENT}
    above |= {
        m.parent.parent.code for m in members if m.parent and m.parent.level == Level.AGGLOMERATION and m.parent.parent
    }
    return above.pop() if len(above) == 1 else ""


def _adopt(members, agglomeration):
    for member in members:
        if member.parent != agglomeration:
            member.parent = agglomeration
            member.save()
