"""Bytes are counted in front of everything: with a bare ASGI scope, and through a real daphne, uvicorn and granian."""

import asyncio
import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from community import intake

LIMITS = [("/photos/", 5000), ("/", 100)]
HOUSE = Path(intake.__file__).resolve().parents[1]


@pytest.fixture
def small_limits(monkeypatch):
    monkeypatch.setattr(intake, "LIMITS", LIMITS)


async def echo(scope, receive, send):
    """Reads the whole body as Django does, then says how long it was."""
    count = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        count += len(message["body"])
        if not message["more_body"]:
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(count).encode()})


def ask(pieces, *, path="/", headers=(), app=echo, pause=0):
    """(status, body, pieces that were read) of one request whose body comes in these pieces."""
    sent, waiting = [], list(pieces)

    async def receive():
        if not waiting:
            await asyncio.sleep(pause)
        piece = waiting.pop(0)
        return {"type": "http.request", "body": piece, "more_body": bool(waiting) or bool(pause)}

    async def send(message):
        sent.append(message)

    headers = [(b"transfer-encoding", b"chunked"), *headers]
    scope = {"type": "http", "method": "POST", "path": path, "headers": headers}
    asyncio.run(intake.ByteCount(app)(scope, receive, send))
    return sent[0]["status"], b"".join(m.get("body", b"") for m in sent).decode(), len(pieces) - len(waiting)


def test_a_body_within_the_limit_goes_through(small_limits):
    assert ask([b"x" * 60, b"x" * 40]) == (200, "100", 2)
    assert ask([b"x" * 5000], path="/photos/") == (200, "5000", 1)


def test_an_announced_excess_is_refused_unread(small_limits):
    status, page, read = ask([b"x"] * 101, headers=[(b"content-length", b"101")])
    assert (status, read) == (413, 0)
    assert "C’est trop lourd" in page


def test_an_unannounced_excess_is_cut_where_it_passes_the_limit(small_limits):
    status, _page, read = ask([b"x" * 40] * 1000)
    assert (status, read) == (413, 3)


def test_the_application_s_late_words_are_not_sent_after_a_refusal(small_limits):
    async def talkative(scope, receive, send):
        await echo(scope, receive, send)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    assert ask([b"x" * 101], app=talkative)[0] == 413


def test_an_answer_already_given_stays(small_limits):
    async def hasty(scope, receive, send):
        await send({"type": "http.response.start", "status": 404, "headers": []})
        await send({"type": "http.response.body", "body": b"no"})
        await receive()

    assert ask([b"x" * 101], app=hasty)[0] == 404


def test_a_silent_body_is_not_waited_for(small_limits, monkeypatch):
    monkeypatch.setattr(intake, "SILENCE", 0.05)
    status, page, _read = ask([b"x"], pause=5)
    assert status == 408
    assert "interrompu" in page


def test_without_a_body_the_request_is_handed_on_as_it_is():
    given = []

    async def app(*request):
        given.append(request)

    request = ({"type": "http", "path": "/", "headers": []}, object(), object())
    asyncio.run(intake.ByteCount(app)(*request))
    socket_request = ({"type": "websocket"}, object(), object())
    asyncio.run(intake.ByteCount(app)(*socket_request))
    assert given == [request, socket_request]


def test_the_refusal_speaks_the_reader_s_language(small_limits):
    length = (b"content-length", b"101")
    assert '<html lang="en">' in ask([b""], headers=[length, (b"accept-language", b"en-GB,fr;q=0.5")])[1]
    assert '<html lang="fr">' in ask([b""], headers=[length, (b"accept-language", b"xx, *;q=0.1")])[1]
    assert '<html lang="fr">' in ask([b""], headers=[length, (b"accept-language", b"\xff\xfe")])[1]


def test_what_each_address_may_receive():
    assert intake.limit_for("/photos/") == 26 * intake.MB
    assert intake.limit_for("/incidents/new/") == 6 * 26 * intake.MB
    assert intake.limit_for("/nowhere") == 4 * intake.MB


# --- Through real servers ------------------------------------------------------------------------------------

