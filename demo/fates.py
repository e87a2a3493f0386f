"""What becomes of each report of the demo's story: who confirms, who answers, how far the city gets."""

from dataclasses import dataclass, field

from . import people, talk
from .pictures import AFTER

DAY = 24
WEEKS = 12
OLDEST = WEEKS * 7 * DAY - 6
OPEN = 36  # reports that the city has not heard of yet

# ending: how many, born how many hours ago (from, to), the states on the way
ENDINGS = {
    "open": (0, (1, 16 * DAY), []),
    "received": (12, (1, 40), []),
    "triaged": (7, (10, 4 * DAY), ["triaged"]),
    "accepted": (13, (40, 12 * DAY), ["triaged", "accepted"]),
    "planned": (13, (90, 25 * DAY), ["accepted", "planned"]),
    "in_progress": (13, (100, 30 * DAY), ["accepted", "planned", "in_progress"]),
    "waiting": (6, (90, 20 * DAY), ["triaged", "waiting"]),
    "resolved": (40, (8 * DAY, OLDEST), ["accepted", "in_progress", "resolved"]),
    "reopened": (4, (20 * DAY, 60 * DAY), ["accepted", "in_progress", "resolved"]),
    "refused": (6, (9 * DAY, OLDEST), ["triaged", "refused"]),
    "not_competent": (4, (9 * DAY, OLDEST), ["not_competent"]),
    "duplicate": (0, (2 * DAY, 20 * DAY), ["duplicate"]),
}
CLOSED = {"resolved", "refused", "not_competent", "duplicate"}
# Who hands what on: the families of categories whose desk is not always sure.
HANDED_ON = {"nid-de-poule", "marquage", "panneau", "trottoir", "chantier", "sport", "batiment", "rats"}


@dataclass
class Report:
    """One incident and all that came of it; hours count back from the telling."""

    key: str
    category: dict
    title: str
    text: str
    language: str
    nature: str
    author: str
    spot: tuple  # label, leaf territory, lat, lon
    anonymous: bool = False
    answers: dict = field(default_factory=dict)
    photos: list = field(default_factory=list)  # (scene, seed)
    twin: str | None = None  # the report it doubles
    ending: str = "open"
    born: float = 0
    votes: list = field(default_factory=list)  # (who, hours)
    seen: list = field(default_factory=list)  # (who, hours, still there?)
    comments: list = field(default_factory=list)  # (who, hours, text, index of what it answers or None)
    escalated: float | None = None  # set when a moderator, not the rule, hands it to the city
    steps: list = field(default_factory=list)  # (state, hours, public text)
    handed_on: float | None = None
    note: tuple | None = None  # (hours, text)
    after: tuple | None = None  # (scene, seed)
    verdicts: list = field(default_factory=list)  # (who, hours, fixed)


def decide(random, reports):
    """How each report ends: so many of each ending, compliments are only ever thanked."""
    rest = []
    for report in reports:
        if report.nature == "compliment":
            report.ending = random.choice(["resolved", "resolved", "received"])
        else:
            rest.append(report)
    waiting = [report for report in rest if report.category["escalation"] != "at_once"][:OPEN]
    deck = [ending for ending, (count, _born, _path) in ENDINGS.items() for _ in range(count)]
    random.shuffle(deck)
    for report in rest:
        if not any(report is one for one in waiting):
            report.ending = deck.pop() if deck else "resolved"


def live_through(random, report, first=None):
    """Fill in a report's life; `first` is the report it doubles."""
    shortest, longest = ENDINGS[report.ending][1]
    report.born = round(random.uniform(shortest, longest), 2)
    if first:
        report.born = round(first.born * 0.35, 2)
    told = _confirmed(random, report)
    if report.ending != "open":
        _handled(random, report, told)
    if report.ending in CLOSED | {"reopened"}:
        done = next(hours for state, hours, _text in report.steps if state in CLOSED)
        report.votes = [(who, hours) for who, hours in report.votes if hours > done]
    _discussed(random, report)


def _confirmed(random, report):
    """Who else sees it, and when the city is told (hours ago); None while too few do."""
    rule, life = report.category["escalation"], report.born
    if report.ending == "open":
        _votes(random, report, random.randint(0, max(0, report.category.get("confirmations", 4) - 2)), life, life * 0.9)
        _looked_again(random, report)
        return None
    if rule != "confirmations" or report.twin:
        told = life if rule == "at_once" and not report.twin else life - min(life * 0.2, random.uniform(1, 30))
        report.escalated = None if told == life else told
        _votes(random, report, min(round(life / 3), random.choice([0, 1, 2, 2, 4, 6])), life, life * 0.7)
        return told
    needed = report.category["confirmations"] - 1  # the author's own word is the first
    _votes(random, report, needed, life, min(life * 0.35, report.category["within_days"] * DAY * 0.7))
    told = report.votes[-1][1]
    _votes(random, report, random.choice([0, 0, 1, 2, 3, 5]), told, told * 0.8)
    return told


