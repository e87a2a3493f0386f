"""One comment to a thousand open sockets in one process, beside a bare ASGI broadcast of the same bytes on the same
Daphne; what it costs the neighbour who writes; and the memory of a thousand sockets. With REDIS_URL, through Redis."""

import asyncio
import http.client
import json
import os
import subprocess
import sys
import tempfile
import time
from statistics import median
from urllib.parse import urlencode

from bench import row
from bench.servers import ROOT, bare, manage, site

SOCKETS = 1000
CSRF = "k" * 32
SETUP = """
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from community.members.models import Member
from community.places.models import Level, Territory
from community.posts.models import Post
square = {"type": "Polygon", "coordinates": [[[2.2, 48.8], [2.3, 48.8], [2.3, 48.9], [2.2, 48.9], [2.2, 48.8]]]}
town = Territory.objects.create(code="bench", name="Banc", level=Level.CITY, boundary=square)
bob = Member.objects.create_user("bob@example.org", name="Bob")
posts = [Post.objects.create(kind="incident", title="Banc", lat=48.82, lon=2.25, territory=town) for _ in range(2)]
Post.objects.update(published_at=timezone.now())
session = SessionStore()
session.update({
    SESSION_KEY: str(bob.pk), HASH_SESSION_KEY: bob.get_session_auth_hash(),
    BACKEND_SESSION_KEY: "allauth.account.auth_backends.AuthenticationBackend",
})
session.save()
print("made", *[post.pk for post in posts], session.session_key)
"""


def run(quick=False):
    sockets, rounds = (200, 3) if quick else (SOCKETS, 9)
    with tempfile.TemporaryDirectory(prefix="parvis-live-") as folder:
        environment = {"DATABASE_URL": f"sqlite:///{folder}/live.sqlite3"}
        manage("migrate", "--verbosity", "0", **environment)
        *posts, session = made(environment)
        with site(environment["DATABASE_URL"]) as ours, bare("broadcast") as theirs:
            return asyncio.run(compare(ours, theirs, posts, session, sockets, rounds))


def made(environment):
    """[id of a post, id of another, key of a member's session] in a fresh database."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", SETUP]
    told = subprocess.run(
        command, cwd=ROOT, env=os.environ | environment, check=True, capture_output=True, text=True
    ).stdout
    return next(line.split()[1:] for line in told.splitlines() if line.startswith("made "))


async def compare(ours, theirs, posts, session, sockets, rounds):
    """A thousand pages are open on the first post; nobody listens to the second."""

    def comment(post=posts[0]):
        body = {"text": "Je le vois aussi. " * 10, "csrfmiddlewaretoken": CSRF}
        cookies = f"sessionid={session}; csrftoken={CSRF}"
        return _post(
            ours.port,
            f"/posts/{post}/comments/",
            urlencode(body),
            {"Cookie": cookies, "X-Requested-With": "fetch"},
            201,
        )

    for _ in range(5):
        await asyncio.to_thread(comment)
    empty = ours.pss()
    here = await Crowd.open(ours.port, sockets, {"listen": [f"post:{posts[0]}"]})
    await asyncio.sleep(3)  # presence has settled
    grown = ours.pss() - empty
    size = await here.next_size(comment)
    there = await Crowd.open(theirs.port, sockets, None)

    def bare_broadcast():
        return _post(theirs.port, "/", "x" * size, {}, 200)

    pairs, writes = [], []
    for _ in range(rounds):
        mine, heard = await here.hear(comment)
        unheard = await asyncio.to_thread(comment, posts[1])
        other, _request = await there.hear(bare_broadcast)
        pairs.append((mine, other))
        writes.append((heard * 1000, unheard * 1000))
    here.close(), there.close()
    layer = "Redis" if os.environ.get("REDIS_URL") else "in memory"
    speed = [(sockets / spread(a), sockets / spread(b)) for a, b in pairs]
    late = [(p99(a) * 1000, p99(b) * 1000) for a, b in pairs]
    return [
        _judged(f"live: deliveries to {sockets} sockets ({layer}) / bare ASGI broadcast", "/s", speed, at_least=0.4),
        _judged(f"live: p99 from the request to the page ({layer}) / bare", "ms", late, at_most=2),
        _judged("live: the request that writes, listened to / not", "ms", writes, at_most=1.5),
        row(f"live: memory of {sockets} open sockets", grown, "MB PSS", at_most=80),
    ]


def _judged(name, unit, pairs, **goal):
    ours, theirs = median(a for a, _ in pairs), median(b for _, b in pairs)
    return row(name, ours, unit, theirs, median(a / b for a, b in pairs), **goal)


def spread(arrivals):
    """Seconds from the first delivery to the last."""
    return max(arrivals) - min(arrivals) or 1e-6


def p99(arrivals):
    return sorted(arrivals)[int(len(arrivals) * 0.99) - 1]


def _post(port, path, body, headers, expect):
    """Seconds that one request takes, on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.connect()
    started = time.perf_counter()
    headers = {"Content-Type": "application/x-www-form-urlencoded", **headers}
    connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    took = time.perf_counter() - started
    connection.close()
    if answer.status != expect:
        raise RuntimeError(f"{path} answered {answer.status}")
    return took


