"""The list of a lost-property office, as CSV or GeoJSON: what is new is told, what has changed is changed, what is
there no longer is closed. Cut in the middle, it is loaded again from the start: nothing is told twice."""

import csv
import io
import json
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.places.coordinates import parse_point
from community.places.words import clean, fold

from .models import Item
from .telling import coded, look_for_the_other_half
from .things import Colour, Side, What

LARGEST = 50_000_000  # bytes of a file
MOST_REFUSED = 200  # reasons that are told
AT_ONCE = 200  # items that one task looks for
# What a list that is loaded again may change.
CHANGING = ("what", "title", "text", "brand", "happened_on", "colour_codes", "place_label", "line", "office")
# What other people's files call them.
COLUMNS = {
    "key": ("key", "id", "reference", "numero", "n"),
    "what": ("what", "categorie", "type", "objet", "nature", "type d objet"),
    "title": ("title", "titre", "designation", "libelle", "intitule"),
    "text": ("text", "description", "commentaire", "details"),
    "found_on": ("found_on", "date", "trouve le", "date de decouverte", "date trouve"),
    "colours": ("colours", "couleur", "couleurs", "colour", "color"),
    "brand": ("brand", "marque"),
    "place": ("place", "lieu", "adresse", "lieu de decouverte"),
    "lat": ("lat", "latitude"),
    "lon": ("lon", "lng", "longitude"),
    "line": ("line", "ligne", "transport"),
}
# Ordinary words for what it is; the beginning of a word is enough.
ORDINARY = {
    What.KEYS: "cle key trousseau",
    What.PHONE: "telephone portable smartphone phone iphone mobile",
    What.WALLET: "portefeuille portemonnaie wallet porte",
    What.PAPERS: "papier identite passeport permis cni",
    What.CARD: "carte card navigo",
    What.BAG: "sac valise cartable bag pochette",
    What.GLASSES: "lunette glasses",
    What.CLOTHES: "vetement manteau veste echarpe gant bonnet chaussure pull parapluie",
    What.JEWEL: "bijou montre bague collier bracelet alliance",
    What.TOY: "jouet doudou peluche toy",
    What.BICYCLE: "velo trottinette bicycle",
    What.DEVICE: "ordinateur tablette ecouteur casque appareil camera",
    What.CAT: "chat",
    What.DOG: "chien",
    What.ANIMAL: "animal oiseau lapin tortue",
}


class BadList(ValueError):
    """Why nothing of the file can be read, in words."""


@dataclass
class Report:
    told: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0
    refused: list = field(default_factory=list)


def load_found(content, *, source, office="", authority=None, progress=lambda done, total: None):
    """The rows of a file (bytes), told in the name of `source`. Returns a Report; raises BadList."""
    rows, report, seen = read(content), Report(), set()
    known = {item.source_key: item for item in Item.objects.filter(source=source).exclude(source_key="")}
    about = {"office": office, "source": source}
    for start in range(0, len(rows), AT_ONCE):
        with transaction.atomic():  # told, and looked for, or neither
            fresh = _load(rows[start : start + AT_ONCE], start + 2, seen, known, about, authority, report)
            look_for_the_other_half.enqueue(fresh)
        progress(min(start + AT_ONCE, len(rows)), len(rows))
    if rows and not report.refused[MOST_REFUSED - 1 :]:
        report.closed = sum(_gone(item) for key, item in known.items() if key not in seen)
    return report


def _load(rows, first, seen, known, about, authority, report):
    """Some rows; the ids of what is new or changed."""
    fresh = []
    for number, row in enumerate(rows, first):
        try:
            said = checked(row, seen)
        except ValidationError as fault:
            if len(report.refused) < MOST_REFUSED:
                report.refused.append((number, " ".join(fault.messages)))
            seen.add(row.get("key", "")[:120])  # what cannot be read has not gone
            continue
        seen.add(said["source_key"])
        item = known.get(said["source_key"])
        fresh += _change(item, {**said, **about}, report) if item else _tell({**said, **about}, authority, report)
    return fresh


def _tell(said, authority, report):
    report.told += 1
    return [Item.objects.tell(None, Side.FOUND, quietly=True, authority=authority, **said).pk]


def _change(item, said, report):
    """Its words, as the list says them today; where it was found stays. What was closed here stays closed."""
    wanted = {**said, "colour_codes": coded(said["colours"])}
    moved = [name for name in CHANGING if getattr(item, name) != wanted[name]]
    if item.closed_at or not moved:
        report.unchanged += 1
        return []
    for name in moved:
        setattr(item, name, wanted[name])
    item.sequence += 1
    item.save(update_fields=[*moved, "sequence"])
    report.changed += 1
    return [item.pk]


