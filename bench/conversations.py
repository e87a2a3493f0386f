"""Private messages: the list, the number beside it and one conversation, for a member with 1,000 and with 100,000
conversations; and how soon a message is on the other's open page, beside a comment in a post's thread."""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median
from urllib.parse import urlencode

from bench import row
from bench.desk import median_of, queries_of
from bench.live import CSRF, Line, _post
from bench.servers import ROOT, manage, site

FEW, MANY = 1_000, 100_000
LINES = 60  # messages in the conversation that is opened
NOW = datetime.now(UTC)


def run(quick=False):
    import django

    django.setup()
    return [*sizes(10_000 if quick else MANY), *live(10 if quick else 25)]  # comments: 30 in five minutes at most


def sizes(many):
    rows, times = [], {}
    for count in (FEW, many):
        with conversations(count) as (client, pk):
            pages = {"list": "/messages/", "number": "/messages/unread/", "conversation": f"/messages/{pk}/"}
            for name, path in pages.items():
                times[name, count] = median_of(client, path)
            queries = queries_of(client, "/messages/")
            rows.append(row(f"messages: queries of the list at {count:,}", queries, "queries", at_most=4))
    for name in pages:
        few, most = times[name, FEW], times[name, many]
        # The number counts what is new: it grows with that, and is a range of one small index.
        goal = {} if name == "number" else {"at_most": 1.3}
        rows.append(row(f"messages: {name}, from {FEW:,} to {many:,}", most, "ms", few, most / few, **goal))
    return rows


@contextmanager
def conversations(count):
    """(the client of a member with so many conversations, the id of one of them)."""
    from django.db import connection
    from django.test import Client

    from community.members.models import Member

    before = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        alice, bob = (Member.objects.create_user(f"{name}@example.org", None, name=name) for name in ("Alice", "Bob"))
        pk = _fill(count, alice, bob)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(alice)
        yield client, pk
    finally:
        connection.creation.destroy_test_db(before, verbosity=0)


def _fill(count, alice, bob):
    from django.core.cache import cache
    from django.db import connection, transaction

    from community.conversations.models import Conversation, Message, Participant

    cache.clear()
    with transaction.atomic():
        for start in range(0, count, 10_000):
            made = Conversation.objects.bulk_create(
                (Conversation(started_by=bob, sequence=1) for _ in range(min(10_000, count - start))), batch_size=80
            )
            moments = [NOW - timedelta(minutes=start + n) for n in range(len(made))]
            for member in (alice, bob):
                Participant.objects.bulk_create(
                    (
                        Participant(conversation=one, member=member, moved_at=at, unread=int(n % 100 == 0))
                        for n, (one, at) in enumerate(zip(made, moments, strict=True))
                    ),
                    batch_size=80,
                )
            Message.objects.bulk_create(
                (_said(one, bob, 1, at) for one, at in zip(made, moments, strict=True)), batch_size=50
            )
        first = Conversation.objects.earliest("pk")
        Message.objects.bulk_create([_said(first, bob, number, NOW) for number in range(2, LINES + 1)])
        Conversation.objects.filter(pk=first.pk).update(sequence=LINES)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return first.pk


def _said(conversation, author, number, at):
    from community.conversations.models import Message

    text = "Je passe ce soir prendre le banc."
    return Message(
        conversation=conversation, author=author, number=number, sequence=number, text=text, html=f"<p>{text}</p>",
        created_at=at,
    )  # fmt: skip


# --- how soon it is there ---

