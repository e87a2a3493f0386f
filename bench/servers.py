"""Servers to measure, each a process of its own, and a bounded load on them.

with site() as ours, bare("project") as theirs:
    rate(ours.port, "/incidents/"), rate(theirs.port, "/cards/")
"""

import asyncio
import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SERVE_BARE = "import sys; from bench import servers; servers.serve_bare(sys.argv[1], int(sys.argv[2]))"


@dataclass
class Running:
    process: subprocess.Popen
    port: int

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def pss(self):
        """Proportional memory of the process and its children, in MB (1,048,576 bytes)."""
        return pss(self.process.pid)


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


@contextmanager
def site(database=None, **environment):
    """The whole site as `make run` serves it, on `database` (a URL; a new empty SQLite if None)."""
    with tempfile.TemporaryDirectory(prefix="parvis-bench-") as folder:
        environment = {
            "DATABASE_URL": database or f"sqlite:///{folder}/bench.sqlite3",
            "MEDIA_ROOT": f"{folder}/media",
            "EMAIL_URL": "dummymail://",
            "LOG_LEVEL": "ERROR",
            "MALLOC_ARENA_MAX": "2",
            **environment,
        }
        if database is None:
            manage("migrate", "--verbosity", "0", **environment)
        with _running([sys.executable, "manage.py", "serve", "--port"], environment, "/healthz") as server:
            yield server


@cache
def demo():
    """(database URL, environment) of a demo town, loaded once per run into a folder that goes at its end."""
    folder = tempfile.mkdtemp(prefix="parvis-demo-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database, environment = f"sqlite:///{folder}/demo.sqlite3", {"MEDIA_ROOT": f"{folder}/media"}
    if kept := os.environ.get("PARVIS_DEMO_VAR"):  # the var/ of an installation whose demo is loaded already
        shutil.copy(f"{kept}/parvis.sqlite3", f"{folder}/demo.sqlite3")
        environment["MEDIA_ROOT"] = f"{kept}/media"
    else:
        manage("prepare", DATABASE_URL=database, **environment)
    return database, environment


@contextmanager
def bare(application, path="/", **environment):
    """`bench.bare.<application>` under daphne: "project" (Django) or "plain" (ASGI)."""
    with _running([sys.executable, "-c", SERVE_BARE, application], environment, path) as server:
        yield server


def serve_bare(name, port):
    """Run in the child process: one of bench.bare under the same daphne as the site's."""
    from daphne.server import Server

    from bench import bare as applications

    application = applications.project() if name == "project" else getattr(applications, name)
    Server(application, endpoints=[f"tcp:port={port}:interface=127.0.0.1"], verbosity=0).run()


def manage(*words, **environment):
    """A management command in a process of its own, so that its memory and its settings stay there."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=os.environ | environment, check=True)


@contextmanager
def _running(command, environment, path):
    port = free_port()
    process = subprocess.Popen([*command, str(port)], cwd=ROOT, env=os.environ | environment, stdout=subprocess.DEVNULL)
    try:
        _wait(port, path, process)
        yield Running(process, port)
    finally:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port, path, process, seconds=60):
    for _ in range(seconds * 10):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with status {process.returncode}")
        try:
            if asyncio.run(_visit(port, _request(path), time.monotonic() + 1, limit=1)):
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise RuntimeError(f"port {port} did not answer {path}")


def rate(port, path, seconds=3.0, clients=8, headers=(), expect=b"200"):
    """Requests per second of `clients` that each wait for their answer before asking again.

    Bounded by `seconds`; keep-alive connections. Raises if an answer is not of status `expect`."""
    return asyncio.run(_rate(port, _request(path, headers), seconds, clients, expect))


async def _rate(port, request, seconds, clients, expect):
    started = time.monotonic()
    counts = await asyncio.gather(
        *(_visit(port, request, started + seconds, expect=expect) for _ in range(clients)),
    )
    return sum(counts) / (time.monotonic() - started)


def _request(path, headers=()):
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1", "Accept-Language: fr", *headers, "", ""]
    return "\r\n".join(lines).encode()


async def _visit(port, request, until, limit=None, expect=None):
    """Ask again and again on one connection. Returns the number of whole answers."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    count = 0
    try:
        while time.monotonic() < until and count != limit:
            writer.write(request)
            status, _body = await _answer(reader)
            if expect and status != expect:
                raise RuntimeError(f"{request.split(None, 2)[1].decode()} answered {status.decode()}")
            count += 1
    finally:
        writer.close()
    return count


async def _answer(reader):
    """(status, body) of one HTTP/1.1 answer, by length or by chunks."""
    head = await reader.readuntil(b"\r\n\r\n")
    status, lowered = head.split(b" ", 2)[1], head.lower()
    if status == b"304":
        return status, b""
    if b"content-length:" in lowered:
        length = int(lowered.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        return status, await reader.readexactly(length)
    body = b""
    while size := int(await reader.readline(), 16):
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readline()
    return status, body


def fetch(port, path, headers=()):
    """(status, headers as a lower-case dict, body) of one request."""
    import http.client

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers=dict(line.split(": ", 1) for line in headers))
    answer = connection.getresponse()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()


def pss(pid):
    """Proportional set size of a process and all its descendants, in MB."""
    total = 0
    for one in [pid, *_descendants(pid)]:
        try:
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return total / 1024


def _descendants(pid):
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(child) for child in children.read_text().split()] if children.exists() else []
    return [*found, *(grandchild for child in found for grandchild in _descendants(child))]
