"""An open page's socket: it says which topics it reads, and is sent their frames."""

import asyncio
import json
from collections import Counter
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from channels.consumer import AsyncConsumer
from channels.db import database_sync_to_async
from channels.exceptions import StopConsumer
from django.conf import settings
from django.utils.module_loading import import_string

from .hub import hub

QUEUE = 200  # frames a reader may lag behind before it is cut; its page then catches up by itself
TOPICS = 10  # per page
FRAME = 4096  # characters of a message from a page
PER_PERSON = 30  # sockets of one member, or of one address of visitors
PER_ADDRESS = 1200

GOING_AWAY, BAD_DATA, TOO_MUCH, TRY_LATER = 1001, 1007, 1008, 1013
_open = Counter()


@database_sync_to_async
def may_listen(member, topic):
    """Whether `member` (AnonymousUser for a visitor) may read a topic; unknown topics: no."""
    prefix, _, rest = topic.partition(":")
    question = settings.LIVE_TOPICS.get(prefix)
    return bool(question) and import_string(question)(member, rest)


class Page(AsyncConsumer):
    channel_layer_alias = "none: the hub alone talks to the layer"

    async def websocket_connect(self, event):
        self.member, self.language = self.scope.get("user"), language_of(self.scope)
        self.topics, self.queue, self.closing = set(), asyncio.Queue(QUEUE), False
        self.seats = list(self._seats())
        if any(_open[key] >= limit for key, limit in self.seats):
            self.seats = []
            await self.send({"type": "websocket.close", "code": TRY_LATER})
            raise StopConsumer
        _open.update(key for key, _limit in self.seats)
        await self.send({"type": "websocket.accept"})
        self.writer = asyncio.ensure_future(self._write())

    def _seats(self):
        yield ("address", (self.scope.get("client") or ["?"])[0]), PER_ADDRESS
        if self.member is not None and self.member.is_authenticated:
            yield ("member", self.member.pk), PER_PERSON

    async def websocket_receive(self, event):
        text = event.get("text")
        if text is None or len(text) > FRAME:
            return self.cut(TOO_MUCH if text else BAD_DATA)
        try:
            said = json.loads(text)
            wanted = said.get("listen", [])
            wanted = [topic for topic in wanted if isinstance(topic, str) and len(topic) <= 60]
        except (ValueError, RecursionError, AttributeError, TypeError):
            return self.cut(BAD_DATA)
        for topic in wanted:
            await self._listen(topic)

    async def _listen(self, topic):
        if topic in self.topics:
            return
        if len(self.topics) >= TOPICS or not await may_listen(self.member, topic):
            return self.put(json.dumps({"topic": topic, "kind": "refused"}))
        self.topics.add(topic)
        await hub.join(topic, self)
        self.put(json.dumps({"topic": topic, "kind": "listening"}))

    def put(self, text):
        """Queue a frame for this page. A page that does not keep up is cut: it catches up when it comes back."""
        try:
            self.queue.put_nowait(text)
        except asyncio.QueueFull:
            self.cut(TRY_LATER)

    def recheck(self, topic):
        self.asking = asyncio.ensure_future(self._recheck(topic))

    async def _recheck(self, topic):
        if topic in self.topics and not await may_listen(self.member, topic):
            self.topics.discard(topic)
            await hub.leave(topic, self)
            self.put(json.dumps({"topic": topic, "kind": "refused"}))

    def cut(self, code):
        """Close from our side, once, without waiting for the reader to take what is queued."""
        if not self.closing:
            self.closing = True
            self.ending = asyncio.ensure_future(self._cut(code))

    async def _cut(self, code):
        self.writer.cancel()
        await self._leave_all()
        await self.send({"type": "websocket.close", "code": code})

    async def _write(self):
        while True:
            await self.send({"type": "websocket.send", "text": await self.queue.get()})

    async def _leave_all(self):
        while self.topics:
            await hub.leave(self.topics.pop(), self)

    async def websocket_disconnect(self, event):
        self.writer.cancel()
        self.closing = True
        for key, _limit in self.seats:
            _open[key] -= 1
            if _open[key] <= 0:
                del _open[key]
        await self._leave_all()
        raise StopConsumer


def language_of(scope):
    """The page's language: ?lang= of its address, else its cookie, else the site's own."""
    known = dict(settings.LANGUAGES)
    asked = parse_qs(scope.get("query_string", b"").decode("ascii", "ignore")).get("lang", [""])[0]
    if asked in known:
        return asked
    cookies = SimpleCookie(dict(scope.get("headers", [])).get(b"cookie", b"").decode("latin-1"))
    chosen = cookies.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen.value if chosen and chosen.value in known else settings.LANGUAGE_CODE
