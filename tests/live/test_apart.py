"""A block reaches open pages: no frame of the one comes to the other, and what they may no longer hear is refused."""

import asyncio

import pytest
from channels.db import database_sync_to_async
from django.utils import timezone

from community import live
from community.live import hub
from community.members.blocks import block, unblock
from community.posts.models import Post
from community.posts.thread import say

from .conftest import frame, listen
from .test_hub import listening, told


@pytest.fixture
def mira_s_post(transactional_db, town, mira):
    lat, lon = town.in_val
    return Post.objects.create(
        kind="incident", author=mira, title="Fontaine", lat=lat, lon=lon, territory=town.val,
        published_at=timezone.now(),
    )  # fmt: skip


def test_alice_hears_nothing_bob_says_and_the_others_hear_it(server, mira_s_post, alice, bob, charlie, signed_in):
    block(alice, bob)
    post = mira_s_post
    sessions = [signed_in(member) for member in (alice, bob, charlie)]
    address = f"/posts/{post.pk}/comments/"

    async def story():
        async with server.open(sessions[0]) as hers, server.open(sessions[1]) as his, server.open(sessions[2]) as third:
            for page in (hers, his, third):
                await listen(page, post.topic)
            for who, text in ((1, "de Bob"), (0, "d'Alice"), (2, "de Charlie")):
                await asyncio.to_thread(server.post, address, sessions[who], text=text)
            heard = []
            for page, count in ((hers, 2), (his, 2), (third, 3)):
                heard.append([(await frame(page, "comment"))["number"] for _ in range(count)])
            return heard

    assert asyncio.run(story()) == [[2, 3], [1, 3], [1, 2, 3]]


def test_when_a_block_happens_open_pages_ask_again(server, post, mira_s_post, alice, bob, signed_in):
    hers, his = signed_in(alice), signed_in(bob)

    async def story():
        async with server.open(his) as page, server.open(hers) as own, server.open() as visitor:
            await listen(page, post.topic, mira_s_post.topic)
            await listen(own, post.topic, mira_s_post.topic)
            await listen(visitor, post.topic)
            then = f"/posts/{mira_s_post.pk}/thread/"
            await asyncio.to_thread(server.post, "/members/bob/block/", hers, block="yes", next=then)
            refused = await frame(page, "refused")
            # Only then does each of them say something: neither hears the other, both hear themselves.
            for session in (hers, his):
                await asyncio.to_thread(server.post, f"/posts/{mira_s_post.pk}/comments/", session, text="Bonjour")
            await asyncio.to_thread(server.post, f"/posts/{post.pk}/comments/", hers, text="chez moi")
            return (
                refused["topic"],
                (await frame(page, "comment"))["number"],
                [(f["topic"], f["number"]) for f in [await frame(own, "comment"), await frame(own, "comment")]],
                (await frame(visitor, "comment"))["topic"],
            )

    refused, his_number, hers_heard, visitors = asyncio.run(story())
    assert refused == post.topic and his_number == 2
    assert hers_heard == [(mira_s_post.topic, 1), (post.topic, 1)] and visitors == post.topic


def test_the_very_next_frame_is_already_withheld(mira_s_post, alice, bob, signed_in):
    hers = signed_in(alice)

    async def story():
        page, _topics = await listening(hers, mira_s_post.topic)
        await database_sync_to_async(block)(bob, alice)
        await database_sync_to_async(say)(mira_s_post, bob, "Tu me lis ?", quietly=True)
        await database_sync_to_async(live.publish)(mira_s_post.topic, "end")
        kinds = []
        while (heard := await page.receive_json_from(5))["kind"] != "end":
            kinds.append(heard["kind"])
        (socket,) = (await hub.here()).sockets
        while socket.asking.locked():
            await asyncio.sleep(0.01)
        apart = socket.apart
        await page.disconnect()
        return kinds, apart

    kinds, apart = asyncio.run(story())
    assert "comment" not in kinds and apart == {bob.pk}


def test_after_it_is_undone_they_hear_each_other(mira_s_post, alice, bob, signed_in):
    block(alice, bob)
    hers = signed_in(alice)

    async def story():
        page, _topics = await listening(hers, mira_s_post.topic)
        await database_sync_to_async(unblock)(alice, bob)
        (socket,) = (await hub.here()).sockets
        for _ in range(500):
            if not socket.apart and not socket.asking.locked():
                break
            await asyncio.sleep(0.01)
        await database_sync_to_async(say)(mira_s_post, bob, "Bonjour", quietly=True)
        heard = await told(page, "comment")
        await page.disconnect()
        return heard["number"]

    assert asyncio.run(story()) == 1


def test_staff_hear_whoever_blocked_them(post, mira, bob, signed_in):
    block(bob, mira)
    hers = signed_in(mira)

    async def story():
        page, _topics = await listening(hers, post.topic)
        await database_sync_to_async(say)(post, bob, "Bonjour", quietly=True)
        heard = await told(page, "comment")
        await page.disconnect()
        return heard["number"]

    assert asyncio.run(story()) == 1


def test_who_caused_a_frame_is_not_in_it(post, bob, monkeypatch):
    sent = []
    monkeypatch.setattr(live.sending, "send", lambda topic, message: sent.append(message))
    say(post, bob, "Bonjour", quietly=True)
    (message,) = sent
    assert message["by"] == bob.pk and '"by"' not in message["frames"]["fr"]
    live.publish(post.topic, "photo")
    assert "by" not in sent[-1]
