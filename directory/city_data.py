"""What cities publish about their places: GeoJSON or CSV with properties of their own. The names that are understood
stand in docs/operating.md."""

from community.places.loading import NAME, first
from community.places.words import fold

from .told import Told

KIND = ("categorie3", "categorie2", "categorie1", "category", "categorie", "kind", "type", "genre")
STREET = ("address", "adresse", "addr:full", "addr:street")
TOWN = ("city", "ville", "commune", "addr:city")
KEY = ("id", "code", "identifiant", "ref", "@id")
TEXT = ("description", "text", "texte", "presentation")
PHONE, EMAIL = ("phone", "telephone", "tel"), ("email", "e-mail", "mail", "courriel")
WEB = ("website", "url", "site", "site_web")
HOURS = ("opening_hours", "horaires", "hours")
ACCESS = {"wheelchair": ("wheelchair", "pmr", "accessible")}
_YES = {"oui": "yes", "yes": "yes", "true": "yes", "1": "yes", "limited": "limited", "partiel": "limited",
        "non": "no", "no": "no", "false": "no", "0": "no"}  # fmt: skip


def told(feature, point):
    """What a feature says. `point` is its (lat, lon), None where it has none."""
    properties = {"id": feature.get("id"), **(feature.get("properties") or {})}

    def said(*names):
        return first(properties, *names)

    name, (lat, lon) = said(*NAME)[:200], point or (None, None)
    where = f"{lat:.5f},{lon:.5f}" if point else fold(said(*STREET))[:60]
    return Told(
        key=said(*KEY) or f"{fold(name)}@{where}",
        name=name,
        kinds=[kind for key in KIND if (kind := said(key))],
        lat=lat,
        lon=lon,
        text=said(*TEXT)[:3000],
        address=", ".join(filter(None, [said(*STREET), said(*TOWN)]))[:300],
        accessibility={fact: _YES[fold(word)] for fact, keys in ACCESS.items() if fold(word := said(*keys)) in _YES},
    ).hear(phone=said(*PHONE), email=said(*EMAIL), website=said(*WEB), hours=said(*HOURS))