class Crowd:
    """So many open sockets, read as cheaply as possible: the client must not be what is measured."""

    @classmethod
    async def open(cls, port, count, first):
        crowd = cls()
        crowd.lines = []
        for start in range(0, count, 50):
            made = [crowd._open(port, first) for _ in range(start, min(start + 50, count))]
            crowd.lines += await asyncio.gather(*made)
        return crowd

    async def _open(self, port, first):
        loop = asyncio.get_running_loop()
        _transport, line = await loop.create_connection(lambda: Line(port, first), "127.0.0.1", port)
        async with asyncio.timeout(30):
            await line.ready
        return line

    async def hear(self, act):
        """(seconds from the request to each socket, seconds the request took)."""
        for line in self.lines:
            line.arrived = None
        started = time.perf_counter()
        took = await asyncio.to_thread(act)
        async with asyncio.timeout(30):
            while any(line.arrived is None for line in self.lines):
                await asyncio.sleep(0.005)
        await asyncio.sleep(0.2)
        return [line.arrived - started for line in self.lines], took

    async def next_size(self, act):
        await self.hear(act)
        return max(line.size for line in self.lines)

    def close(self):
        for line in self.lines:
            line.transport.abort()


class Line(asyncio.Protocol):
    """One WebSocket as a client: notes when the next frame that is not the server's housekeeping has arrived whole."""

    def __init__(self, port, first):
        self.port, self.first = port, first
        self.buffer, self.arrived, self.size = bytearray(), None, 0
        self.ready = asyncio.get_running_loop().create_future()
        self.open = False

    def connection_made(self, transport):
        self.transport = transport
        transport.write(
            f"GET /ws/?lang=fr HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
        )

    def data_received(self, data):
        self.buffer += data
        if not self.open and b"\r\n\r\n" in self.buffer:
            head, _, rest = bytes(self.buffer).partition(b"\r\n\r\n")
            if b" 101 " not in head:
                return self.ready.set_exception(RuntimeError(head.decode()))
            self.open, self.buffer = True, bytearray(rest)
            if self.first:
                body = json.dumps(self.first).encode()
                self.transport.write(bytes([0x81, 0x80 | len(body), 0, 0, 0, 0]) + body)
            else:
                self.ready.set_result(None)
        while self.open and (frame := self._frame()) is not None:
            self._take(frame)

    def _frame(self):
        """The next whole frame's payload, taken off the buffer; None while it is not whole."""
        if len(self.buffer) < 4:
            return None
        length, at = self.buffer[1], 2
        if length == 126:
            length, at = int.from_bytes(self.buffer[2:4], "big"), 4
        if len(self.buffer) < at + length:
            return None
        payload = bytes(self.buffer[at : at + length]) if self.buffer[0] & 0x0F == 1 else b""
        del self.buffer[: at + length]
        return payload

    def _take(self, payload):
        if payload.startswith(b'{"kind": "listening"'):
            self.ready.set_result(None)
        elif payload and b'"kind": "presence"' not in payload[:80]:
            self.arrived, self.size = time.perf_counter(), len(payload)
