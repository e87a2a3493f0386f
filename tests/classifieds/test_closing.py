"""An ad ends once, and its thread says how."""

import pytest

from classifieds import closing
from classifieds.handing import HANDED_OVER
from classifieds.models import Classified, Outcome
from classifieds.offering import publish_held
from community.posts.models import FeedEntry, MapCount


@pytest.mark.parametrize(
    ("outcome", "state", "said"),
    [("here", "done", "C’est remis"), ("elsewhere", "closed", "parti ailleurs"), ("kept", "closed", "retirée"),
     ("", "closed", "terminée")],
)  # fmt: skip
def test_it_ends_once_and_the_thread_says_how(sofa, outcome, state, said, settings, monkeypatch):
    told = []
    monkeypatch.setattr(closing, "import_string", lambda path: told.append)
    settings.AD_OVER = ["home.collecting.taken"]
    assert closing.close(sofa, outcome) is True and closing.close(sofa, Outcome.ELSEWHERE) is False
    sofa.refresh_from_db()
    assert (sofa.state, sofa.outcome, sofa.listed_at) == (state, outcome, None) and sofa.closed_at
    (card,) = sofa.comments.all()
    assert said in card.facts["words_fr"] and told == [sofa]
    assert MapCount.objects.filter(state=state, count=1).exists()


def test_the_question_is_answered_once(sofa):
    assert closing.say_outcome(sofa, Outcome.HERE) is False  # it stands still
    closing.close(sofa)
    assert closing.say_outcome(sofa, Outcome.HERE) is True and closing.say_outcome(sofa, Outcome.KEPT) is False
    sofa.refresh_from_db()
    assert (sofa.outcome, sofa.state) == ("here", "done")


def test_what_waited_is_published_once_and_lasts_as_long_as_any(give):
    held = give(held_why="Elle ressemble à une autre.")
    assert publish_held(held) is True and publish_held(held) is False
    held.refresh_from_db()
    assert (held.held_at, held.held_why) == (None, "") and held.listed_at == held.published_at
    assert (held.expires_at - held.published_at).days == 30 and FeedEntry.objects.filter(post=held).count() == 1


def test_what_was_taken_back_while_it_waited_is_not_published(give):
    held = give(held_why="?")
    closing.close(held, Outcome.KEPT)
    assert publish_held(held) is False and not FeedEntry.objects.exists() and not held.comments.exists()


@pytest.mark.parametrize("intent", ["give", "sell", "lend", "swap", "wanted"])
def test_each_intent_has_its_own_words(give, intent):
    words = HANDED_OVER.words(give(intent=intent))
    assert words["ask"] and words["suggested"]


def test_the_door_is_told_by_the_engine_alone(give, town):
    meeting = HANDED_OVER.where(give(pickup="Porte bleue"))
    assert (meeting.label, meeting.lat, meeting.lon, meeting.public) == ("Porte bleue", *town.in_val, False)
    assert Classified.objects.get().lat != meeting.lat
