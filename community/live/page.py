"""The WebSocket of one open page. The page says {"listen": ["post:12", …]}; it is told {"kind": "listening", …} once
nothing more can be missed, {"kind": "refused", …} for what it may not hear, and then whatever is published."""

import asyncio
import json
import time
from urllib.parse import parse_qs

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from . import audience, hub
from .outgoing import TRY_AGAIN_LATER, Outgoing

MOST_TEXT = 8 * 1024  # bytes in one message of a page
MOST_TOPICS = 20
MOST_MESSAGES = 60  # a page may say so many things a minute
# Why a socket is closed, after HTTP's numbers: Daphne lets an application use 1000 and 3000 to 4999 only.
UNREADABLE, TOO_BIG, NOT_TEXT, TOO_MUCH = 4400, 4413, 4415, 4429


class Page(AsyncWebsocketConsumer):
    channel_layer_alias = ""  # the hub alone speaks with the layer

    async def connect(self):
        self.topics, self.hub = set(), None
        self.apart = audience.NOBODY  # read with the first question, before anything can be heard
        self.asking = asyncio.Lock()  # what is read later must not be overwritten by what was read before
        self.outgoing = Outgoing(self.base_send, self.scope.get("live.flow"))
        self._since, self._said = time.monotonic(), 0
        self.language = _language(self.scope)
        self.address = _address(self.scope)
        self.session_key = self.scope["session"].session_key
        self.member_id = self.scope["user"].pk
        await self.accept()
        if "live.flow" in self.scope:
            self.scope["live.flow"].watch()
        try:
            self.hub = await hub.here()
        except Exception:  # the channel layer is out of reach
            return await self.close(TRY_AGAIN_LATER)
        by_member, by_address = self.hub.crowd(self)
        if by_member >= settings.LIVE_SOCKETS_PER_MEMBER or by_address >= settings.LIVE_SOCKETS_PER_ADDRESS:
            return await self.close(TRY_AGAIN_LATER)
        self.hub.sockets.add(self)

    async def disconnect(self, code):
        self.outgoing.stop()
        if self.hub:
            self.hub.sockets.discard(self)
            await self.hub.part(self, tuple(self.topics))

    async def receive(self, text_data=None, bytes_data=None):
        fault, topics = self._read(text_data)
        if fault:
            return await self.close(fault)
        fresh = [topic for topic in topics if topic not in self.topics]
        if len(self.topics) + len(fresh) > MOST_TOPICS:
            return await self.close(TOO_MUCH)
        await self._listen(fresh)

    def _read(self, text):
        """(close code or None, the topics asked for)."""
        if time.monotonic() - self._since > 60:
            self._since, self._said = time.monotonic(), 0
        self._said += 1
        if self._said > MOST_MESSAGES:
            return TOO_MUCH, []
        if text is None:
            return NOT_TEXT, []
        if len(text) > MOST_TEXT:
            return TOO_BIG, []
        try:
            topics = json.loads(text)["listen"]
            return None, list(dict.fromkeys(topic for topic in topics if isinstance(topic, str)))
        except (ValueError, RecursionError, TypeError, LookupError):
            return UNREADABLE, []

    async def _listen(self, topics):
        async with self.asking:
            await self._join(topics)

    async def _join(self, topics):
        may = await self._look(topics)
        for topic in topics:
            if topic not in may:
                self.refuse(topic)
                continue
            try:
                await self.hub.join(self, topic)
            except Exception:
                return await self.close(TRY_AGAIN_LATER)
            self.topics.add(topic)
        self.put(json.dumps({"kind": "listening", "topics": sorted(self.topics)}))

    async def _look(self, topics):
        """Those of the topics that the member may hear; whom they are apart from is read in the same breath."""
        may, self.apart = await database_sync_to_async(_looked)(self.scope["user"], topics)
        return may

    async def look_again(self):
        """A block has come or gone: what the member may no longer hear is refused."""
        async with self.asking:
            topics = sorted(self.topics)
            may = await self._look(topics)
            for topic in topics:
                if topic not in may:
                    await self.hub.part(self, [topic])
                    self.refuse(topic)

    def refuse(self, topic):
        self.topics.discard(topic)
        self.put(json.dumps({"kind": "refused", "topic": topic}))

    def put(self, text):
        self.outgoing.put(text)


def _looked(member, topics):
    return audience.allowed(member, topics), audience.apart_from(member)


def _language(scope):
    """?lang=, else the language cookie, else the site's."""
    asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[0]
    known = dict(settings.LANGUAGES)
    cookie = scope.get("cookies", {}).get(settings.LANGUAGE_COOKIE_NAME, "")
    return next((code for code in (asked, cookie) if code in known), settings.LANGUAGE_CODE)


def _address(scope):
    """Who calls; None for this machine itself, which is a proxy or a developer, not one neighbour."""
    address = (scope.get("client") or [""])[0]
    proxies = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if proxies:
        headers = dict(scope["headers"])
        chain = headers.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
        address = chain[-proxies].strip() if len(chain) >= proxies else address
    return None if address in ("", "127.0.0.1", "::1") else address
