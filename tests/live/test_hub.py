"""The hub in this very process: publishing from threads, asking again, ending sessions, bounded queues."""

import asyncio
import json

import pytest
from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.db import connection, transaction

from community import live
from community.live import audience, outgoing
from community.posts.models import Post
from community.posts.states import hide_post


def elsewhere(act, *args, **facts):
    """Do it in another thread, as a worker does, which gives its database connection back."""

    def done():
        try:
            act(*args, **facts)
        finally:
            connection.close()

    return asyncio.to_thread(done)


def page(session=""):
    application = AuthMiddlewareStack(live.Page.as_asgi())
    cookie = [(b"cookie", f"sessionid={session}".encode())] if session else []
    return WebsocketCommunicator(application, "/ws/?lang=en", headers=cookie)


async def listening(session, topic):
    opened = page(session)
    assert (await opened.connect())[0]
    await opened.send_json_to({"listen": [topic]})
    while (told := await opened.receive_json_from())["kind"] != "listening":
        pass
    return opened, told["topics"]


async def told(opened, kind):
    while (frame := await opened.receive_json_from(5))["kind"] != kind:
        pass
    return frame


def test_a_worker_s_thread_reaches_the_page(post):
    async def story():
        opened, topics = await listening("", post.topic)
        assert topics == [post.topic]
        await elsewhere(live.publish, post.topic, "photo", key="k")
        frame = await told(opened, "photo")
        await opened.disconnect()
        return frame

    assert asyncio.run(story()) == {"topic": post.topic, "kind": "photo", "html": None, "key": "k"}


def test_each_page_gets_the_fragment_of_its_language(post):
    async def story():
        opened, _topics = await listening("", post.topic)
        html = {"fr": "<p>oui</p>", "en": "<p>yes</p>"}
        await elsewhere(live.publish, post.topic, "status", html, seq=7)
        frame = await told(opened, "status")
        await opened.disconnect()
        return frame["html"], frame["seq"]

    assert asyncio.run(story()) == ("<p>yes</p>", 7)


def test_what_is_rolled_back_is_not_said(post, monkeypatch):
    sent = []
    monkeypatch.setattr(live.sending, "send", lambda topic, message: sent.append(topic))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        live.publish(post.topic, "comment")
        raise ZeroDivisionError
    assert sent == []
    with transaction.atomic():
        live.publish(post.topic, "comment")
        assert sent == []
    assert sent == [post.topic]


def test_nobody_listening_costs_nothing(post):
    live.publish(post.topic, "comment")  # no hub in this process: not even a thread


def test_after_a_post_is_hidden_strangers_hear_no_more(post, alice, bob, signed_in):
    hers, his = signed_in(alice), signed_in(bob)

    async def story():
        author, _ = await listening(hers, post.topic)
        stranger, _ = await listening(his, post.topic)
        visitor, _ = await listening("", post.topic)
        await database_sync_to_async(hide_post)(post)
        for gone in (stranger, visitor):
            assert (await told(gone, "refused"))["topic"] == post.topic
        await elsewhere(live.publish, post.topic, "comment", seq=9)
        assert (await told(author, "comment"))["seq"] == 9
        for gone in (stranger, visitor):
            while not gone.output_queue.empty():
                assert json.loads((await gone.receive_output())["text"])["kind"] == "presence"
        for opened in (author, stranger, visitor):
            await opened.disconnect()

    asyncio.run(story())


def test_a_session_that_ends_closes_its_pages(post, alice, signed_in):
    hers, other = signed_in(alice), signed_in(alice)

    async def story():
        closing, _ = await listening(hers, alice.topic)
        staying, _ = await listening(other, alice.topic)
        await elsewhere(live.leave, hers)
        while (message := await closing.receive_output(5))["type"] != "websocket.close":
            pass
        await elsewhere(live.publish, alice.topic, "notification")
        await told(staying, "notification")
        await staying.disconnect()
        return message["code"]

    assert asyncio.run(story()) == 4401


def test_signing_out_ends_the_session_s_pages(client, post, alice, monkeypatch):
    left = []
    monkeypatch.setattr(live.sending, "send", lambda topic, message: left.append(message))
    client.force_login(alice)
    key = client.session.session_key
    client.post("/accounts/logout/")
    assert {"type": "leave", "session": key} in left


def test_a_full_queue_cuts_the_reader_off():
    sent, gate = [], asyncio.Event()

    async def send(message):
        sent.append(message)
        await gate.wait()

    async def story():
        line = outgoing.Outgoing(send)
        for number in range(outgoing.MOST_FRAMES + 50):
            line.put(str(number))
        gate.set()
        await asyncio.sleep(0.05)
        return line

    line = asyncio.run(story())
    assert line.cut
    assert sent[-1] == {"type": "websocket.close", "code": 4503}
    assert len(sent) <= 2


def test_frames_keep_their_order():
    sent = []

    async def send(message):
        await asyncio.sleep(0)
        sent.append(message["text"])

    async def story():
        line = outgoing.Outgoing(send)
        for number in range(100):
            line.put(str(number))
            if number % 7 == 0:
                await asyncio.sleep(0)
        await asyncio.sleep(0.1)

    asyncio.run(story())
    assert sent == [str(number) for number in range(100)]


@pytest.mark.parametrize("topic", ["post:", "post", ":1", "post:1\n", "POST:1", "post:²", None, 5, "post:" + "9" * 61])
def test_what_is_no_topic_is_refused(alice, topic):
    assert audience.may_listen(alice, topic) is False


def test_the_same_question_later_is_asked_of_the_member_as_they_are(post, alice):
    assert audience.may_still(alice.pk, alice.topic)
    type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    assert not audience.may_still(alice.pk, alice.topic)
    assert audience.may_still(None, post.topic)
    Post.objects.update(hidden_at=post.published_at)
    assert not audience.may_still(None, post.topic)
