"""A few talk together: who comes in sees what is said from then on, who leaves sees nothing any more."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from community.conversations import gathering, saying
from community.conversations.live import may_listen
from community.conversations.models import Conversation
from community.conversations.opening import gather
from community.members.blocks import block

FETCH = {"x-requested-with": "fetch"}


def at(name, talk):
    return reverse(f"conversations:{name}", args=[talk.pk])


@pytest.fixture
def crowd(neighbours):
    return neighbours(12)


@pytest.fixture
def group(alice, bob, crowd):
    """Alice has written to Bob and Voisin1 at once."""
    return gather(alice, [bob, crowd[0]], "On repeint le banc samedi ?", "Le banc").conversation


def seen(client, talk):
    return client.get(at("conversation", talk)).content.decode()


def test_several_handles_make_a_group_once(alice, bob, crowd, browser):
    form = {"to": "bob, @voisin1", "text": "Samedi ?", "name": "Le banc", "client_key": str(uuid.uuid4())}
    sent = [browser(alice).post("/messages/new/", form).url for _ in "ab"]
    assert sent[0] == sent[1]
    group = Conversation.objects.get()
    assert (group.is_group, group.name, group.messages.count()) == (True, "Le banc", 1)
    assert set(group.members.values_list("handle", flat=True)) == {"alice", "bob", "voisin1"}
    assert "Le banc" in browser(bob).get("/messages/").content.decode()


def test_one_handle_too_many_or_unknown_sends_nothing_and_keeps_all(alice, crowd, browser):
    everybody = ", ".join(one.handle for one in crowd)
    answer = browser(alice).post("/messages/new/", {"to": everybody, "text": "Tous !"})
    assert answer.status_code == 400 and "Tous !" in answer.content.decode() and "12" in answer.content.decode()
    answer = browser(alice).post("/messages/new/", {"to": "voisin1 personne", "text": "Tous !"})
    assert answer.status_code == 400 and "@personne" in answer.content.decode()
    assert browser(alice).post("/messages/new/", {"to": "", "text": "Tous !"}).status_code == 400
    assert not Conversation.objects.exists()


def test_who_comes_in_sees_only_from_then_on(group, alice, crowd, browser, place):
    late = crowd[5]
    assert browser(alice).post(at("add", group), {"handle": "@Voisin6"}).status_code == 302
    saying.say(group, alice, "Bienvenue.")
    his = browser(late)
    assert "On repeint" not in seen(his, group) and "Bienvenue." in seen(his, group)
    assert "Alice a fait entrer Voisin6" in seen(his, group)
    assert "On repeint" not in his.get(at("thread", group), {"after": 0}).content.decode()
    assert "On repeint" not in his.get(at("conversation", group), {"before": 99}).content.decode()
    assert not gathering.add(group, alice, late)
    with pytest.raises(ValidationError):
        for one in crowd:
            gathering.add(group, alice, one)
    assert group.participants.count() == gathering.MOST_PEOPLE


def test_who_leaves_is_gone(group, alice, bob, browser):
    his = browser(bob)
    assert may_listen(bob, str(group.pk))
    his.post(at("leave", group))
    assert not may_listen(bob, str(group.pk))
    assert his.get(at("conversation", group)).status_code == 404
    assert his.get(at("thread", group)).status_code == 404
    assert his.post(at("say", group), {"text": "Encore"}).status_code == 404
    assert "Le banc" not in his.get("/messages/").content.decode()
    with pytest.raises(saying.Closed):
        saying.say(group, bob, "Encore")
    assert "Bob a quitté la conversation" in seen(browser(alice), group)
    assert his.get("/messages/unread/").json() == {"unread": 0}
    gathering.add(group, alice, bob)
    assert "On repeint" not in seen(his, group)  # not even what they had read


def test_a_name_is_given_and_said(group, alice, bob, browser):
    browser(bob).post(at("name", group), {"name": "  Samedi  <b> "})
    assert "Bob a nommé la conversation « Samedi &lt;b&gt; »" in seen(browser(alice), group)
    browser(bob).post(at("name", group), {"name": ""})
    assert "Bob, Voisin1" in seen(browser(alice), group)


def test_in_a_group_those_apart_do_not_hear_one_another(group, alice, bob, crowd, browser, place):
    third = crowd[0]
    block(bob, third)
    saying.say(group, third, "Moi, j'apporte la peinture.")
    saying.say(group, alice, "Merci.")
    assert "la peinture" in seen(browser(alice), group)
    assert place(group, bob).unread == 2  # Alice's two
    for shown in (seen(browser(bob), group), browser(bob).get(at("people", group)).content.decode()):
        assert "peinture" not in shown and "Voisin1" not in shown
    assert "peinture" not in browser(bob).get(at("thread", group)).content.decode()
    assert "Merci." in browser(bob).get("/messages/").content.decode()
    assert may_listen(bob, str(group.pk))


def test_between_two_there_is_nobody_to_add_and_nothing_to_leave(talk, bob, alice, crowd, browser):
    assert browser(bob).post(at("add", talk), {"handle": "voisin1"}).status_code == 302
    browser(bob).post(at("leave", talk))
    assert talk.participants.present().count() == 2
    assert "?to=alice," in browser(bob).get(at("people", talk)).content.decode()


def test_read_by_is_said_with_names(group, alice, bob, browser):
    seen(browser(bob), group)
    assert "Lu par Bob" in seen(browser(alice), group)


def test_the_list_costs_no_more_with_groups(group, alice, bob, browser, queries):
    hers = browser(alice)
    hers.get("/messages/")
    with queries(4):
        hers.get("/messages/")


def test_lu_does_not_name_those_apart(group, alice, bob, crowd, browser, place):
    saying.say(group, alice, "Qui lit ?")
    for member in (bob, crowd[0]):
        browser(member).get(at("conversation", group))
    block(alice, bob)
    page = seen(browser(alice), group)
    assert f"Lu par {crowd[0].name}" in page and "Bob" not in page.partition("Lu par")[2][:60]
