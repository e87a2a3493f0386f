"""The public log: everything decided, nobody in it."""

import csv
import io
from datetime import UTC, datetime

import pytest
import time_machine

from community.moderation import appealing, deciding, journal
from community.moderation.models import Reason


@pytest.fixture
def decided(post, comment, alice, bob, mira, nora, flag, because):
    with time_machine.travel(datetime(2026, 11, 3, 10, tzinfo=UTC), tick=False):
        first = flag(alice, post.topic, words="C'est Alice qui le dit.")
    with time_machine.travel(datetime(2026, 11, 3, 12, tzinfo=UTC), tick=False):
        decision = deciding.decide(first.case, mira, "hide", because("spam"), "Bob, c'est non.", days=3)
    with time_machine.travel(datetime(2026, 12, 1, 12, tzinfo=UTC), tick=False):
        appealing.judge(appealing.appeal(decision, bob, "Si."), nora, restore=True, answer="Oui, Bob.")
        deciding.decide(flag(alice, f"comment:{comment.pk}", "hate").case, mira, "keep", because("hate"), "Rien.")
    return decision


def test_visitors_read_every_decision_and_no_name(client, decided, queries):
    client.get("/moderation/")
    page = client.get("/moderation/").content.decode()
    for words in ("Publication : masquage", "Commentaire : maintien en ligne", "Publicité ou arnaque", "novembre 2026",
                  "contestée", "annulée : remis comme avant", "décembre 2026"):  # fmt: skip
        assert words in page, words
    for secret in (
        "Bob",
        "Alice",
        "Mira",
        "Nora",
        "Vends montre",
        "voleur",
        "Rien.",
        "payez",
        "post:",
        "10:00",
        "12:00",
    ):
        assert secret not in page, secret


def test_the_months_count(decided):
    december, november = journal.months()
    assert (november["flags"], november["decided"], november["hidden"], november["restored"]) == (1, 1, 1, 1)
    assert (november["limited"], november["kept"]) == (1, 0)
    assert (december["flags"], december["decided"], december["kept"]) == (1, 1, 1)
    assert journal.numbers() == {"open": 0, "urgent": 0, "appeals": 0, "hours": 1.0}  # two hours, and none


def test_the_csv_is_safe_for_spreadsheets(client, decided):
    Reason.objects.filter(code="spam").update(name_fr="=HYPERLINK(1)", basis_fr="＋33")
    answer = client.get("/moderation/log.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert len(rows) == 2 and {len(row) for row in rows} == {len(head)} == {9}
    assert rows[1][:5] == ["2026-11-03", "publication", "'=HYPERLINK(1)", "'＋33", "masquage"]
    assert "Bob" not in answer.content.decode()


def test_an_empty_log(client, db):
    assert "Aucune décision" in client.get("/moderation/").content.decode()
    assert journal.numbers()["hours"] is None
