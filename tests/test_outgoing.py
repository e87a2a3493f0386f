"""Requests to other sites go where they say they go: never into the operator's own network, by whatever spelling."""

import socket
import time

import httpx
import pytest
import respx
from http_service import service

from community import outgoing
from community.outgoing import Forbidden, Unreachable, may_reach, request

HOSTILE = [
    "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f.1/", "http://0/", "http://localhost/",
    "http://10.0.0.1/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest/meta-data/",
    "http://100.64.0.1/", "http://198.18.0.1/", "http://224.0.0.1/", "http://255.255.255.255/", "http://192.0.0.192/",
    "http://[::1]/", "http://[::]/", "http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/", "http://[2001:0:7f00:1::]/", "http://[fe80::1]/", "http://[fd00::1]/",
    "http://[2001:db8::1]/", "http://[ff02::1]/", "http://[3fff::1]/",
]  # fmt: skip


@pytest.fixture
def local(settings):
    settings.OUTGOING_ALLOWED = ["127.0.0.1"]
    with service() as running:
        running.status = 200
        yield running


@pytest.mark.parametrize("url", HOSTILE)
def test_no_spelling_leads_inside(url):
    with pytest.raises(Forbidden):
        request("GET", url, seconds=2)


@pytest.mark.parametrize(
    "url",
    ["", "/", "ftp://example.org/", "file:///etc/passwd", "http://", "http://user:secret@example.org/", "http://example.org:25/",
     "http://example.org:99999/", "javascript:alert(1)", "http://[::1", None, 7],
)  # fmt: skip
def test_what_is_no_web_address_is_refused_unasked(url, monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: pytest.fail("the resolver was asked"))
    with pytest.raises(Forbidden):
        request("GET", url)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "2a00:1450:4007::200e"]
)
def test_the_rest_of_the_world_may_be_reached(address):
    assert may_reach(address)


def names(monkeypatch, *addresses):
    """Whatever is asked, the resolver answers this."""
    asked = []

    def resolve(host, port, *_, **__):
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return asked


def test_a_name_that_leads_inside_is_found_out(monkeypatch):
    names(monkeypatch, "10.0.0.7")
    with pytest.raises(Forbidden):
        request("GET", "https://push.example.org/")
    names(monkeypatch, "93.184.215.14", "10.0.0.7")
    with pytest.raises(Forbidden):
        request("GET", "https://push.example.org/")


def test_the_connection_goes_to_the_address_that_was_checked(local, monkeypatch):
    """A name that answers otherwise the second time gains nothing: it is asked once, the Host header keeps its name."""
    asked = names(monkeypatch, "127.0.0.1")
    port = local.server.server_port
    answer = request("POST", f"http://push.example.org:{port}/x?y=1", content=b"hello", headers={"A": "b"})
    ((path, headers, body),) = local.requests
    assert (answer.status, path, headers["Host"], body) == (200, "/x?y=1", f"push.example.org:{port}", b"hello")
    assert asked == ["push.example.org", "127.0.0.1"]  # the name once; then only the address that was checked


def test_redirects_are_answers_and_proxies_are_not_asked(local, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1/")
    local.status, local.headers = 302, {"Location": "http://169.254.169.254/"}
    answer = request("GET", local.address)
    assert (answer.status, answer.headers["location"], len(local.requests)) == (302, "http://169.254.169.254/", 1)


def test_too_long_is_too_long(local):
    local.body = b"x" * 2000
    assert len(request("GET", local.address, most=2000).body) == 2000
    with pytest.raises(Unreachable, match="too long"):
        request("GET", local.address, most=1999)


@pytest.mark.parametrize(("wait", "drip"), [(3, 0), (0, 0.2)])
def test_the_whole_answer_has_a_deadline(local, wait, drip):
    local.wait, local.drip, local.body = wait, drip, b"x" * 100
    start = time.monotonic()
    with pytest.raises(Unreachable) as late:
        request("GET", local.address, seconds=0.5)
    assert late.value.is_late and time.monotonic() - start < 1.5


def test_nobody_there(settings):
    settings.OUTGOING_ALLOWED = ["127.0.0.1"]
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(Unreachable) as gone:
        request("GET", f"http://127.0.0.1:{port}/", seconds=2)
    assert not gone.value.is_late


def test_an_unknown_name_is_unreachable(monkeypatch):
    def resolve(*_, **__):
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with pytest.raises(Unreachable):
        request("GET", "https://nowhere.example.org/", seconds=2)


def test_tests_can_answer_in_its_place():
    with respx.mock:
        respx.get("https://example.org/").mock(httpx.Response(204))
        assert outgoing.request("GET", "https://example.org/").status == 204
