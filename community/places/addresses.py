"""Geocoders over the network: what each is asked and how its answer reads."""

import json
import logging
from urllib.parse import urlsplit

from django.conf import settings

from community import outgoing

from .found import Found

logger = logging.getLogger(__name__)
TIMEOUT = 2  # seconds, each try
TRIES = 2
BIGGEST_ANSWER = 1_000_000  # bytes
MOST = 8


class Unreachable(Exception):
    """The geocoder did not give a usable answer."""


class Geoplateforme:
    """IGN's Base Adresse Nationale. Source: https://geoservices.ign.fr/documentation/services/services-geoplateforme/geocodage"""

    url = "https://data.geopf.fr/geocodage"

    def search(self, text, near=None):
        place = {"lat": near[0], "lon": near[1]} if near else {}
        return self._found(_ask(self.url_in_use() + "/search", q=text, limit=MOST, index="address,poi", **place))

    def label_at(self, lat, lon):
        found = self._found(_ask(self.url_in_use() + "/reverse", lat=lat, lon=lon, limit=1))
        return found[0].label if found else ""

    def url_in_use(self):
        return (settings.GEOCODER_URL or self.url).rstrip("/")

    @staticmethod
    def _found(answer):
        """A FeatureCollection; a point of interest has a list of names where an address has a label."""
        found = []
        for feature in answer["features"]:
            said, (lon, lat) = feature["properties"], feature["geometry"]["coordinates"][:2]
            label = said.get("label") or ", ".join([*said.get("name", [])[:1], *said.get("city", [])[:1]])
            found.append(Found(str(label)[:200], float(lat), float(lon)))
        return found


class Nominatim(Geoplateforme):
    """OpenStreetMap's. Source: https://nominatim.org/release-docs/latest/api/Overview/"""

    url = "https://nominatim.openstreetmap.org"

    def search(self, text, near=None):
        window = {}
        if near:
            lat, lon = near
            window = {"viewbox": f"{lon - 0.2},{lat + 0.2},{lon + 0.2},{lat - 0.2}"}
        rows = _ask(self.url_in_use() + "/search", q=text, format="jsonv2", limit=MOST, **window)
        return [Found(str(row["display_name"])[:200], float(row["lat"]), float(row["lon"])) for row in rows]

    def label_at(self, lat, lon):
        return str(_ask(self.url_in_use() + "/reverse", lat=lat, lon=lon, format="jsonv2").get("display_name", ""))[
            :200
        ]


def _ask(url, **params):
    """The JSON that a geocoder answers, in one try or two. Nothing of what was typed is ever logged."""
    for attempt in range(1, TRIES + 1):
        try:
            return _answer(url, params)
        except (Busy, ValueError) as fault:
            logger.warning("geocoder %s, try %d: %s", urlsplit(url).hostname, attempt, type(fault).__name__)
    raise Unreachable


class Busy(Exception):
    """It may answer when asked again."""


def _answer(url, params):
    try:
        answer = outgoing.request("GET", url, params=params, seconds=TIMEOUT, most=BIGGEST_ANSWER)
    except outgoing.Unreachable as fault:
        raise Busy from fault
    except outgoing.Forbidden as fault:
        raise Unreachable(str(fault)) from fault
    if answer.status >= 500:
        raise Busy
    if answer.status != 200:  # asked again, it would say the same
        raise Unreachable(f"status {answer.status}")
    return json.loads(answer.body)
