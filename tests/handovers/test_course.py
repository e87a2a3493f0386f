"""From "I am interested" to thanks, as neighbours live it; and who must not."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from community.conversations.models import Conversation, Message
from community.conversations.telling import tell_due
from community.handovers import ending, meeting, thanking
from community.handovers.asking import ask
from community.handovers.models import Handover, Lot
from community.handovers.promising import promise
from community.handovers.releasing import renege, want, withdraw
from community.members.blocks import block
from community.notifications.models import Notification
from community.posts import states
from community.posts.models import Comment


def left(post):
    return Lot.objects.get(pk=post.pk).left


def test_bob_asks_and_alice_has_it_as_a_private_message(sofa, asked, alice, bob, told, last):
    assert (asked.owner, asked.partner, asked.state, asked.units) == (alice, bob, "interested", 1)
    message = Message.objects.get()
    assert (message.text, message.conversation, message.author) == ("Bonjour, encore là ?", asked.conversation, bob)
    assert told(alice) == ["asked"] and told(bob) == []
    assert last(alice).title == "Bob est intéressé : Canapé" and last(alice).text == "Bonjour, encore là ?"
    assert last(alice).link == f"/handovers/{asked.pk}/"
    tell_due()
    assert not Notification.objects.filter(kind="message").exists()  # one mail, not two


def test_the_same_form_twice_is_one_and_a_second_word_stays_in_line(sofa, bob):
    key = uuid.uuid4()
    first, again = ask(sofa, bob, "Bonjour", client_key=key), ask(sofa, bob, "Bonjour", client_key=key)
    assert first == again and Message.objects.count() == 1
    more = ask(sofa, bob, "Je peux venir demain", client_key=uuid.uuid4())
    assert more == first and Message.objects.count() == 2 and Conversation.objects.count() == 1


def test_who_may_not_ask(sofa, alice, bob, charlie):
    with pytest.raises(ValidationError, match="votre propre"):
        ask(sofa, alice, "Moi")
    with pytest.raises(ValidationError, match="1 en tout"):
        ask(sofa, bob, "Deux", units=2)
    with pytest.raises(ValidationError, match="quelques mots"):
        ask(sofa, bob, "  ")
    block(alice, charlie)
    with pytest.raises(ValidationError, match="plus visible"):
        ask(sofa, charlie, "Bonjour")
    states.hide_post(sofa)
    with pytest.raises(ValidationError, match="plus visible"):
        ask(sofa, bob, "Bonjour")
    assert not Handover.objects.exists() and not Message.objects.exists()


def test_everyone_who_asked_gets_an_answer(sofa, alice, bob, neighbours, told, last, state):
    line = [ask(sofa, one, "Bonjour") for one in (bob, *neighbours(7))]
    promise(line[0], alice)
    assert left(sofa) == 0 and told(bob) == ["promised"]
    assert last(bob).title == "C’est promis, c’est pour vous : Canapé"
    for number, one in enumerate(line[1:6], 1):
        assert told(one.partner) == ["waiting"] and last(one.partner).facts["place"] == number
    for one in line[6:]:
        assert told(one.partner) == ["waiting"] and "place" not in last(one.partner).facts
    ending.done(line[0], alice)
    for one in line[1:]:
        assert told(one.partner) == ["waiting", "gone"] and state(one) == "elsewhere"
    assert told(bob) == ["promised", "done"] and state(line[0]) == "done"
    assert told(alice) == ["asked"] * 8  # she never had to write "sorry, gone"
    sofa.refresh_from_db()
    assert (sofa.state, sofa.outcome) == ("done", "here")


def test_only_the_owner_promises_and_only_the_two_act(asked, alice, bob, charlie):
    for member in (bob, charlie):
        with pytest.raises(PermissionDenied):
            promise(asked, member)
    promise(asked, alice)
    for act in (ending.done, ending.not_yet, ending.no_show, renege, withdraw):
        with pytest.raises(PermissionDenied):
            act(asked, charlie)
    assert Handover.objects.get().state == "promised"


def test_the_second_promise_of_the_last_is_refused_in_words(sofa, asked, alice, charlie, state):
    second = ask(sofa, charlie, "Moi aussi")
    promise(asked, alice)
    with pytest.raises(ValidationError, match="déjà promis à quelqu’un d’autre"):
        promise(second, alice)
    assert state(second) == "interested" and left(sofa) == 0
    assert promise(asked, alice).state == "promised" and left(sofa) == 0  # clicked twice


def test_units_go_to_several(give, alice, bob, charlie, neighbours, told, state):
    chairs, other = give(units=6), neighbours(1)[0]
    four, two, one = ask(chairs, bob, "4 ?", units=4), ask(chairs, charlie, "2 ?", units=2), ask(chairs, other, "1 ?")
    promise(four, alice, units=3)
    assert left(chairs) == 3 and told(charlie) == []
    promise(two, alice)
    with pytest.raises(ValidationError, match="Il n’en reste qu’un"):
        promise(one, alice, units=2)
    promise(one, alice)
    assert left(chairs) == 0
    ending.done(four, bob)
    assert state(two) == "promised" and told(charlie) == ["promised"]
    withdraw(two, charlie)
    assert left(chairs) == 2 and told(alice)[-1] == "withdrawn"


def test_bob_gives_up_and_the_next_in_line_is_asked(sofa, promised, alice, bob, charlie, neighbours, told, last, state):
    dora = neighbours(1)[0]
    second, third = ask(sofa, charlie, "Moi ?"), ask(sofa, dora, "Et moi ?")
    withdraw(promised, bob)
    assert state(promised) == "withdrawn" and left(sofa) == 1
    assert told(charlie) == ["free"] and told(dora) == []
    assert told(alice)[-1] == "withdrawn" and last(alice).facts["after"] == "Charlie"
    assert [one["act"] for one in last(alice).facts["answers"]] == ["promise"]
    withdraw(second, charlie)  # no, not any more
    assert told(dora) == ["free"] and last(alice).facts["after"] == "Voisin1"
    want(third, dora)
    want(third, dora)
    assert told(alice).count("wanted") == 1
    promise(third, alice)
    sofa.refresh_from_db()
    assert sofa.state == "progress"
    again = ask(sofa, bob, "Finalement si")
    assert again.pk != promised.pk and again.asked_at > third.asked_at


def test_alice_takes_her_promise_back_and_bob_stands_at_the_end(sofa, promised, alice, bob, charlie, told, state):
    second = ask(sofa, charlie, "Moi ?")
    renege(promised, alice)
    assert state(promised) == "interested" and told(bob) == ["promised", "taken_back"] and told(charlie) == ["free"]
    promised.refresh_from_db()
    assert promised.asked_at > second.asked_at and left(sofa) == 1
    sofa.refresh_from_db()
    assert sofa.state == "open"


def test_done_is_said_by_one_and_may_be_denied_by_the_other(promised, alice, bob, told, state, sofa):
    ending.done(promised, alice)
    with pytest.raises(PermissionDenied):
        ending.not_yet(promised, alice)
    ending.not_yet(promised, bob)
    assert state(promised) == "promised" and told(alice)[-1] == "not_yet" and left(sofa) == 0
    ending.done(promised, bob)
    assert state(promised) == "done" and told(alice)[-1] == "done"


def test_a_missed_appointment_stays_between_two(sofa, promised, alice, bob, charlie, meet, told, state, time_machine):
    with pytest.raises(ValidationError, match="pas encore passé"):
        ending.no_show(promised, alice)
    agreed = meet(hours=30)
    second = ask(sofa, charlie, "Moi ?")
    with pytest.raises(ValidationError, match="pas encore passé"):
        ending.no_show(promised, alice)
    time_machine.move_to(agreed.ends_at)
    ending.no_show(promised, alice)
    promised.refresh_from_db()
    assert (promised.state, promised.absent) == ("no_show", bob) and left(sofa) == 1
    assert told(charlie) == ["free"] and told(alice)[-1] == "next" and told(bob)[-1] == "no_show"
    assert state(second) == "interested" and not Comment.objects.exists()


def test_gone_elsewhere_all_are_told_and_none_twice(sofa, promised, alice, bob, charlie, told, state):
    second = ask(sofa, charlie, "Moi ?")
    assert ending.gone(sofa, alice) == 2 and ending.gone(sofa, alice) == 0
    assert told(bob) == ["promised", "gone"] and told(charlie) == ["gone"]
    assert state(promised) == state(second) == "elsewhere" and left(sofa) == 1


def test_bob_says_thank_you(sofa, promised, alice, bob, told, last):
    with pytest.raises(ValidationError):
        thanking.thank(promised, bob, "Merci !")  # nothing has changed hands
    ending.done(promised, alice)
    with pytest.raises(PermissionDenied):
        thanking.thank(promised, alice, "Merci à moi")
    thanking.thank(promised, bob, "Merci beaucoup, Alice !")
    thanking.thank(promised, bob, "Merci encore")
    assert told(alice)[-1] == "thanks" and last(alice).text == "Merci beaucoup, Alice !"
    assert not Comment.objects.filter(kind=Comment.Kind.COMMENT).exists()


def test_thanks_in_public_are_a_comment_of_bobs(promised, alice, bob, sofa):
    ending.done(promised, bob)
    thanking.thank(promised, bob, "Merci Alice !", public=True)
    said = Comment.objects.get(kind=Comment.Kind.COMMENT)
    assert (said.author, said.text, said.post_id) == (bob, "Merci Alice !", sofa.pk)


def test_of_a_wanted_thing_it_is_alice_who_thanks(give, alice, bob):
    wanted = give(intent="wanted", title="Échelle")
    mine = promise(ask(wanted, bob, "J’en ai une"), alice)
    ending.done(mine, bob)
    with pytest.raises(PermissionDenied):
        thanking.thank(mine, bob, "Merci")
    assert thanking.thank(mine, alice, "Merci Bob").thanks == "" and Handover.objects.get().thanks == "Merci Bob"


def test_a_hand_over_that_ends_calls_its_appointment_off(promised, alice, bob, meet):
    agreed = meet()
    withdraw(promised, bob)
    agreed.refresh_from_db()
    assert agreed.state == "cancelled" and meeting.standing(promised) is None
