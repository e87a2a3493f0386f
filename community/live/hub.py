"""One hub per process: a topic is subscribed once on the channel layer, and each finished frame handed straight to
the process's own sockets. (Every socket in a Channels group made the last of 1,000 wait ten times as long.)"""

import asyncio
import json
import logging
import time
from collections import defaultdict
from uuid import uuid4

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings

log = logging.getLogger(__name__)
PRESENCE_EVERY = 1.0  # seconds between two tellings of how many read a topic
PRESENCE_LIFE = 90  # seconds after which another process's count is no longer believed


def group_of(topic):
    """The channel layer's name of a topic: it allows no colon."""
    return "live." + topic.replace(":", ".")


def encode(frame, html):
    """The frame as JSON text for each language, encoded once for all its readers."""
    return {code: json.dumps({**frame, "html": html[code]} if html else frame) for code, _name in settings.LANGUAGES}


class Hub:
    def __init__(self):
        self.name = uuid4().hex
        self.forget()

    def forget(self):
        """Start anew, as in a fresh process (and after a fork)."""
        self.loop = self.reader = self.channel = None
        self.readers = defaultdict(set)
        self.elsewhere = defaultdict(dict)  # topic -> {hub: (readers, when)}
        self.telling = set()

    @property
    def alone(self):
        """Whether this process is the only one: then frames need no layer to reach their readers."""
        return "InMemory" in settings.CHANNEL_LAYERS["default"]["BACKEND"]

    # --- from anywhere -------------------------------------------------------------------------------

    def send(self, topic, frame, html=None):
        """Hand a frame to every reader in every process. Callable from any thread; returns at once when this
        process is the only one, after the layer has taken it otherwise."""
        if self.alone:
            if self.loop and not self.loop.is_closed():
                self.loop.call_soon_threadsafe(self.deliver, topic, frame, encode(frame, html))
            return
        message = {"type": "frame", "topic": topic, "frame": frame, "texts": encode(frame, html)}
        if self.loop and self.loop.is_running():
            sending = asyncio.run_coroutine_threadsafe(self.layer.group_send(group_of(topic), message), self.loop)
            sending.add_done_callback(lambda done: done.exception() and log.warning("live frame lost: layer away"))
        else:
            async_to_sync(self.layer.group_send)(group_of(topic), message)

    @property
    def layer(self):
        return get_channel_layer()

    # --- on the server's own loop ---------------------------------------------------------------------

    async def join(self, topic, socket):
        """Let `socket` read a topic; its first reader in this process subscribes the process."""
        loop = asyncio.get_running_loop()
        if self.loop is not loop:
            self.forget()
            self.loop = loop
        first = not self.readers[topic]
        self.readers[topic].add(socket)
        if first and not self.alone:
            await self._subscribe(topic)
        self.tell_presence(topic)

    async def _subscribe(self, topic):
        if self.channel is None:
            self.channel = await self.layer.new_channel()
            self.reader = asyncio.ensure_future(self._read())
        await self.layer.group_add(group_of(topic), self.channel)

    async def leave(self, topic, socket):
        """The socket reads the topic no more; after the last one the process neither."""
        self.readers[topic].discard(socket)
        if self.readers[topic]:
            return self.tell_presence(topic)
        del self.readers[topic]
        self.elsewhere.pop(topic, None)
        if not self.alone and self.channel:
            await self.layer.group_discard(group_of(topic), self.channel)
            await self.layer.group_send(group_of(topic), self._count(topic, 0))

    async def _read(self):
        while True:
            try:
                message = await self.layer.receive(self.channel)
            except asyncio.CancelledError:
                raise
            except Exception:
                log.warning("live layer away; trying again")
                await asyncio.sleep(1)
                continue
            if message["type"] == "presence":
                self._heard(message)
            else:
                self.deliver(message["topic"], message["frame"], message["texts"])

    def deliver(self, topic, frame, texts):
        """Put a finished frame into the queue of each of this process's readers."""
        recheck = frame["kind"] == "recheck"
        for socket in tuple(self.readers.get(topic, ())):
            socket.recheck(topic) if recheck else socket.put(texts[socket.language])

    # --- how many are reading ---------------------------------------------------------------------------

    def tell_presence(self, topic):
        """Tell the readers, soon and at most once a second, how many they are."""
        if topic not in self.telling:
            self.telling.add(topic)
            self.loop.call_later(PRESENCE_EVERY, lambda: asyncio.ensure_future(self._tell(topic)))

    async def _tell(self, topic):
        self.telling.discard(topic)
        here = len(self.readers.get(topic, ()))
        if not self.alone and here:
            await self.layer.group_send(group_of(topic), self._count(topic, here))
        self._show_presence(topic)

    def _count(self, topic, readers):
        return {"type": "presence", "topic": topic, "hub": self.name, "readers": readers}

    def _heard(self, message):
        topic, other = message["topic"], message["hub"]
        if other == self.name or topic not in self.readers:
            return
        if other not in self.elsewhere[topic]:
            self.tell_presence(topic)  # a process that has just come does not know of us yet
        self.elsewhere[topic][other] = (message["readers"], time.monotonic())
        self._show_presence(topic)

    def present(self, topic):
        """How many pages are open on a topic, here and in the other processes heard of lately."""
        recent = time.monotonic() - PRESENCE_LIFE
        return len(self.readers.get(topic, ())) + sum(n for n, at in self.elsewhere[topic].values() if at > recent)

    def _show_presence(self, topic):
        if topic in self.readers:
            frame = {"topic": topic, "kind": "presence", "readers": self.present(topic)}
            self.deliver(topic, frame, encode(frame, None))


hub = Hub()
