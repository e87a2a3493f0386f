"""The live thread on a real socket: who hears what, who must not, and what a bad client gets."""

import asyncio
import json
import os

import pytest
import websockets

from community.posts.states import hide_post
from community.posts.thread import say

from .conftest import closed, frame, listen


def live(story):
    return asyncio.run(story())


def test_a_comment_reaches_everyone_on_the_page_in_their_language(server, post, bob, alice, signed_in):
    session = signed_in(bob)

    async def story():
        async with server.open(session) as bobs, server.open(lang="en") as visitors:
            for page in (bobs, visitors):
                await listen(page, post.topic)
            status, _told = await asyncio.to_thread(server.post, f"/posts/{post.pk}/comments/", session, text="Vu <b>!")
            return status, await frame(bobs, "comment", within=1), await frame(visitors, "comment", within=1)

    status, french, english = live(story)
    assert status == 201
    assert (french["topic"], french["seq"], french["number"]) == (post.topic, 1, 1)
    assert "Répondre" in french["html"] and "Vu &lt;b&gt;!" in french["html"]
    assert english["seq"] == 1 and english["html"] != ""


def test_neighbours_see_how_many_read(server, post, alice, bob, signed_in):
    sessions = [signed_in(alice), signed_in(bob), signed_in(bob)]  # Bob has it open twice

    async def story():
        async with server.open(sessions[0]) as first, server.open(sessions[1]) as second, server.open(sessions[2]):
            await listen(first, post.topic)
            await listen(second, post.topic)
            while (told := await frame(first, "presence"))["count"] != 2:
                pass
            await second.close()
            return told, await frame(first, "presence")

    two, one = live(story)
    assert (two["text"], one["text"]) == ("2 voisins lisent", "1 voisin lit")


def test_nobody_hears_what_they_may_not_see(server, post, alice, bob, charlie, signed_in):
    hide_post(post)
    topics = [post.topic, alice.topic, "desk:1", "post:999999", "post:x", "nonsense", "post:1;drop"]

    async def story(session):
        async with server.open(session) as page:
            await page.send(json.dumps({"listen": topics}))
            refused = [(await frame(page, "refused"))["topic"] for _ in topics]
            return refused, (await frame(page, "listening"))["topics"]

    for session in ("", signed_in(charlie)):
        refused, heard = live(lambda session=session: story(session))
        assert (refused, heard) == (topics, [])

    async def author():
        async with server.open(signed_in_alice) as page:
            return (await listen(page, post.topic, alice.topic))["topics"]

    signed_in_alice = signed_in(alice)
    assert live(author) == sorted([alice.topic, post.topic])


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://127.0.0.1:1", "https://127.0.0.1:{port}", "http://127.0.0.1", "null", "http://x:y"],
)
def test_a_page_of_another_origin_is_refused(server, origin):
    async def story():
        async with server.open(origin=origin.format(port=server.port)):
            pass

    with pytest.raises(websockets.InvalidStatus) as refusal:
        live(story)
    assert refusal.value.response.status_code in (400, 403)  # 400: Daphne's own, for what is no origin at all


def test_the_site_under_another_of_its_names_is_the_site(serve, post):
    server = serve(LIVE_ORIGINS="https://parvis.example")

    async def story():
        async with server.open() as page:  # Origin is scheme and Host of the very address called
            return await listen(page, post.topic)

    assert live(story)["topics"] == [post.topic]


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("{", 4400),
        ("[]", 4400),
        ('{"listen": 5}', 4400),
        ('{"say": []}', 4400),
        ("[" * 8000, 4400),
        (b"\x00\x01", 4415),
        ('{"listen": ["' + "a" * 20_000 + '"]}', 4413),
        ("a" * 1_100_000, 1009),
        (json.dumps({"listen": [f"post:{n}" for n in range(21)]}), 4429),
    ],
)
def test_a_bad_message_closes_the_socket_and_nothing_else(server, post, message, code):
    async def story():
        async with server.open() as bad, server.open() as good:
            await listen(good, post.topic)
            await bad.send(message)
            return await closed(bad), (await listen(good, post.topic))["topics"]

    assert live(story) == (code, [post.topic])


def test_a_page_that_talks_without_end_is_closed(server, post):
    async def story():
        async with server.open() as page:
            for _ in range(61):
                await page.send('{"listen": []}')
            return await closed(page)

    assert live(story) == 4429