SETUP = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from community.conversations.opening import begin
from community.members.models import Member
from community.places.models import Level, Territory
from community.posts.models import Post
square = {"type": "Polygon", "coordinates": [[[2.2, 48.8], [2.3, 48.8], [2.3, 48.9], [2.2, 48.9], [2.2, 48.8]]]}
town = Territory.objects.create(code="bench", name="Banc", level=Level.CITY, boundary=square)
alice, bob = (Member.objects.create_user(f"{name}@example.org", name=name) for name in ("alice", "bob"))
post = Post.objects.create(kind="incident", title="Banc", lat=48.82, lon=2.25, territory=town)
Post.objects.update(published_at=timezone.now())
keys = []
for member in (alice, bob):
    session = SessionStore()
    session.update({
        SESSION_KEY: str(member.pk), HASH_SESSION_KEY: member.get_session_auth_hash(),
        BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
    })
    session.save()
    keys.append(session.session_key)
print("made", post.pk, begin(bob, alice, "Bonjour").conversation_id, *keys)
"""


def live(rounds):
    with tempfile.TemporaryDirectory(prefix="parvis-messages-") as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/live.sqlite3"}
        manage("migrate", "--verbosity", "0", **environment)
        command = [sys.executable, "manage.py", "shell", "-v0", "-c", SETUP]
        told = subprocess.run(
            command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, text=True
        ).stdout
        made = next(line.split()[1:] for line in told.splitlines() if line.startswith("made "))
        with site(environment["DATABASE_URL"]) as server:
            return asyncio.run(_compare(server.port, *made, rounds))


async def _compare(port, post, talk, alice, bob, rounds):
    """Bob writes, Alice's page is open; with a comment the push brings the words, with a message it is fetched."""
    thread, line = await _listen(port, f"post:{post}", alice), await _listen(port, f"conversation:{talk}", alice)
    pushes, words, writes = [], [], []
    for turn in range(rounds + 3):
        comment, comment_took = await _told(port, thread, f"/posts/{post}/comments/", bob)
        message, message_took = await _told(port, line, f"/messages/{talk}/say/", bob)
        fetched = message + await asyncio.to_thread(_fetch, port, f"/messages/{talk}/thread/?after={turn + 1}", alice)
        if turn >= 3:  # the first warm the server up
            pushes.append((message, comment))
            words.append((fetched, comment))
            writes.append((message_took, comment_took))
    thread.transport.abort(), line.transport.abort()
    return [
        _row("messages: from sending to the other's push / a comment's", pushes, at_most=1.5),
        _row("messages: the request that sends / that comments", writes, at_most=1.5),
        _row("messages: until the words are fetched / pushed with a comment", words),
    ]


def _row(name, pairs, **goal):
    ours, theirs = (median(side) * 1000 for side in zip(*pairs, strict=True))
    return row(name, ours, "ms", theirs, median(a / b for a, b in pairs), **goal)


async def _listen(port, topic, session):
    loop = asyncio.get_running_loop()
    _transport, line = await loop.create_connection(lambda: _Line(port, topic, session), "127.0.0.1", port)
    async with asyncio.timeout(30):
        await line.ready
    return line


class _Line(Line):
    """A socket of somebody who is signed in."""

    def __init__(self, port, topic, session):
        super().__init__(port, {"listen": [topic]})
        self.session = session

    def connection_made(self, transport):
        self.transport = transport
        transport.write(
            f"GET /ws/?lang=fr HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Cookie: sessionid={self.session}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )


async def _told(port, line, path, session):
    """(seconds from sending to the frame, seconds the request took)."""
    line.arrived = None
    body = urlencode({"text": "Je passe ce soir prendre le banc.", "csrfmiddlewaretoken": CSRF})
    headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}", "X-Requested-With": "fetch"}
    started = time.perf_counter()
    took = await asyncio.to_thread(_post, port, path, body, headers, 201)
    async with asyncio.timeout(10):
        while line.arrived is None:
            await asyncio.sleep(0.001)
    arrived = line.arrived - started
    await asyncio.sleep(0.05)  # a second frame of the same act is not the next one's
    return arrived, took


def _fetch(port, path, session):
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    started = time.perf_counter()
    connection.request("GET", path, headers={"Cookie": f"sessionid={session}", "X-Requested-With": "fetch"})
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - started
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return took
