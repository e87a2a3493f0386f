"""Each thing that is told of a hand-over, as a mail in both languages."""

from pathlib import Path

import pytest
from django.conf import settings
from mails import mail_of

TOLD = sorted(path.stem for path in Path(settings.BASE_DIR, "templates/handovers/told").glob("*.txt"))
TOLD.remove("more")  # what the others leave to say
WHEN = "2026-12-05T18:30:00+01:00"
MEETING = {
    "when": WHEN, "minutes": 30, "place": "Parvis de la mairie", "note": "à vélo", "appointment": 7,
    "calendar": "/handovers/calendar/abc/",
}  # fmt: skip
BESIDES = {
    "asked": {"text": "Bonjour, encore là ?", "answers": ["promise"]},
    "promised": {"until": WHEN},
    "waiting": {"place": 3, "answers": ["withdraw"]},
    "nudge": {"waiting": 4, "answers": ["promise"]},
    "unanswered": {"answers": ["withdraw"]},
    "hurry": {"until": WHEN, "proposed": True, "answers": ["accept"]},
    "free": {"answers": ["want", "withdraw"]},
    "next": {"answers": ["promise"]},
    "proposed": {**MEETING, "answers": ["accept"]},
    "question": {**MEETING, "answers": ["done", "no_show"]},
    "done": {"answers": ["not_yet"]},
    "thanks": {"text": "Merci, il est superbe !"},
} | {what: MEETING for what in ("agreed", "moved", "cancelled", "declined", "soon", "tomorrow")}
VARIANTS = [
    *[(what, BESIDES.get(what, {})) for what in TOLD],
    ("waiting", {}),
    ("nudge", {"waiting": 1}),
    ("hurry", {"until": WHEN, "proposed": False}),
    ("lapsed", {"owned": True, "after": "Charlie"}),
    ("lapsed", {"owned": True}),
    ("withdrawn", {"owned": True, "after": "Charlie"}),
    ("withdrawn", {"owned": True}),
]


@pytest.mark.parametrize(
    "what, besides", VARIANTS, ids=[f"{what}{number}" for number, (what, _) in enumerate(VARIANTS)]
)
@pytest.mark.parametrize("language, day", [("fr", "samedi 5 décembre, 18:30"), ("en", "Saturday 5 December, 18:30")])
def test_what_is_told_is_said_in_full(town, bob, what, besides, language, day):
    facts = {"what": what, "title": "Canapé <trois> places", "who": "Alice", "owned": False, "text": "", **besides}
    facts["answers"] = [{"act": act, "url": f"/handovers/answer/{act}/"} for act in besides.get("answers", ())]
    subject, text, html = mail_of(bob, "handover", language, link="/handovers/1/", **facts)
    assert "Canapé <trois> places" in subject and "&lt;trois&gt;" in html and "<trois>" not in html
    for said in (text, html):
        assert (day in said) is ("when" in besides or "until" in besides)
        assert ("à vélo" in said) is ("note" in besides)
        assert ("Parvis de la mairie" in said) is ("when" in besides)
        assert all(f"{settings.SITE_URL}{one['url']}" in said for one in facts["answers"])
        assert ("/handovers/calendar/abc/" in said) is ("calendar" in besides)
        assert all(line.lstrip("> ") in said for line in facts["text"].splitlines())


def test_every_thing_told_has_its_words():
    """What the code tells is what there are words for, and the other way round."""
    said = "".join(path.read_text() for path in Path(settings.BASE_DIR, "community/handovers").rglob("*.py"))
    said += "".join(path.read_text() for path in Path(settings.BASE_DIR, "classifieds/loans").glob("*.py"))
    assert [what for what in TOLD if f'"{what}"' not in said] == []