APP = """
import os
from django.conf import settings
settings.configure(USE_I18N=False, INTAKE_LIMITS=[("/photos/", 3_000_000), ("/", 1_000_000)])
import daphne.server
from community.intake import ByteCount

async def echo(scope, receive, send):
    if scope["type"] != "http":
        return
    count = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        count += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": str(count).encode()})

application = ByteCount(echo)
"""
SERVERS = {
    "daphne": ["-m", "daphne", "-p", "{port}", "echo_app:application"],
    "uvicorn": ["-m", "uvicorn", "--port", "{port}", "--log-level", "warning", "echo_app:application"],
    "granian": ["-m", "granian", "--interface", "asginl", "--port", "{port}", "echo_app:application"],
}


@pytest.fixture(scope="module", params=SERVERS)
def server(request, tmp_path_factory):
    """The port of a running server, and the folder it spools to."""
    if subprocess.run([sys.executable, "-c", f"import {request.param}"], capture_output=True).returncode:
        pytest.skip(f"{request.param} is not installed")
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "echo_app.py").write_text(APP)
    spool = folder / "spool"
    spool.mkdir()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, *(part.format(port=port) for part in SERVERS[request.param])],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(folder), str(HOUSE), *sys.path]), "TMPDIR": str(spool)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            time.sleep(0.1)
    yield request.param, port, process.pid
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def spooled(pid):
    """Bytes in the files this process has open in the temporary folder, deleted ones (spools) too."""
    total = 0
    for descriptor in Path(f"/proc/{pid}/fd").iterdir():
        try:
            where = os.readlink(descriptor)
            if "/spool/" in where or where.startswith(f"{tempfile.gettempdir()}/tmp"):
                total += os.stat(descriptor).st_size
        except OSError:
            continue
    return total


def post(port, path, body, **how):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", path, body=body, **how)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def test_a_real_server_lets_legitimate_bodies_through(server):
    _name, port, _pid = server
    assert post(port, "/photos/", b"x" * 2_500_000) == (200, "2500000")
    assert post(port, "/nowhere", b"x" * 900_000) == (200, "900000")
    pieces = iter([b"x" * 100_000] * 20)
    assert post(port, "/photos/?a=b", pieces, encode_chunked=True, headers={"Transfer-Encoding": "chunked"}) == (
        200,
        "2000000",
    )


def test_a_real_server_refuses_an_announced_excess_without_reading_it(server):
    """400 MB announced: the answer comes while not even the first one was sent."""
    _name, port, pid = server
    with socket.create_connection(("127.0.0.1", port), 20) as line:
        line.sendall(b"POST /nowhere HTTP/1.1\r\nHost: parvis\r\nContent-Length: 400000000\r\n\r\n" + b"x" * 1000)
        assert line.recv(65536).startswith(b"HTTP/1.1 413 ")
        assert spooled(pid) == 0


def test_a_real_server_cuts_an_endless_body(server):
    """Chunk after chunk without an end: cut soon after the limit, with no more than the limit on the disk."""
    _name, port, pid = server
    most, sent, answer = 0, 0, b""
    with socket.create_connection(("127.0.0.1", port), 20) as line:
        line.sendall(b"POST /nowhere HTTP/1.1\r\nHost: parvis\r\nTransfer-Encoding: chunked\r\n\r\n")
        line.settimeout(0.01)
        while not answer and sent < 30_000_000:
            try:
                line.sendall(b"10000\r\n" + b"x" * 65536 + b"\r\n")
                sent += 65536
            except OSError:
                break
            most = max(most, spooled(pid))
            try:
                answer = line.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                break
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert sent < 10_000_000
    assert most <= 1_100_000


def test_after_a_refusal_the_server_serves_on(server):
    _name, port, _pid = server
    for _ in range(5):
        try:
            status, _page = post(port, "/nowhere", b"x" * 2_000_000)
        except (ConnectionError, http.client.BadStatusLine):
            continue  # cut while sending: allowed
        assert status == 413
    assert post(port, "/nowhere", b"abc") == (200, "3")


def test_an_empty_form_reaches_the_site(server):
    """What an editor's page sends to say that it is still open: a multipart form without a single part."""
    _name, port, _pid = server
    form = {"Content-Type": "multipart/form-data; boundary=XX"}
    assert post(port, "/nowhere", b"--XX--\r\n", headers=form) == (200, "8")
