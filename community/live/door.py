"""Who may open a socket, before anything else is looked at; and what Daphne does not tell an application by itself."""

import asyncio
from urllib.parse import urlsplit

from channels.security.websocket import OriginValidator
from django.conf import settings
from django.http.request import split_domain_port, validate_host


class Door(OriginValidator):
    """Lets in pages of settings.LIVE_ORIGINS (scheme, host and port), and of the very host they call, when it is one
    of ours: a foreign page would come with the neighbour's cookies."""

    def __init__(self, application):
        super().__init__(application, settings.LIVE_ORIGINS)

    async def __call__(self, scope, receive, send):
        protocol = _daphne(send)
        if protocol:
            protocol.failByDrop = False  # say why before hanging up on a frame of more than 1 MiB (Daphne's limit)
            scope = {**scope, "live.flow": Flow(protocol)}
        if _own_page(scope):
            return await self.application(scope, receive, send)
        return await super().__call__(scope, receive, send)

    def valid_origin(self, parsed_origin):
        try:
            return super().valid_origin(parsed_origin)
        except ValueError:  # a port that is no number
            return False


def _own_page(scope):
    headers = dict(scope["headers"])
    host = headers.get(b"host", b"").decode("latin-1").lower()
    scheme = "https" if scope.get("scheme") == "wss" else "http"
    hosts = settings.ALLOWED_HOSTS
    return (
        headers.get(b"origin", b"").decode("latin-1").lower() == f"{scheme}://{host}"
        and validate_host(split_domain_port(host)[0], hosts)
        and bool(urlsplit(f"//{host}").hostname)
    )


def _daphne(send):
    """The protocol behind Daphne's `send` (a partial of Server.handle_reply), None under other servers."""
    protocol = next(iter(getattr(send, "args", ())), None)
    return protocol if hasattr(protocol, "maxMessagePayloadSize") else None


class Flow:
    """Daphne's `send` never waits: Twisted keeps whatever a slow reader has not taken. Twisted does tell a producer
    when 64 KiB wait and when they are gone, so this is one (twisted.internet.interfaces.IPushProducer)."""

    def __init__(self, protocol):
        self._protocol, self._free = protocol, asyncio.Event()
        self._free.set()

    def watch(self):
        transport = self._protocol.transport
        transport.unregisterProducer()  # the HTTP channel's, which has no more to say
        transport.registerProducer(self, True)

    async def free(self):
        if not self._free.is_set():
            await self._free.wait()

    def abort(self):
        """Give the buffer back: the close frame would wait behind what is not being read."""
        if not self._free.is_set():
            self._protocol.transport.abortConnection()

    def pauseProducing(self):
        self._free.clear()

    def resumeProducing(self):
        self._free.set()

    def stopProducing(self):
        self._free.set()
