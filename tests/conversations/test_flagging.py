"""A message can be flagged by those who read it; moderation sees its words and nothing else of the conversation."""

import pytest
from django.urls import reverse

from community.conversations import flagged, saying
from community.conversations.details import MASK
from community.members.models import Member
from community.moderation import things
from community.moderation.flagging import flag
from community.moderation.models import Reason


def page(talk):
    return reverse("conversations:conversation", args=[talk.pk])


def test_only_who_reads_it_finds_it(talk, alice, bob, charlie, mira, admin):
    topic = talk.messages.get().topic
    thing = things.find(topic, alice)
    assert (thing.quote, thing.author, thing.label) == ("Le banc est-il encore là ?", bob, "Bob")
    for stranger in (charlie, mira, admin):
        assert things.find(topic, stranger) is None
    assert things.find("message:999", alice) is None


def test_the_form_opens_for_alice_and_for_nobody_else(talk, alice, charlie, browser):
    address = f"/flag/?about={talk.messages.get().topic}"
    assert "encore là" in browser(alice).get(address).content.decode()
    assert browser(charlie).get(address).status_code == 404
    assert browser().get(address).status_code == 404


def test_what_is_masked_stays_masked_in_a_flag(talk, alice, bob):
    message = saying.say(talk, bob, "06 12 34 56 78")
    assert things.find(message.topic, alice).quote == MASK


def test_hidden_by_moderation_it_is_gone_for_both_and_comes_back(talk, alice, bob, browser, mira):
    message = talk.messages.get()
    flag(things.find(message.topic, alice), Reason.objects.first(), "", alice)
    assert things.hide(message.topic, message.created_at) and not things.hide(message.topic, message.created_at)
    for member in (alice, bob):
        shown = browser(member).get(page(talk)).content.decode()
        assert "masqué par la modération" in shown and "encore là" not in shown
        assert "encore là" not in browser(member).get("/messages/").content.decode()
    caught = browser(alice).get(reverse("conversations:thread", args=[talk.pk]), {"after": 1}).json()
    assert [one["number"] for one in caught["entries"]] == [1]
    assert things.show(message.topic)
    assert "encore là" in browser(alice).get(page(talk)).content.decode()
    assert browser(mira).get(page(talk)).status_code == 404


def test_erased_for_good_no_word_stays(talk):
    message = talk.messages.get()
    flagged.hide(message.pk, message.created_at)
    things.erase(message.topic)
    message.refresh_from_db()
    assert (message.text, message.html) == ("", "")
    assert not things.hide("message:999", message.created_at)


@pytest.mark.django_db
def test_one_s_own_words_are_not_flagged(talk, bob):
    assert things.find(talk.messages.get().topic, bob).author == Member.objects.get(pk=bob.pk)
