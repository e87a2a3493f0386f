"""OpenStreetMap's tags (wiki.openstreetmap.org/wiki/Map_features), as overpass turbo, osmtogeojson and
`osmium export` write them into GeoJSON."""

import re

from community.places.loading import first

from .told import Told

CREDIT = "© les contributeurs d'OpenStreetMap, ODbL"
PREFIX = "osm"
# The tags that say what something is; the more precise before the general ones.
KINDS = ("healthcare", "social_facility", "amenity", "shop", "craft", "office", "leisure",
         "tourism", "emergency", "railway", "public_transport", "highway", "historic", "natural", "landuse",
         "club")  # fmt: skip
_LONG = re.compile(r"^(node|way|relation)/(\d{1,19})\Z", re.ASCII)
_SHORT = re.compile(r"^([nwra])(\d{1,19})\Z", re.ASCII)
_ACCESS = {"yes": "yes", "designated": "yes", "limited": "limited", "no": "no"}
_MARKED = ("natural_monument", "landmark")
_FACTS = {"wheelchair": "wheelchair", "wheelchair_toilet": "toilets:wheelchair", "hearing_loop": "hearing_loop",
          "tactile_paving": "tactile_paving"}  # fmt: skip


def id_of(feature):
    """ "node/123" of a feature of OpenStreetMap, "" of any other."""
    properties = feature.get("properties") or {}
    said = [str(one) for one in (properties.get("@id"), feature.get("id"), properties.get("id")) if one]
    if long := next(filter(_LONG.match, said), ""):
        return long
    # "n123" may be anybody's key.
    return next(
        (_lengthened(text) for text in said if _SHORT.match(text) and any(kind in properties for kind in KINDS)), ""
    )


def _lengthened(text):
    found = _SHORT.match(text)
    letter, number = found[1], int(found[2])
    if letter == "a":  # osmium's areas: twice the way's number, or twice the relation's and one
        return f"relation/{number // 2}" if number % 2 else f"way/{number // 2}"
    return f"{ {'n': 'node', 'w': 'way', 'r': 'relation'}[letter] }/{number}"


def told(feature, point):
    """What a feature says. `point` is its (lat, lon)."""
    tags = feature.get("properties") or {}
    tags = {**tags, **tags["tags"]} if isinstance(tags.get("tags"), dict) else tags
    key, said = id_of(feature), lambda *names: first(tags, *names)
    return Told(
        key=key,
        name=said("name:fr", "name", "official_name", "brand", "operator")[:200],
        kinds=_kinds(said),
        lat=point[0],
        lon=point[1],
        text=said("description:fr", "description")[:3000],
        address=_address(said)[:300],
        accessibility=_accessibility(said),
        url=f"https://www.openstreetmap.org/{key}",
    ).hear(
        phone=said("phone", "contact:phone", "contact:mobile"),
        email=said("email", "contact:email"),
        website=said("website", "contact:website", "url"),
        hours=said("opening_hours"),
    )


def _kinds(said):
    """What something is; nothing for what has no name and stands in every street: trees that nobody marked out, private
    gardens and car parks (wiki.openstreetmap.org/wiki/Key:denotation, wiki.openstreetmap.org/wiki/Key:access)."""
    kinds = [f"{kind}={value}" for kind in KINDS if (value := said(kind).split(";")[0])]
    common = said("access") in ("private", "no") or ("natural=tree" in kinds and said("denotation") not in _MARKED)
    return [] if common and not said("name:fr", "name") else kinds


def _address(said):
    street = " ".join(filter(None, [said("addr:housenumber"), said("addr:street", "addr:place")]))
    town = said("addr:city")
    return said("addr:full") or ", ".join(filter(None, [street, town]))


def _accessibility(said):
    facts = {name: _ACCESS[value] for name, tag in _FACTS.items() if (value := said(tag)) in _ACCESS}
    if note := said("wheelchair:description:fr", "wheelchair:description"):
        facts["note"] = note[:500]
    return facts
