"""The ground of the demo town: territories, places, authorities with their services, categories, competences.

What is there already (real boundaries, an operator's own authority) is left as it is and used."""

from community.places.known_places import load_places
from community.places.loading import load_territories
from community.places.models import Place, Territory
from community.tickets.models import Authority, Category, CategoryGroup, Competence, Service

from . import categories, town
from .models import Loaded
from .story import features


def obstacle():
    """Why the demo cannot be laid here, in words; "" when it can."""
    for prefix, name, *_facts in town.AUTHORITIES:
        other = Authority.objects.filter(name=name).exclude(prefix=prefix).first()
        if other:
            return f"« {name} » existe déjà, avec le préfixe {other.prefix} au lieu de {prefix}."
    return ""


def lay():
    """Everything that stands before anybody speaks. Returns a line for each kind of thing laid."""
    return {
        "territoires": _territories(),
        "lieux": _places(),
        "services": _authorities(),
        "catégories": _categories(),
        "compétences": _competences(),
    }


def _territories():
    known = set(Territory.objects.values_list("code", flat=True))
    own = [feature for feature in features("territories.geojson") if feature["properties"]["code"] not in known]
    load_territories({"type": "FeatureCollection", "features": own})
    return _noted(Territory.objects.filter(code__in=[feature["properties"]["code"] for feature in own]))


def _places():
    known = set(Place.objects.values_list("pk", flat=True))
    load_places({"type": "FeatureCollection", "features": features("places.geojson")}, prefix="demo")
    return _noted(Place.objects.exclude(pk__in=known))


def _noted(rows):
    rows = list(rows)
    Loaded.objects.note(*rows)
    return len(rows)


def _or_new(model, defaults, **key):
    """The row with this key, made and noted when there is none."""
    row, made = model.objects.get_or_create(**key, defaults=defaults)
    if made:
        Loaded.objects.note(row)
    return row, made


def _authorities():
    count = 0
    territories = {territory.code: territory for territory in Territory.objects.all()}
    for prefix, name, short, code, phone, website in town.AUTHORITIES:
        facts = {"name": name, "short": short, "territory": territories[code], "phone": phone, "website": website}
        authority, _made = _or_new(Authority, facts, prefix=prefix)
        for turn, (code, fr, en) in enumerate(town.SERVICES[prefix]):
            facts = {"name_fr": fr, "name_en": en, "triage": turn == 0}
            count += _or_new(Service, facts, authority=authority, code=code)[1]
    return count


def _categories():
    groups, count = {}, 0
    for position, group in enumerate(categories.GROUPS):
        facts = {key: group[key] for key in ("name_fr", "name_en", "icon")}
        groups[group["code"]], _made = _or_new(CategoryGroup, {**facts, "position": position}, code=group["code"])
    for facts in categories.categories():
        facts = {**facts, "group": groups[facts["group"]]}
        count += _or_new(Category, facts, code=facts.pop("code"))[1]
    return count


def _competences():
    territories = {territory.code: territory for territory in Territory.objects.all()}
    known = {category.code: category for category in Category.objects.all()}
    services = {(it.authority.prefix, it.code): it for it in Service.objects.select_related("authority")}
    rows = []
    for rule in town.competences():
        rule["service"] = services[rule.pop("authority"), rule["service"]]
        place = {"category": known[rule["category"]], "territory": territories[rule["territory"]]}
        rows.append(Competence.objects.create(**rule | place))
    return _noted(rows)