def _votes(random, report, count, start, spread):
    """`count` more neighbours confirm in the `spread` hours after `start`."""
    said = [report.author, *(who for who, _ in report.votes)]
    for hours in sorted((start - random.uniform(0.02, 1) * spread for _ in range(count)), reverse=True):
        said.append(people.someone(random, report.spot[1], but=said))
        report.votes.append((said[-1], round(hours, 2)))


def _looked_again(random, report):
    if report.born > 5 * DAY and report.votes:
        who, hours = report.votes[0]
        report.seen.append((who, round(hours * random.uniform(0.05, 0.5), 2), random.random() < 0.6))


def _handled(random, report, told):
    """The city's steps, from the hour it was told."""
    path = ["resolved"] if report.nature == "compliment" and report.ending == "resolved" else ENDINGS[report.ending][2]
    taken = told * random.uniform(0.5, 0.9)
    if report.ending in CLOSED | {"reopened"}:
        taken = min(taken, random.uniform(2, 18) * DAY)
    for turn, state in enumerate(path, 1):
        hours = told - taken * turn / len(path) * random.uniform(0.92, 1)
        report.steps.append((state, round(hours, 2), _answer(random, report, state)))
    if report.steps and random.random() < 0.35:
        report.note = (round((told + report.steps[0][1]) / 2, 2), random.choice(talk.NOTES))
    if report.category["code"] in HANDED_ON and report.ending in ("accepted", "planned", "in_progress", "resolved"):
        report.handed_on = round(told - (told - report.steps[0][1]) * 0.8, 2) if random.random() < 0.5 else None
    if report.ending in ("resolved", "reopened") and report.nature != "compliment":
        _repaired(random, report)


def _answer(random, report, state):
    said, code = talk.ANSWERS[state], report.category["code"]
    texts = said.get(code) or said.get(report.category["group"], []) + ([] if random.random() < 0.6 else said[""])
    return random.choice(texts or said[""]).format(days=random.choice([5, 8, 10, 15]))


def _repaired(random, report):
    """The photo after the work, and what the author makes of it."""
    done = report.steps[-1][1]
    if report.photos and report.photos[0][0] in AFTER:
        scene, seed = report.photos[0]
        report.after = (AFTER[scene], seed)
    if report.ending == "reopened":
        report.verdicts.append((report.author, round(done * 0.8, 2), False))
        report.steps.append(("in_progress", round(done * 0.3, 2), "Nous y retournons cette semaine, avec nos excuses."))
    elif random.random() < 0.6:
        report.verdicts.append((report.author, round(done - min(done * 0.5, random.uniform(2, 40)), 2), True))


def _discussed(random, report):
    """The neighbours' thread, by those who live there."""
    pool = [*talk.COMMENTS[report.category["group"]], *random.sample(talk.ANY, 2)]
    most = min(len(pool), 1 + round(report.born / 5))  # a young report has not been talked of much
    texts = random.sample(pool, min(most, random.choice([0, 0, 1, 1, 2, 2, 3, 3, 4, 5])))
    end = report.steps[-1][1] if report.steps and report.ending in CLOSED else 0.2
    times = sorted((random.uniform(end, report.born * 0.98) for _ in range(2 * len(texts))), reverse=True)
    for turn, text in enumerate(texts):
        who = people.someone(random, report.spot[1], talk.language(text), but=(report.author,))
        report.comments.append((who, round(times[2 * turn], 2), text, None))
        if random.random() < 0.4:
            _reply(random, report, len(report.comments) - 1, round(times[2 * turn + 1], 2))
    if report.verdicts:
        who, hours, fixed = report.verdicts[-1]
        sorry = talk.NOT_FIXED.get(report.category["group"], talk.NOT_FIXED[""])
        said = random.choice(talk.FIXED if fixed else sorry)
        report.comments.append((who, round(hours * 0.98, 2), said, None))


def _reply(random, report, index, hours):
    """An answer to a comment, mostly the author's; an anonymous author keeps quiet."""
    asked = report.comments[index][0]
    quiet = report.anonymous or random.random() < 0.4
    who = people.someone(random, report.spot[1], but=(asked, report.author)) if quiet else report.author
    report.comments.append((who, hours, random.choice(talk.REPLIES), index))
