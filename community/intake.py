"""How much a request may bring. Servers spool a body to disk before Django looks at it, even on the way to a 404:
so bytes are counted in front of everything, and what is over the limit is answered 413 unread."""

import asyncio
import sys
from urllib.parse import unquote

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

MB = 1024 * 1024
PHOTO = 25 * MB + MB  # one photo and its form
# By path prefix, the first that fits. Elsewhere the longest text that a form may answer in words.
LIMITS = getattr(
    settings,
    "INTAKE_LIMITS",
    [
        ("/photos/", PHOTO),
        ("/classifieds/", 8 * PHOTO),
        *(
            (f"/{forms}/", 6 * PHOTO)
            for forms in ("incidents", "messages", "discussions", "lost-found", "loans", "admin")
        ),
        ("/", 4 * MB),
    ],
)
SILENCE = 60  # seconds between two pieces of a body; Daphne has the same rule of its own


def limit_for(path):
    """The most bytes that a body sent to `path` may have."""
    return next((limit for prefix, limit in LIMITS if path.startswith(prefix)), 4 * MB)


class ByteCount:
    """Wraps an ASGI application: 413 over the limit, 408 when a body falls silent; nothing is spooled for either."""

    def __init__(self, app):
        self.app = app
        if "daphne.http_protocol" in sys.modules:
            count_in_daphne()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or not _has_body(scope["headers"]):
            return await self.app(scope, receive, send)
        limit = limit_for(scope["path"])
        if _announced(scope["headers"]) > limit:
            return await _answer(send, scope["headers"], 413)
        body = _Body(receive, send, limit)
        await self.app(scope, body.receive, body.send)
        if body.fault and not body.answered:
            await _answer(send, scope["headers"], body.fault)


class _Body:
    """One request's body on its way in. Over the limit, the application sees a client that has left."""

    def __init__(self, receive, send, limit):
        self._receive, self._send, self.left = receive, send, limit
        self.fault, self.answered, self.whole = None, False, False

    async def receive(self):
        if self.whole:
            return await self._receive()  # now it only waits for the client to leave
        if self.fault:
            return {"type": "http.disconnect"}
        try:
            async with asyncio.timeout(SILENCE):
                message = await self._receive()
        except TimeoutError:
            return self._stop(408)
        self.left -= len(message.get("body", b""))
        if self.left < 0:
            return self._stop(413)
        self.whole = not message.get("more_body", False)
        return message

    async def send(self, message):
        if not self.fault:
            self.answered = True
            await self._send(message)

    def _stop(self, fault):
        self.fault = fault
        return {"type": "http.disconnect"}


def _has_body(headers):
    return any(name in (b"content-length", b"transfer-encoding") for name, _value in headers)


def _announced(headers):
    """Content-Length, or 0 when the body comes in chunks of untold length."""
    length = dict(headers).get(b"content-length", b"")
    return int(length) if length.isdigit() else 0


async def _answer(send, headers, status):
    page = _page(dict(headers).get(b"accept-language", b"").decode("latin-1"), status)
    fields = [(b"content-type", b"text/html; charset=utf-8"), (b"content-length", b"%d" % len(page))]
    await send({"type": "http.response.start", "status": status, "headers": [*fields, (b"connection", b"close")]})
    await send({"type": "http.response.body", "body": page})


def _page(accepted, status):
    """A page that asks nothing of the rest of the site, in the reader's language."""
    with translation.override(_language(accepted)):
        if status == 413:
            title = _("C’est trop lourd")
            text = _("L’envoi dépasse la limite : une photo pèse au plus 25 Mo. Envoyez-en moins à la fois.")
        else:
            title = _("L’envoi s’est interrompu")
            text = _("Rien n’est arrivé pendant une minute. Vérifiez votre connexion, puis réessayez.")
        back = _("Revenez à la page précédente : ce que vous aviez écrit y est encore.")
        return (
            f'<!doctype html><html lang="{translation.get_language()}"><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">'
            f"<title>{title}</title><h1>{title}</h1><p>{text}</p><p>{back}</p></html>"
        ).encode()


def _language(accepted):
    for code, _quality in parse_accept_lang_header(accepted.lower()):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def count_in_daphne():
    """Daphne asks the application only when Twisted holds the whole body, on disk above 100 kB: count there too."""
    from daphne import http_protocol
    from twisted.internet import reactor

    class CountedRequest(http_protocol.WebRequest):
        refused, counted, limit, farewell = False, 0, 0, None

        def gotLength(self, length):
            # Twisted gives a request its address only with the last byte; its channel knows it from the first line.
            self.limit = limit_for(unquote(self.channel._path.decode("latin-1")))
            super().gotLength(0 if (length or 0) > self.limit else length)
            if (length or 0) > self.limit:
                self._refuse()

        def handleContentChunk(self, data):
            self.counted += len(data)
            if not self.refused and self.counted > self.limit:
                self.content.truncate(0)
                self._refuse()
            if not self.refused:
                super().handleContentChunk(data)

        def requestReceived(self, command, path, version):
            if not self.refused:
                # Django reads forms; Twisted would hold a whole body in memory for it, and refuses an empty form.
                self._parsePOSTFormSubmission = False
                return super().requestReceived(command, path, version)
            self.channel.loseConnection()

        def _refuse(self):
            """Answers at once, then lets the sender finish into the void for a while: cut short, it reads nothing."""
            self.refused = True
            page = _page(self.getHeader("accept-language") or "", 413)
            head = b"HTTP/1.1 413 Content Too Large\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
            self.channel.transport.write(head + b"Content-Length: %d\r\n\r\n" % len(page) + page)
            self.farewell = reactor.callLater(SILENCE / 2, self.channel.transport.abortConnection)

        def connectionLost(self, reason):
            if self.farewell and self.farewell.active():
                self.farewell.cancel()
            super().connectionLost(reason)

    if not hasattr(http_protocol.WebRequest, "farewell"):
        http_protocol.WebRequest = CountedRequest
