"""Open pages are told that something changed, never what; and only those who are in the conversation."""

import json

import pytest

from community import live
from community.conversations import saying
from community.conversations.live import may_listen
from community.conversations.reading import read
from community.members.blocks import block


@pytest.fixture
def published(monkeypatch, django_capture_on_commit_callbacks):
    """`published(act)`: the frames that an act sends, as text."""
    sent = []
    monkeypatch.setattr(live.sending, "send", lambda topic, message: sent.append((topic, message)))

    def during(act):
        sent.clear()
        with django_capture_on_commit_callbacks(execute=True):
            act()
        return [json.loads(text) for _t, message in sent for text in message.get("frames", {}).values()]

    return during


def test_a_message_is_pushed_without_its_words(talk, alice, bob, published):
    frames = published(lambda: saying.say(talk, bob, "Un secret"))
    assert "secret" not in json.dumps(frames)
    assert {(frame["topic"], frame["kind"]) for frame in frames} == {
        (talk.topic, "changed"), (alice.topic, "messages"),
    }  # fmt: skip
    assert next(frame["seq"] for frame in frames if frame["topic"] == talk.topic) == 2


def test_reading_is_told_to_the_other_and_to_one_s_own_pages(talk, alice, place, published):
    frames = published(lambda: read(place(talk, alice), 1))
    assert {(frame["topic"], frame["kind"]) for frame in frames} == {(talk.topic, "read"), (alice.topic, "messages")}
    assert published(lambda: read(place(talk, alice), 1)) == []


def test_who_may_listen(talk, alice, bob, charlie, admin):
    assert may_listen(alice, str(talk.pk)) and may_listen(bob, str(talk.pk))
    for nobody in (charlie, admin, None):
        assert not may_listen(nobody, str(talk.pk))
    for topic in ("", "x", "9" * 30, "-1"):
        assert not may_listen(alice, topic)


def test_a_block_between_the_two_ends_listening(talk, alice, bob):
    block(alice, bob)
    assert not may_listen(alice, str(talk.pk)) and not may_listen(bob, str(talk.pk))