def _gone(item):
    """The office has it no longer: given back, or sent away after its time."""
    return bool(item.closed_at is None and item.let_go())


# --- Reading ---------------------------------------------------------------------------------------------------------


def read(content):
    """The rows of a file as {our column: text}. Raises BadList."""
    if len(content) > LARGEST:
        raise BadList(_("Ce fichier est trop lourd : 50 Mo au plus."))
    text = _decoded(content)
    rows = _features(text) if text.lstrip().startswith("{") else _lines(text)
    return [_named(row) for row in rows]


def _decoded(content):
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadList(_("Ce fichier n’est pas du texte : enregistrez-le en CSV, UTF-8."))


def _lines(text):
    head = text.split("\n", 1)[0]
    try:
        rows = list(csv.DictReader(io.StringIO(text), delimiter=max(";,\t", key=head.count), strict=False))
    except csv.Error as fault:
        raise BadList(_("Ce CSV ne se lit pas : %(why)s") % {"why": fault}) from None
    if not rows or "key" not in _named(rows[0]) or "what" not in _named(rows[0]):
        raise BadList(_("Il faut une première ligne de titres, avec au moins « reference », « objet » et « date »."))
    return rows


def _features(text):
    try:
        found = json.loads(text)["features"]
        return [_flat(one) for one in found]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadList(_("Ce GeoJSON ne se lit pas : il faut une FeatureCollection de points.")) from None


def _flat(feature):
    row = {"key": feature.get("id") or "", **(feature.get("properties") or {})}
    geometry = feature.get("geometry") or {}
    if geometry.get("type") == "Point":
        point = geometry.get("coordinates")  # what is none is refused with its row alone
        row["lon"], row["lat"] = [*point, "", ""][:2] if isinstance(point, list) else ("?", "?")
    return row


def _named(row):
    """The row under our own names of columns; texts without what a spreadsheet would take for a formula."""
    said = {}
    for title, value in row.items():
        name = fold(str(title or ""))
        column = next((ours for ours, theirs in COLUMNS.items() if name in theirs), None)
        if column and not said.get(column):
            said[column] = _harmless(value)
    return said


def _harmless(value):
    return clean(str("" if value is None else value))[:2000].lstrip("=+@\t").strip()


# --- One row ---------------------------------------------------------------------------------------------------------


def checked(row, seen=()):
    """The fields of an item that a row says. ValidationError says what is wrong with it."""
    key = row.get("key", "")[:120]
    if not key:
        raise ValidationError(_("la référence manque"))
    if key in seen:
        raise ValidationError(_("la référence %(key)s est déjà plus haut") % {"key": key})
    what = what_of(f"{row.get('what', '')} {row.get('title', '')}")
    title = (row.get("title") or row.get("what", ""))[:140]
    if not title:
        raise ValidationError(_("on ne sait pas de quel objet il s’agit"))
    lat, lon = _point(row)
    return {
        "source_key": key, "what": what, "title": title, "text": row.get("text", ""),
        "brand": row.get("brand", "")[:60],
        "happened_on": day_of(row.get("found_on", "")), "colours": colours_of(row.get("colours", "")), "lat": lat,
        "lon": lon, "place_label": row.get("place", "")[:200], "line": row.get("line", "")[:60],
    }  # fmt: skip


def what_of(text):
    """The kind of thing that ordinary words say."""
    words = fold(text).split()
    if words and words[0] in What.values:
        return words[0]
    for what, known in ORDINARY.items():
        if any(word.startswith(one) for word in words for one in known.split()):
            return what
    return What.OTHER


def colours_of(text):
    words = fold(text).split()
    found = [
        c.value for c in Colour if any(word.startswith(fold(str(c.label))[:4]) or word == c.value for word in words)
    ]
    return found[:4]


def day_of(text):
    """A date as 2026-11-25, 25/11/2026 or with an hour behind it; not one that is still to come."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            day = datetime.strptime(text[:10], form).date()
        except ValueError:
            continue
        if date(2000, 1, 1) <= day <= date.today():
            return day
    raise ValidationError(_("la date « %(date)s » ne se lit pas, ou n’est pas encore venue") % {"date": text[:20]})


def _point(row):
    """A point inside the covered towns; (None, None) without one. One that is wrong refuses the row."""
    if not row.get("lat") and not row.get("lon"):
        return None, None
    return parse_point(row.get("lat"), row.get("lon"))
