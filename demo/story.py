"""Twelve weeks of the demo town, as plain data from one seed: who reported what where, who confirmed and answered,
and how far the city got. No database here; `loading` writes it down.

Times are hours before the telling: the story is the same whenever it is told, and ends now."""

import json
from pathlib import Path
from random import Random

from shapely.geometry import Point, shape

from . import people
from .categories import categories
from .fates import Report, decide, live_through
from .reports import ENGLISH, REPORTS

HERE = Path(__file__).parent
SEED = 92040
LEAVES = ("neighbourhood", "city")


def features(name):
    return json.loads((HERE / name).read_text())["features"]


class Town:
    """Where things can happen: spots by the letter of `reports`, each in its quarter or commune."""

    LETTER = {
        "parc": "p", "rue": "s", "ecole": "e", "college": "e", "marche": "m", "place": "m", "gare": "t", "station": "t",
    }  # fmt: skip

    def __init__(self):
        rank = LEAVES.index
        outlines = [(f["properties"], shape(f["geometry"])) for f in features("territories.geojson")]
        self.leaves = sorted(
            ((p["code"], p["level"], g) for p, g in outlines if p["level"] in LEAVES), key=lambda it: rank(it[1])
        )
        self.spots = {letter: [] for letter in "psemtq"}
        for place in features("places.geojson"):
            self._add_place(place["properties"], *place["geometry"]["coordinates"])
        for label, _code, lat, lon in people.ELSEWHERE:
            letter = "p" if label.startswith(("Parc", "Étangs")) else "m" if label.startswith("Place") else "s"
            self.spots[letter].append((label, self.leaf(lat, lon), lat, lon))
        for turn, letter in enumerate(self.spots):
            Random(f"{SEED}:{letter}:{turn}").shuffle(self.spots[letter])

    def _add_place(self, place, lon, lat):
        letter = "q" if "Quai" in place["name"] or "Île" in place["name"] else self.LETTER.get(place["kind"])
        if letter:
            self.spots[letter].append((place["name"], self.leaf(lat, lon), lat, lon))

    def leaf(self, lat, lon):
        """Code of the quarter, else of the commune, that holds a point."""
        return next((code for code, _level, outline in self.leaves if outline.intersects(Point(lon, lat))), None)

    def next_spot(self, random, letter):
        """The spots of a letter in turn, each time a little further down the street."""
        spots = self.spots[letter]
        spots.append(spots.pop(0))
        label, leaf, lat, lon = spots[-1]
        for _try in range(20 if letter != "q" else 0):
            near = round(lat + random.uniform(-7e-4, 7e-4), 5), round(lon + random.uniform(-1e-3, 1e-3), 5)
            if self.leaf(*near) == leaf:
                return label, leaf, *near
        return label, leaf, lat, lon


def tell():
    """The whole story: the same list of `Report` every time, oldest first."""
    random, town = Random(SEED), Town()
    reports = [_report(random, town, number, *draft) for number, draft in enumerate(_drafts(random))]
    decide(random, reports)
    reports += [_twin(random, report) for report in _doubled(reports)]
    by_key = {report.key: report for report in reports}
    for report in reports:
        live_through(random, report, by_key.get(report.twin))
    return sorted(reports, key=lambda report: -report.born)


def _drafts(random):
    """(category, letter, title, text, scene) of every report, in a mixed order."""
    known = {category["code"]: category for category in categories()}
    drafts = []
    for code, texts in REPORTS.items():
        drafts += [(known[code], *text) for text in texts]
    random.shuffle(drafts)
    return drafts


def _report(random, town, number, category, letter, title, text, scene):
    language = "en" if title in ENGLISH else "fr"
    spot = town.next_spot(random, letter)
    return Report(
        key=f"report-{number:03}",
        category=category,
        title=title,
        text=text,
        language=language,
        nature=_nature(category, title),
        author=people.someone(random, spot[1], language),
        spot=spot,
        anonymous=random.random() < 0.08,
        answers=_answers(random, category, title, spot),
        photos=_photos(random, scene),
    )


def _nature(category, title):
    wishes = ("Un banc", "Arceaux", "Ça roule", "Le tilleul", "Plus d'arceaux")
    if len(category["natures"]) == 1:
        return category["natures"][0]
    return "suggestion" if title.startswith(wishes) and "suggestion" in category["natures"] else "problem"


def _photos(random, scene):
    if not scene:
        return []
    first = random.randrange(2)
    return [(scene, seed) for seed in (first, 1 - first, 2)[: random.choice([1, 1, 1, 1, 2, 2, 3])]]


def _answers(random, category, title, spot):
    answers = {}
    for question in category.get("questions", []):
        if not question["required"] and random.random() < 0.3:
            continue
        answers[question["key"]] = _answer(random, question, title, spot)
    return {key: answer for key, answer in answers.items() if answer is not None}


def _answer(random, question, title, spot):
    choices = [choice["key"] for choice in question.get("choices", [])]
    if question["key"] == "etablissement":
        return "college" if "Collège" in spot[0] else "ecole"
    if question["key"] == "injurieux":
        return "oui" if "haineuse" in title else "non"
    if question["type"] == "several":
        return sorted(random.sample(choices, random.randint(1, 2)))
    if question["type"] == "one":
        return random.choice(choices)
    if question["type"] == "number":
        return random.randint(2, 12)
    # A date is told as days before the report; `loading` makes it a calendar day.
    return random.randint(1, 12) if question["type"] == "date" else f"{random.randint(100, 999):04}"


def _doubled(reports):
    """The reports that a second neighbour sends again without having seen the first."""
    picked = [r for r in reports if r.photos and r.ending in ("accepted", "planned", "in_progress")]
    return picked[:: max(1, len(picked) // 4)][:4]


def _twin(random, first):
    label, leaf, lat, lon = first.spot
    return Report(
        key=f"{first.key}-again",
        category=first.category,
        title=first.title,
        text=first.text.split(". ")[0].rstrip(".!") + ".",
        language=first.language,
        nature=first.nature,
        author=people.someone(random, leaf, first.language, but=(first.author,)),
        spot=(label, leaf, round(lat + 8e-5, 5), round(lon - 6e-5, 5)),
        answers=first.answers,
        photos=[(first.photos[0][0], 1 - first.photos[0][1])],
        twin=first.key,
        ending="duplicate",
    )
