"""Bob writes to Alice; nobody else ever sees it."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from community.conversations import entries, saying
from community.conversations.models import Conversation, Message, Participant
from community.conversations.opening import A_DAY_WHEN_NEW, begin
from community.conversations.reading import unread_conversations
from community.members.blocks import block, unblock

FETCH = {"x-requested-with": "fetch"}


def new(**query):
    return reverse("conversations:new", query=query)


def page(talk):
    return reverse("conversations:conversation", args=[talk.pk])


def act(name, pk):
    return reverse(f"conversations:{name}", args=[pk])


def test_the_addresses_are_the_agreed_ones():
    assert reverse("conversations:list") == "/messages/"
    assert reverse("conversations:new") == "/messages/new/"
    assert act("conversation", 7) == "/messages/7/"


def test_bob_writes_to_the_author_of_a_post_and_its_card_stays_on_top(post, alice, bob, browser):
    his = browser(bob)
    form = his.get(new(post=post.pk))
    assert form.status_code == 200 and "Écrire à Alice" in form.content.decode()
    sent = his.post("/messages/new/", {"post": post.pk, "text": "Encore *là* ?", "client_key": uuid.uuid4()})
    talk = Conversation.objects.get()
    assert sent.url == f"{page(talk)}#m1"
    assert (talk.post.pk, talk.post_title, talk.started_by) == (post.pk, "Banc à donner", bob)
    hers = browser(alice).get(page(talk)).content.decode()
    assert "Encore <em>là</em> ?" in hers and "Banc à donner" in hers


def test_writing_again_about_the_same_post_is_the_same_conversation_from_either_side(talk, post, alice, bob, browser):
    assert browser(bob).get(new(post=post.pk)).url == page(talk)
    begin(bob, alice, "Toujours là ?", post)
    assert Conversation.objects.count() == 1 and talk.messages.count() == 2
    begin(alice, bob, "Et le vôtre ?")  # about no post: another conversation
    begin(bob, alice, "Oui !")
    assert Conversation.objects.count() == 2
    assert browser(bob).get(new(to="alice")).url == page(Conversation.objects.get(post=None))


def test_one_writes_neither_to_oneself_nor_to_who_stays_unnamed(post, alice, bob, browser):
    own = browser(alice).get(new(post=post.pk))
    assert own.status_code == 404 and "votre propre publication" in own.content.decode()
    type(post).objects.update(anonymous=True)
    assert browser(bob).get(new(post=post.pk)).status_code == 404
    assert browser(bob).post("/messages/new/", {"post": post.pk, "text": "Qui ?"}).status_code == 404
    assert browser(alice).get(new(to="alice")).status_code == 404
    assert browser(bob).get(new(post=post.pk + 1)).status_code == 404
    assert browser(bob).get(new(post="x")).status_code == 404
    assert not Conversation.objects.exists()


def test_a_stranger_is_asked_to_sign_in_first(post, talk, browser):
    for address in ("/messages/", page(talk), new(post=post.pk), act("people", talk.pk)):
        assert browser().get(address).url.startswith("/accounts/login/")
    assert browser().get("/messages/unread/").json() == {"unread": 0}


def test_charlie_sees_nothing_whatever_he_asks(talk, charlie, mira, admin, browser):
    message = talk.messages.get()
    for stranger in (charlie, mira, admin):
        his = browser(stranger)
        for name in ("conversation", "thread", "people"):
            assert his.get(act(name, talk.pk)).status_code == 404
        for name in ("say", "read", "add", "name", "leave", "mute"):
            assert his.post(act(name, talk.pk), {"text": "Bonjour", "handle": "charlie"}).status_code == 404
        for name in ("edit", "remove", "share"):
            assert his.post(act(name, message.pk), {"text": "Non"}).status_code == 404
            assert his.get(act(name, message.pk)).status_code == 404
        assert "banc" not in his.get("/messages/").content.decode()
        assert his.get("/messages/unread/").json() == {"unread": 0}
    assert list(talk.messages.values_list("text", flat=True)) == ["Le banc est-il encore là ?"]


def test_what_is_said_is_unread_until_it_was_on_a_page(talk, alice, bob, browser, place):
    assert (unread_conversations(alice), unread_conversations(bob)) == (1, 0)
    saying.say(talk, bob, "Et la table ?")
    assert place(talk, alice).unread == 2
    assert "Envoyé" in browser(bob).get(page(talk)).content.decode()
    browser(alice).get(page(talk))
    assert unread_conversations(alice) == 0 and place(talk, alice).read_up_to == 2
    his = browser(bob).get(act("thread", talk.pk), {"after": 2}).json()
    assert (his["read"], his["entries"], his["closed"]) == ("Lu", [], "")


def test_a_script_marks_as_read_only_what_exists(talk, alice, browser, place):
    hers = browser(alice)
    assert hers.post(act("read", talk.pk), {"number": "999"}).status_code == 204
    assert place(talk, alice).read_up_to == 1
    assert hers.post(act("read", talk.pk), {"number": "x"}).status_code == 204


def test_catching_up_gives_what_changed_and_nothing_twice(talk, alice, bob, browser):
    said = saying.say(talk, alice, "Oui.")
    saying.say(talk, bob, "Je passe ce soir.")
    saying.edit(said, alice, "Oui, encore.")
    caught = browser(bob).get(act("thread", talk.pk), {"after": 1}).json()
    assert [(one["number"], one["seq"]) for one in caught["entries"]] == [(3, 3), (2, 4)]
    assert (caught["seq"], caught["more"]) == (4, False)
    assert "Oui, encore." in caught["entries"][1]["html"] and "modifié" in caught["entries"][1]["html"]


def test_earlier_messages_are_a_click_away(talk, alice, bob, browser):
    for number in range(2, 70):
        saying.say(talk, bob, f"ligne {number}.")
    shown = browser(alice).get(page(talk)).content.decode()
    assert "ligne 69." in shown and "ligne 9." not in shown and "?before=10" in shown
    earlier = browser(alice).get(act("thread", talk.pk), {"before": 10}).json()
    assert [one["number"] for one in earlier["entries"]] == list(range(1, 10)) and earlier["earlier"] is None
    assert "ligne 9." in browser(alice).get(page(talk), {"before": 10}).content.decode()


def test_days_stand_between_messages(talk, bob, place):
    talk.messages.update(created_at=timezone.now() - timedelta(days=1))
    saying.say(talk, bob, "Aujourd'hui")
    saying.say(talk, bob, "Encore")
    drawn, _ = entries.latest(place(talk, bob))
    assert [one["new_day"] for one in drawn] == [True, True, False]


def test_a_message_is_corrected_for_a_quarter_of_an_hour(talk, bob, alice, browser):
    message = talk.messages.get()
    his = browser(bob)
    assert his.post(act("edit", message.pk), {"text": "Est-il là ?"}).url == f"{page(talk)}#m1"
    assert browser(alice).post(act("edit", message.pk), {"text": "Non"}).status_code == 404
    assert his.post(act("edit", message.pk), {"text": " "}, headers=FETCH).status_code == 400
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=16))
    late = his.post(act("edit", message.pk), {"text": "Trop tard, mon texte"})
    assert late.status_code == 403 and "Trop tard, mon texte" in late.content.decode()
    message.refresh_from_db()
    assert message.text == "Est-il là ?" and message.edited_at


def test_deleted_for_both_leaves_a_stub_and_no_word(talk, bob, alice, browser):
    message = talk.messages.get()
    with pytest.raises(PermissionDenied):
        saying.remove(message, alice)
    assert browser(bob).post(act("remove", message.pk), headers=FETCH).status_code == 200
    message.refresh_from_db()
    assert (message.text, message.html) == ("", "") and message.removed_at
    for member in (alice, bob):
        shown = browser(member).get(page(talk)).content.decode()
        assert "Message supprimé." in shown and "encore là" not in shown
        assert "encore là" not in browser(member).get("/messages/").content.decode()
    assert browser(bob).post(act("remove", message.pk)).status_code == 403
    assert browser(bob).post(act("edit", message.pk), {"text": "Si"}).status_code == 403


def test_sent_twice_it_is_one_message(talk, bob, browser):
    form = {"text": "Une fois", "client_key": str(uuid.uuid4())}
    answers = [browser(bob).post(act("say", talk.pk), form, headers=FETCH) for _ in "ab"]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json()["number"] == answers[1].json()["number"] == 2
    assert talk.messages.count() == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [("", "Écrivez"), (" \n\u200b", "Écrivez"), ("\x00\x07", "Écrivez"), ("x" * 4001, "trop")],
)
def test_what_cannot_be_sent_is_told_and_kept_in_the_form(talk, bob, browser, text, words):
    answer = browser(bob).post(act("say", talk.pk), {"text": text})
    assert answer.status_code == 400 and words in answer.content.decode()
    if len(text) > 4000:
        assert text in answer.content.decode()
    assert browser(bob).post(act("say", talk.pk), {"text": text}, headers=FETCH).status_code == 400
    assert talk.messages.count() == 1


def test_html_and_strange_characters_stay_words(talk, bob, alice, browser):
    saying.say(talk, bob, "<script>alert(1)</script> \u202eabc ![x](http://a/b.png) [o](javascript:alert(1))")
    shown = browser(alice).get(page(talk)).content.decode()
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown
    assert "\u202e" not in shown and 'href="javascript:' not in shown and 'src="http://a/b.png"' not in shown


def test_once_blocked_nothing_can_be_sent_and_the_text_is_kept(talk, alice, bob, browser):
    block(alice, bob)
    for member, mine in ((bob, "Pourquoi ?"), (alice, "Adieu")):
        answer = browser(member).post(act("say", talk.pk), {"text": mine})
        assert answer.status_code == 409 and mine in answer.content.decode()
        assert "Cette conversation est fermée" in answer.content.decode()
        told = browser(member).post(act("say", talk.pk), {"text": mine}, headers=FETCH)
        assert told.status_code == 409 and told.json()["closed"]
        assert browser(member).get(act("thread", talk.pk)).json()["closed"]
        assert "bloqu" not in told.content.decode()
    with pytest.raises(saying.Closed):
        saying.edit(talk.messages.get(), bob, "Je le dis quand même")
    assert talk.messages.count() == 1
    unblock(alice, bob)
    assert browser(bob).post(act("say", talk.pk), {"text": "Merci"}, headers=FETCH).status_code == 201


def test_apart_by_a_block_one_finds_nobody_to_write_to(post, alice, bob, browser):
    block(alice, bob)
    his = browser(bob)
    for address in (new(post=post.pk), new(to="alice"), new(to="personne")):
        assert his.get(address).status_code == 404
    for handle in ("alice", "personne"):
        answer = his.post("/messages/new/", {"to": handle, "text": "Bonjour"})
        assert answer.status_code == 400
        assert f"Introuvable, ou ne reçoit pas de messages : @{handle}." in answer.content.decode()
    assert not Conversation.objects.exists()


def test_who_left_the_site_gets_no_more_messages(talk, alice, bob):
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    with pytest.raises(saying.Closed):
        saying.say(talk, bob, "Vous êtes là ?")


def test_a_newcomer_begins_ten_conversations_a_day_and_keeps_the_text(alice, bob, neighbours, browser):
    for other in neighbours(A_DAY_WHEN_NEW):
        begin(bob, other, "Bonjour")
    with pytest.raises(ValidationError):
        begin(bob, alice, "Bonjour")
    answer = browser(bob).post("/messages/new/", {"to": "alice", "text": "Mon long texte"})
    assert answer.status_code == 400 and "Mon long texte" in answer.content.decode()
    Conversation.objects.update(created_at=timezone.now() - timedelta(days=1, minutes=1))
    assert begin(bob, alice, "Bonjour").number == 1


def test_the_list_costs_the_same_for_one_and_for_fifty(alice, bob, neighbours, browser, queries):
    hers = browser(alice)
    begin(bob, alice, "Bonjour")
    hers.get("/messages/")
    with queries(4):  # member, conversations, last messages, who is in them
        assert hers.get("/messages/").content.decode().count('class="is-unread"') == 1
    for other in neighbours(50):
        begin(other, alice, f"De {other.name}")
    with queries(4):
        shown = hers.get("/messages/").content.decode()
    assert shown.count('class="is-unread"') == 30
    second = hers.get("/messages/" + shown.split('rel="next" href="')[1].split('"')[0]).content.decode()
    assert second.count('class="is-unread"') == 21 and 'rel="next"' not in second
    names = [f"De Voisin{number}" for number in range(1, 51)]
    assert all((f"{name}<" in shown) != (f"{name}<" in second) for name in names)


def test_the_page_costs_the_same_for_one_message_and_for_sixty(talk, alice, bob, browser, queries):
    hers = browser(alice)
    hers.get(page(talk)), hers.get(page(talk))
    with queries(12):
        hers.get(page(talk))
    for number in range(60):
        saying.say(talk, bob, f"ligne {number}")
    hers.get(page(talk))
    with queries(12):
        hers.get(page(talk))


def test_a_muted_conversation_waits_without_telling(talk, alice, bob, browser, place):
    Participant.objects.update(tell_at=None)
    browser(alice).post(act("mute", talk.pk), {"mute": "yes"})
    saying.say(talk, bob, "Chut")
    assert place(talk, alice).tell_at is None and place(talk, alice).unread == 2
    browser(alice).post(act("mute", talk.pk), {"mute": "no"})
    saying.say(talk, bob, "Oh")
    assert place(talk, alice).tell_at is not None


def test_a_message_of_somebody_else_has_a_flag_and_one_s_own_has_none(talk, alice, bob, browser):
    flag = f"/flag/?about=message:{Message.objects.get().pk}"
    assert flag in browser(alice).get(page(talk)).content.decode()
    assert flag not in browser(bob).get(page(talk)).content.decode()
