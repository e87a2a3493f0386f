"""A real server with real sockets: daphne in a process of its own, on the test database."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
import websockets
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.utils import timezone

from community.posts.models import Post

ROOT = Path(__file__).resolve().parents[2]
CSRF = "k" * 32


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One daphne on the test database. `environ` is what differs from the tests' settings."""

    def __init__(self, port, **environ):
        self.port, self.environ = port, environ
        self.origin = f"http://127.0.0.1:{port}"
        self.start()

    def start(self):
        name = connection.settings_dict["NAME"]
        url = f"sqlite:///{name}" if connection.vendor == "sqlite" else _postgres_url(name)
        command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port), "-v", "0"]
        self.process = subprocess.Popen(
            [*command, "community.asgi:application"],
            cwd=ROOT,
            env={
                **os.environ, "DJANGO_SETTINGS_MODULE": "community.settings.test", "DATABASE_URL": url,
                "SITE_URL": self.origin, **self.environ,
            },
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for _ in range(300):
            try:
                return socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("daphne does not answer")

    def kill(self):
        self.process.kill()
        self.process.wait()

    def post(self, path, session, **fields):
        """(status, JSON) of a form sent by a script."""
        fields["csrfmiddlewaretoken"] = CSRF
        request = urllib.request.Request(self.origin + path, urllib.parse.urlencode(fields).encode())
        request.add_header("Cookie", f"sessionid={session}; csrftoken={CSRF}")
        return self._ask(request)

    def get(self, path, session=""):
        request = urllib.request.Request(self.origin + path)
        request.add_header("Cookie", f"sessionid={session}")
        return self._ask(request)

    def _ask(self, request):
        request.add_header("X-Requested-With", "fetch")
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                return answer.status, json.loads(answer.read() or "null")
        except urllib.error.HTTPError as answer:
            return answer.code, None

    def open(self, session="", origin=None, lang="fr", **more):
        """A page's socket, by a client that nobody here wrote."""
        headers = {"Cookie": f"sessionid={session}"} if session else {}
        return websockets.connect(
            f"ws://127.0.0.1:{self.port}/ws/?lang={lang}",
            origin=origin or self.origin,
            additional_headers=headers,
            **more,
        )


def _postgres_url(name):
    at = connection.settings_dict
    host = f"{at['HOST']}:{at['PORT']}" if at["PORT"] else at["HOST"]
    return f"postgres://{at['USER']}:{urllib.parse.quote(at['PASSWORD'])}@{host}/{name}"


@pytest.fixture
def serve(transactional_db):
    """`serve(LIVE_SOCKETS_PER_MEMBER="2")`: a server with its own settings."""
    running = []

    def start(**environ):
        server = Server(free_port(), **environ)
        running.append(server)
        return server

    yield start
    for server in running:
        server.kill()


@pytest.fixture(scope="session")
def one_server(django_db_setup):
    server = Server(free_port())
    yield server
    server.kill()


@pytest.fixture
def server(transactional_db, one_server):
    """The same one for all stories: it takes seconds to start."""
    if one_server.process.poll() is not None:
        one_server.start()
    return one_server


@pytest.fixture
def signed_in(transactional_db):
    """`signed_in(alice)`: the key of a session of hers."""

    def session(member):
        store = SessionStore()
        store[SESSION_KEY] = str(member.pk)
        store[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
        store[HASH_SESSION_KEY] = member.get_session_auth_hash()
        store.save()
        return store.session_key

    return session


@pytest.fixture
def post(transactional_db, town, alice):
    lat, lon = town.in_val
    return Post.objects.create(
        kind="incident", author=alice, title="Banc cassé", lat=lat, lon=lon, territory=town.val,
        published_at=timezone.now(),
    )  # fmt: skip


async def frame(page, *kinds, within=10):
    """The next frame of one of these kinds."""
    async with asyncio.timeout(within):
        while True:
            told = json.loads(await page.recv())
            if told["kind"] in kinds:
                return told


async def listen(page, *topics):
    await page.send(json.dumps({"listen": topics}))
    return await frame(page, "listening")


async def closed(page, within=10):
    """The code with which the server closes the socket."""
    async with asyncio.timeout(within):
        try:
            while True:
                await page.recv()
        except websockets.ConnectionClosed as end:
            return end.rcvd.code if end.rcvd else 1006
