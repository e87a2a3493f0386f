"""Reading other people's files a feature at a time: the file may be far bigger than the memory it takes.

GeoJSON (a FeatureCollection, or one Feature after another as `osmium export -f geojsonseq` writes them) and CSV."""

import csv
import json
import re
from itertools import chain
from pathlib import Path

from django.utils.translation import gettext as _

from community.places.geojson import BadGeometry

CHUNK = 1 << 18  # characters read at a time
BIGGEST = 20_000_000  # characters of one feature
LONGEST_LINE = 1_000_000  # characters of one line of a CSV
_FEATURES = re.compile(r'"features"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,\x1e]*")


def features(path):
    """Each feature of a file as a dict, in its order. BadGeometry says what is wrong with the file as a whole, also in
    the middle of it."""
    path = Path(path)
    try:
        if path.suffix.lower() == ".csv":
            yield from _rows(path)
        else:
            with path.open(encoding="utf-8-sig") as file:
                yield from _objects(file)
    except OSError as fault:
        raise BadGeometry(_("illisible (%(reason)s)") % {"reason": fault.strerror}) from fault
    except UnicodeDecodeError as fault:
        raise BadGeometry(_("le texte n'est pas en UTF-8")) from fault
    except RecursionError as fault:
        raise BadGeometry(_("imbriqué trop profondément")) from fault
    except BadGeometry:
        raise
    except ValueError as fault:  # a number of thousands of digits
        raise BadGeometry(_("ce n’est pas du JSON (près de « %(text)s »)") % {"text": str(fault)[:40]}) from fault


# --- GeoJSON ---------------------------------------------------------------------------------------------------------


def _objects(file):
    decode = json.JSONDecoder().raw_decode
    buffer, at, collection = _beginning(file)
    while True:
        at = _BETWEEN.match(buffer, at).end()
        if collection and buffer.startswith("]", at):
            return
        try:
            found, at = decode(buffer, at)
        except json.JSONDecodeError as fault:
            rest = buffer[at:]
            if not rest and not collection and not (buffer := file.read(CHUNK)):
                return
            buffer, at = (_longer(file, rest, fault.pos - at, fault) if rest or collection else buffer), 0
            continue
        yield found


def _beginning(file):
    """(what was read, where the first feature begins in it, whether it is a FeatureCollection's list)."""
    head = file.read(CHUNK)
    if begun := _FEATURES.search(head):
        return head, begun.end(), True
    if '"Feature"' not in head:
        raise BadGeometry(_("ce n'est ni une FeatureCollection ni une Feature GeoJSON"))
    return head, 0, False


def _longer(file, rest, wrong_at, fault):
    """More of a feature of which only a part was read."""
    more = file.read(max(CHUNK, len(rest)))  # twice as much each time: what is read again stays in proportion
    if not more and (wrong_at >= len(rest.rstrip()) - 1 or fault.msg.startswith("Unterminated")):
        raise BadGeometry(_("le fichier s’arrête au milieu")) from fault
    if not more or len(rest) > BIGGEST or wrong_at < len(rest) - CHUNK:
        raise BadGeometry(_("ce n’est pas du JSON (près de « %(text)s »)") % {"text": rest[:40]}) from fault
    return rest + more


# --- CSV -------------------------------------------------------------------------------------------------------------


def _rows(path):
    """Rows with a header, as features. Without lat and lon an entry has no point."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = _lines(file)
        first = next(lines, "")
        delimiter = ";" if first.count(";") > first.count(",") else ","
        rows = csv.DictReader(chain([first], lines), delimiter=delimiter)
        try:
            for row in rows:
                yield _feature({(name or "").strip().lower(): said for name, said in row.items() if name})
        except csv.Error as fault:
            raise BadGeometry(_("ligne %(line)d illisible") % {"line": rows.line_num}) from fault


def _lines(file):
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise BadGeometry(_("ligne %(line)d illisible") % {"line": number})
        yield line


def _feature(row):
    lat, lon = (_number(row.pop(name, "")) for name in ("lat", "lon"))
    geometry = None if lat == lon == "" else {"type": "Point", "coordinates": [lon, lat]}
    return {"type": "Feature", "properties": row, "geometry": geometry, "without_point": geometry is None}


def _number(text):
    try:
        return float((text or "").strip().replace(",", "."))
    except ValueError:
        return (text or "").strip()
