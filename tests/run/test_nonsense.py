"""Whatever is sent to whatever address, by whoever may use it, is answered: never a crash, never the way to another
site, and nothing of it comes back as markup."""

import random

import pytest
from django.test import Client

from tests.run.secret_town import filled
from tests.run.who import WHO, addresses

NAMES = [
    "q", "text", "title", "topic", "words", "kind", "tag", "place", "near", "since", "upto", "after", "before",
    "older", "page", "p", "number", "pk", "days", "as", "about", "to", "post", "from", "group", "name", "handle",
    "do", "who", "role", "word", "posts", "rules", "openness", "territory", "label", "reach", "lat", "lon",
    "choice", "address", "shape", "metres", "spot", "where", "tags", "born_from", "client_key", "key", "photo_keys",
    "mail", "part", "level", "away_until", "daily_cap", "endpoint", "old", "keys", "mute", "undo", "block",
    "follow", "vote", "version", "quarter", "show", "feed", "read", "subject", "email", "reason", "website",
    "category", "nature", "state", "period", "sort", "mine", "skills", "languages", "show_photo", "messages_from",
    "language", "timezone", "zone", "settled", "reply_to", "what",
]  # fmt: skip
NONSENSE = [
    "x" * 10_000, "a\0b", "\u202egnp.exe", '<script>alert("x")</script>', "-1", "9" * 30, "9" * 5000, "٣", "²", "1e400",
    "NaN", "[]", '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}', "0001-01-01",
    "9999-12-31", "2026-11-26T10:00:00Z,1.0", "🙂" * 200, "' OR 1=1 --", "%00", "post:1", "member:" + "9" * 30,
]  # fmt: skip
AWAY = ["https://evil.example/", "//evil.example", "/\\evil.example", "https:evil.example", "javascript:alert(1)"]


@pytest.mark.parametrize("name", ["", "alice", "mira"])
def test_nonsense_is_answered_in_words(name, secrets, request):
    dice, wrong = random.Random(8515), []
    for route in WHO:
        client = Client()
        if name:
            client.force_login(request.getfixturevalue(name))
        for path in filled(route, secrets)[:1]:
            for value in dice.sample(NONSENSE, 6):
                data = {one: value for one in NAMES if dice.random() < 0.4} | {"next": dice.choice(AWAY)}
                for way in (client.get, client.post):
                    wrong += faults(way, path, data, value)
    assert wrong == []


def faults(way, path, data, value):
    try:
        answer = way(path, data)
    except Exception as fault:
        return [(path, way.__name__, value[:30], repr(fault)[:300])]
    body = b"".join(answer) if answer.streaming else answer.content
    away = "evil.example" in answer.get("Location", "").partition("?")[0] or "javascript:" in answer.get("Location", "")
    marked = b"<script>alert" in body and "html" in answer["Content-Type"]
    return [(path, way.__name__, value[:30], answer.status_code)] if away or marked or answer.status_code >= 500 else []


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_a_number_that_nothing_has_is_not_found(number, town, alice, client):
    client.force_login(alice)
    for route in WHO:
        if "<key:pk>" in route:
            path = "/" + route.replace("<key:pk>", str(number))
            assert {client.get(path).status_code, client.post(path).status_code} <= {302, 404, 405}, path


def test_a_key_is_never_longer_than_a_database_takes():
    assert [route for route in addresses() if "<int:" in route and "tiles/" not in route] == []
