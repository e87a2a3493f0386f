"""`manage.py serve` as a real process: it answers, says where, and stops in a second even when busy."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ROOT = Path(__file__).resolve().parents[2]


def free_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def environment(folder, **more):
    keep = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return keep | {
        "DJANGO_SETTINGS_MODULE": "community.settings.dev",
        "DATABASE_URL": f"sqlite:///{folder}/serve.sqlite3",
        "MEDIA_ROOT": f"{folder}/media",
        "SECRET_KEY": "only-for-this-test",
        **more,
    }


def manage(folder, *words, **more):
    command = [sys.executable, "manage.py", *words]
    return subprocess.run(command, cwd=ROOT, env=environment(folder, **more), capture_output=True, text=True)


def hear_interrupts():
    """A suite that was started in the background of a shell ignores SIGINT, and what it starts would inherit that."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def serving(folder, **more):
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-u", "manage.py", "serve", "--port", str(port)],
        cwd=ROOT, env=environment(folder, **more), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=hear_interrupts,
    )  # fmt: skip
    try:
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.communicate()


def wait_until_it_answers(address, status=200):
    for _ in range(200):
        try:
            if httpx.get(f"{address}/healthz", timeout=15).status_code == status:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError(f"{address} never answered {status}")


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_says_where_it_is_and_stops_when_asked(tmp_path, how):
    assert manage(tmp_path, "migrate", "--verbosity", "0").returncode == 0
    with serving(tmp_path) as (process, address):
        assert process.stdout.readline().startswith(f"Parvis: {address}/")
        wait_until_it_answers(address)
        process.send_signal(how)
        assert process.wait(timeout=4) == 0


def test_it_stops_under_load(tmp_path):
    assert manage(tmp_path, "migrate", "--verbosity", "0").returncode == 0
    with serving(tmp_path) as (process, address):
        wait_until_it_answers(address)
        over = threading.Event()

        def knock():
            with httpx.Client() as visitor:
                while not over.is_set():
                    try:
                        visitor.get(f"{address}/accounts/login/")
                    except httpx.TransportError:
                        return

        visitors = [threading.Thread(target=knock) for _ in range(8)]
        for visitor in visitors:
            visitor.start()
        time.sleep(1)
        started = time.monotonic()
        process.terminate()
        assert process.wait(timeout=6) == 0
        took = time.monotonic() - started
        over.set()
        for visitor in visitors:
            visitor.join()
        assert took < 4


def test_a_taken_port_is_said_in_words(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        answer = manage(tmp_path, "serve", "--port", str(taken.getsockname()[1]))
    assert answer.returncode == 1
    assert "cannot listen on 127.0.0.1" in answer.stderr and "PORT=8123" in answer.stderr


@pytest.mark.parametrize("name", ["WORKERS", "WEB_CONCURRENCY"])
def test_several_processes_need_redis(tmp_path, name):
    answer = manage(tmp_path, "serve", **{name: "4"})
    assert answer.returncode == 1
    assert "4 processes were asked for" in answer.stderr and "REDIS_URL" in answer.stderr


def test_without_its_database_it_serves_503(tmp_path):
    nowhere = f"postgres://parvis@127.0.0.1:{free_port()}/parvis"
    with serving(tmp_path, DATABASE_URL=nowhere, DATABASE_PATIENCE="1") as (_process, address):
        wait_until_it_answers(address, 503)
        answer = httpx.get(f"{address}/incidents/", timeout=15)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