def test_one_member_holds_so_many_sockets(serve, alice, bob, signed_in):
    server = serve(LIVE_SOCKETS_PER_MEMBER="2")
    hers, his = signed_in(alice), signed_in(bob)

    async def story():
        async with server.open(hers) as one, server.open(hers) as two:
            await listen(one, alice.topic)
            await listen(two, alice.topic)
            async with server.open(hers) as three, server.open(his) as other:
                return await closed(three), await listen(other, bob.topic)

    code, told = live(story)
    assert (code, told["topics"]) == (4503, [bob.topic])


def test_after_a_kill_one_gets_what_one_missed_in_order_and_once(server, post, alice, bob, signed_in):
    session = signed_in(bob)

    async def story():
        async with server.open(session) as page:
            await listen(page, post.topic)
            await asyncio.to_thread(server.post, f"/posts/{post.pk}/comments/", session, text="un")
            last = (await frame(page, "comment"))["seq"]
            await asyncio.to_thread(server.kill)
            assert await closed(page) == 1006
        return last

    last = live(story)
    for text in ("deux", "trois"):
        say(post, alice, text)
    server.start()

    async def again():
        async with server.open(session) as page:
            await listen(page, post.topic)
            await asyncio.to_thread(server.post, f"/posts/{post.pk}/comments/", session, text="quatre")
            return (await frame(page, "comment"))["seq"]

    assert live(again) == 4
    _status, caught = server.get(f"/posts/{post.pk}/thread/?after={last}", session)
    assert [(f["number"], f["seq"]) for f in caught["entries"]] == [(2, 2), (3, 3), (4, 4)]


def test_who_does_not_read_is_cut_off_and_the_others_go_on(server, post, bob, signed_in):
    session, text = signed_in(bob), "&" * 4000  # some 20 kB of frame each
    address = f"/posts/{post.pk}/comments/"

    async def story():
        reader, writer = await _deaf(server, post)
        async with server.open() as good:
            await listen(good, post.topic)
            for number in range(1, 501):
                status, _told = await asyncio.to_thread(server.post, address, session, text=text)
                assert (status, (await frame(good, "comment"))["seq"]) == (201, number)
                if number > 50 and not await asyncio.to_thread(_waiting, server):
                    break
            with pytest.raises(ConnectionResetError):
                while await reader.read(65536):
                    pass
            writer.close()
            return number

    assert 50 < live(story) < 500


async def _deaf(server, post):
    """A client that asks and then never reads, with a small receive buffer."""
    import socket

    raw = socket.socket()
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    raw.connect(("127.0.0.1", server.port))
    raw.setblocking(False)
    reader, writer = await asyncio.open_connection(sock=raw, limit=1024)
    key = "dGhlIHNhbXBsZSBub25jZQ=="
    writer.write(
        f"GET /ws/ HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nOrigin: {server.origin}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    await reader.readuntil(b"\r\n\r\n")
    body = json.dumps({"listen": [post.topic]}).encode()
    writer.write(bytes([0x81, 0x80 | len(body), 0, 0, 0, 0]) + body)
    await writer.drain()
    return reader, writer


def _waiting(server):
    """How many of the server's connections have bytes waiting for a reader (its own side, /proc/net/tcp)."""
    port = f":{server.port:04X}"
    with open("/proc/net/tcp") as table:
        rows = [line.split() for line in table]
    return sum(row[1].endswith(port) and row[3] == "01" and row[4].split(":")[0] != "00000000" for row in rows[1:])


@pytest.mark.skipif(
    not os.environ.get("REDIS_URL"), reason="needs REDIS_URL: two processes share the topics through it"
)
def test_two_processes_hear_each_other_through_redis(serve, post, bob, signed_in):
    one, two = serve(), serve()
    session = signed_in(bob)

    async def story():
        async with one.open() as here, two.open() as there:
            await listen(here, post.topic)
            await listen(there, post.topic)
            await asyncio.to_thread(two.post, f"/posts/{post.pk}/comments/", session, text="Bonjour")
            first, second = await frame(here, "comment"), await frame(there, "comment")
            while (count := (await frame(here, "presence"))["count"]) != 2:
                pass
            return first["seq"], second["seq"], count

    assert live(story) == (1, 1, 2)
