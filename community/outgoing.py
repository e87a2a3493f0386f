"""Every request this site makes to another one, by one client.

A host name is resolved here, each of its addresses is checked, and the connection goes to the very address that was
checked: an address that somebody typed, or that a browser handed us, must not lead into the operator's own network.
No redirects, no proxy variables, a limit for the whole answer in seconds and in bytes. settings.OUTGOING_ALLOWED names
networks that may be reached all the same (an operator's own geocoder; 127.0.0.1 in tests)."""

import logging
import socket
import time
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from threading import Lock

import httpcore
import httpx
from django.conf import settings

logging.getLogger("httpx").setLevel(logging.WARNING)  # at INFO it writes down whole addresses, and what was searched
MOST_BYTES = 64 * 1024
SECONDS = 10
CONNECT_SECONDS = 4
MOST_ADDRESSES = 8
PORTS = (80, 443)  # and those above 1023

# Everything IANA's special-purpose registry does not call globally reachable, and what stands for another address.
FORBIDDEN_V4 = [
    ip_network(net)
    for net in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
    )
]  # fmt: skip
GLOBAL_V6 = ip_network("2000::/3")
# Protocol assignments (Teredo among them), documentation, 6to4: Teredo and 6to4 hold an IPv4 address inside.
FORBIDDEN_V6 = [ip_network(net) for net in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]


class Forbidden(Exception):
    """The address leads where this site does not go."""


class Unreachable(Exception):
    """No usable answer: no connection, too late, too long. `is_late` when time ran out."""

    def __init__(self, reason, is_late=False):
        super().__init__(reason)
        self.is_late = is_late


@dataclass(frozen=True)
class Answer:
    status: int
    headers: httpx.Headers
    body: bytes


def request(method, url, *, content=None, headers=None, params=None, seconds=SECONDS, most=MOST_BYTES):
    """The Answer, whatever its status. Raises Forbidden or Unreachable; the whole of it takes at most `seconds`
    beside the resolver's own time, and the body is at most `most` bytes."""
    checked(url)
    until = _deadline.set(time.monotonic() + seconds)
    try:
        how = {"content": content, "headers": headers, "params": params, "timeout": _timeout(seconds)}
        with _client().stream(method, url, **how) as answer:
            return Answer(answer.status_code, answer.headers, _body(answer, most))
    except httpx.TimeoutException as fault:
        raise Unreachable(type(fault).__name__, is_late=True) from fault
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as fault:
        raise Unreachable(type(fault).__name__) from fault
    finally:
        _deadline.reset(until)


def checked(url):
    """The url, if its form allows a request at all. Raises Forbidden."""
    try:
        parts = httpx.URL(url)
        port = parts.port
    except (httpx.InvalidURL, TypeError, ValueError) as fault:
        raise Forbidden("not an address") from fault
    if parts.scheme not in ("http", "https") or not parts.host or parts.userinfo:
        raise Forbidden("not an http address")
    if port is not None and port not in PORTS and not 1024 <= port <= 65535:
        raise Forbidden("not a web server's port")
    return parts


def may_reach(address):
    """Whether a connection to an IP address (text, as the resolver gives it) is allowed."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if any(ip in ip_network(net, strict=False) for net in settings.OUTGOING_ALLOWED if _same_family(ip, net)):
        return True
    if ip.version == 4:
        return not any(ip in net for net in FORBIDDEN_V4)
    return ip in GLOBAL_V6 and not any(ip in net for net in FORBIDDEN_V6)


def _same_family(ip, net):
    return (":" in str(net)) == (ip.version == 6)


def addresses_of(host, port):
    """The IP addresses of a host, as (family, text). Raises Forbidden if one of them is: a name that leads to a public
    and to a private address is no mistake."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[:MOST_ADDRESSES]
    addresses = [sockaddr[0] for _family, _type, _proto, _name, sockaddr in found]
    if not addresses or not all(may_reach(address) for address in addresses):
        raise Forbidden("not a public address")
    return addresses


# --- The client --------------------------------------------------------------------------------------------------


_deadline = ContextVar("outgoing_deadline", default=None)


def _left(timeout):
    """Seconds that this one step may still take. Raises httpcore.ReadTimeout when there are none."""
    until = _deadline.get()
    if until is None:
        return timeout
    left = until - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the whole answer took too long")
    return left if timeout is None else min(timeout, left)


class Checked(httpcore.NetworkBackend):
    """Connects to the address that was checked. TLS still asks for the host's name: that comes from the URL."""

    def __init__(self):
        self._inner = httpcore.SyncBackend()

    def connect_tcp(self, host, port, timeout=None, local_address=None, socket_options=None):
        try:
            addresses = addresses_of(host, port)
        except (OSError, UnicodeError) as fault:
            raise httpcore.ConnectError("no such host") from fault
        for number, address in enumerate(addresses, 1):
            try:
                return Timed(self._inner.connect_tcp(address, port, _left(timeout), local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise

    def connect_unix_socket(self, path, timeout=None, socket_options=None):
        raise Forbidden("not a network address")


class Timed(httpcore.NetworkStream):
    """A connection whose every step ends before the request's deadline: drop by drop does not hold us up either."""

    def __init__(self, inner):
        self._inner = inner

    def read(self, max_bytes, timeout=None):
        return self._inner.read(max_bytes, _left(timeout))

    def write(self, buffer, timeout=None):
        return self._inner.write(buffer, _left(timeout))

    def close(self):
        self._inner.close()

    def start_tls(self, ssl_context, server_hostname=None, timeout=None):
        return Timed(self._inner.start_tls(ssl_context, server_hostname, _left(timeout)))

    def get_extra_info(self, info):
        return self._inner.get_extra_info(info)


class Transport(httpx.HTTPTransport):
    def __init__(self):
        # httpx has no argument for the network backend; its own pool is replaced before it ever connects.
        context = httpx.create_ssl_context(trust_env=False)
        super().__init__(verify=context)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=context,
            max_connections=50,
            max_keepalive_connections=10,
            keepalive_expiry=15,
            network_backend=Checked(),
        )


def _timeout(seconds):
    return httpx.Timeout(seconds, connect=min(CONNECT_SECONDS, seconds))


def _body(answer, most):
    """At most so many bytes, as they come over the wire: nothing is unpacked."""
    parts, size = [], 0
    for part in answer.iter_raw():
        size += len(part)
        if size > most:
            raise Unreachable("the answer is too long")
        parts.append(part)
    return b"".join(parts)


_lock, _shared = Lock(), []


def _client():
    """One for the whole process."""
    with _lock:
        if not _shared:
            agent = {"User-Agent": f"Parvis ({settings.SITE_URL})", "Accept-Encoding": "identity"}
            _shared.append(httpx.Client(transport=Transport(), headers=agent, trust_env=False, follow_redirects=False))
        return _shared[0]
