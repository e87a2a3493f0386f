"""The list as CSV, with the columns that `load_directory` reads, and as GeoJSON."""

import csv
import io

from community.spreadsheets import safe

COLUMNS = ("id", "name", "category", "address", "lat", "lon", "phone", "email", "website", "opening_hours",
           "wheelchair", "description", "source", "source_date", "url")  # fmt: skip


def as_csv(entries, site):
    """UTF-8 with the mark that spreadsheets look for."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for entry in entries:
        rows.writerow([cell if isinstance(cell, float) else safe(cell) for cell in _cells(entry, site)])
    return "\ufeff" + out.getvalue()


def _cells(entry, site):
    return [entry.slug, entry.name, entry.category.code, entry.address, entry.lat, entry.lon, entry.phone, entry.email,
            entry.website, entry.hours or entry.hours_text, entry.accessibility.get("wheelchair", ""), entry.text,
            entry.source, entry.source_on, site + entry.get_absolute_url()]  # fmt: skip


def features(cards):
    """GeoJSON features of those that have a point (RFC 7946), each with what the map says of it."""
    return [_feature(card) for card in cards if card.entry.lat is not None]


def _feature(card):
    entry = card.entry
    return {
        "type": "Feature",
        "id": entry.pk,
        "geometry": {"type": "Point", "coordinates": [entry.lon, entry.lat]},
        "properties": {
            "id": entry.pk,
            "title": entry.name,
            "kind": "entry",
            "url": entry.get_absolute_url(),
            "card": f"{entry.get_absolute_url()}card/",
            "category": card.category,
            "open": card.is_open,
            "hours": entry.hours,
        },
    }
