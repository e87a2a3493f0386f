"""Two at the same instant, on real threads."""

import uuid

from racing import RACE, at_once

from community.conversations import gathering, reading, saying
from community.conversations.models import Conversation, Message, Participant
from community.conversations.opening import begin, gather
from community.members.blocks import block

pytestmark = RACE


def test_two_who_write_first_at_once_meet_in_one_conversation(post, alice, bob):
    for about in (post, None):
        Conversation.objects.all().delete()
        acts = [lambda: begin(bob, alice, "Bonjour", about), lambda: begin(alice, bob, "Bonsoir", about)] * 5
        messages = at_once(*acts)
        assert len({message.conversation_id for message in messages}) == 1
        assert Conversation.objects.count() == 1 and Participant.objects.count() == 2
        assert sorted(message.number for message in messages) == list(range(1, 11))
        assert {one.unread for one in Participant.objects.all()} <= set(range(10))


def test_a_form_sent_ten_times_at_once_is_one_message(post, alice, bob, neighbours):
    key = uuid.uuid4()
    sent = at_once(*[lambda: begin(bob, alice, "Bonjour", post, client_key=key).pk] * 10)
    assert len(set(sent)) == 1 and Message.objects.count() == 1
    others, key = neighbours(3), uuid.uuid4()
    sent = at_once(*[lambda: gather(bob, others, "À tous", client_key=key).pk] * 10)
    assert len(set(sent)) == 1 and Conversation.objects.filter(is_group=True).count() == 1


def test_blocked_while_the_other_types_not_a_word_more_is_written(talk, alice, bob):
    seen_at_block = []

    def type_on():
        written = 0
        try:
            for line in range(200):
                saying.say(talk, bob, f"ligne {line}")
                written += 1
        except saying.Closed:
            return written
        return None  # never told

    def shut_the_door():
        while Message.objects.count() < 20:
            pass
        block(alice, bob)
        seen_at_block.append(Message.objects.count())

    first, second, _ = at_once(type_on, type_on, shut_the_door)
    assert isinstance(first, int) and isinstance(second, int)
    assert 20 <= seen_at_block[0] == Message.objects.count() == 1 + first + second < 401


def test_numbers_unread_and_reading_stay_exact(talk, alice, bob, place):
    def speak():
        for line in range(20):
            saying.say(talk, bob, f"ligne {line}")

    def look():
        for _ in range(20):
            mine = place(talk, alice)
            reading.read(mine, Conversation.objects.get(pk=talk.pk).sequence)

    assert not any(at_once(speak, speak, look, look))
    assert sorted(Message.objects.values_list("number", flat=True)) == list(range(1, 42))
    hers = place(talk, alice)
    assert hers.unread == Message.objects.filter(number__gt=hers.read_up_to).count()


def test_a_full_group_takes_one_more_and_no_two(alice, neighbours):
    crowd = neighbours(20)
    group = gather(alice, crowd[:10], "Onze").conversation
    results = at_once(*[lambda one=one: gathering.add(group, alice, one) for one in crowd[10:]])
    assert results.count(True) == 1 and group.participants.count() == gathering.MOST_PEOPLE


def test_removed_and_corrected_at_once_it_is_gone(talk, bob):
    mine = Message.objects.select_related("conversation")
    for _ in range(5):
        pk = saying.say(talk, bob, "À effacer").pk
        at_once(lambda: saying.edit(mine.get(pk=pk), bob, "Corrigé"), lambda: saying.remove(mine.get(pk=pk), bob))
        gone = Message.objects.get(pk=pk)
        assert gone.removed_at and (gone.text, gone.html) == ("", "")
