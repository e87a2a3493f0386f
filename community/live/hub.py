"""One hub per process: it subscribes to a topic once, whoever listens, and hands the finished frame to each socket."""

import asyncio
import logging

from channels.db import database_sync_to_async
from channels.layers import get_channel_layer

from . import audience, sending
from .presence import Presence

log = logging.getLogger(__name__)
_hub = None
HANDFUL = 100  # sockets served before others have a turn
HEAD_START = 0.02  # seconds that the writer's answer has before a crowd is served


def current():
    """This process's hub, if it has one whose loop still runs."""
    return _hub if _hub and _hub.loop.is_running() else None


async def here():
    """The hub of the running loop, started when the first page opens."""
    global _hub
    loop = asyncio.get_running_loop()
    if _hub is None or _hub.loop is not loop:
        _hub = Hub(loop)
    await _hub.ready()
    return _hub


class Hub:
    def __init__(self, loop):
        self.loop, self.layer, self.channel = loop, get_channel_layer(), None
        self.topics = {}  # topic -> its sockets
        self.sockets = set()
        self.presence = Presence(self)
        self._lock = asyncio.Lock()  # one change of subscriptions at a time
        self._tasks = set()

    async def ready(self):
        async with self._lock:
            if self.channel is None:
                channel = await self.layer.new_channel("hub")
                await self.layer.group_add(sending.group(sending.HUBS), channel)
                self.channel = channel
                self._keep(self._receive())
                self._keep(self.presence.run())

    def _keep(self, work):
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    # --- who listens ---

    async def join(self, socket, topic):
        """Returns once the topic's next message is sure to reach the socket."""
        async with self._lock:
            if not self.topics.get(topic):
                await self.layer.group_add(sending.group(topic), self.channel)
            if socket in self.sockets:  # it may have gone meanwhile
                self.topics.setdefault(topic, set()).add(socket)
        self.presence.joined(socket, topic)

    async def part(self, socket, topics):
        for topic in topics:
            async with self._lock:
                readers = self.topics.get(topic, set())
                readers.discard(socket)
                if not readers and self.topics.pop(topic, None) is not None:
                    await self.layer.group_discard(sending.group(topic), self.channel)
            self.presence.changed(topic)

    def crowd(self, socket):
        """How many sockets the same member, and the same address, have here."""
        mine = [s for s in self.sockets if s is not socket]
        return (
            sum(s.member_id == socket.member_id for s in mine) if socket.member_id else 0,
            sum(s.address == socket.address for s in mine) if socket.address else 0,
        )

    # --- what comes ---

    async def _receive(self):
        while True:
            message = await self.layer.receive(self.channel)
            try:
                await getattr(self, f"_on_{message['type']}")(message)
            except Exception:
                log.exception("live: a message of the channel layer could not be handled")

    async def deliver(self, topic, frames, by=None):
        """`frames`: the encoded text per language, or one for all under "". Topics keep their order. What a member
        caused (`by`) is not handed to those apart from them.

        A crowd is served in handfuls, so that whoever asks for a page meanwhile (the writer's own answer first) does
        not wait for the last of a thousand."""
        readers = tuple(self.topics.get(topic, ()))
        if by is not None:
            readers = tuple(socket for socket in readers if by not in socket.apart)
        if len(readers) > HANDFUL:
            await asyncio.sleep(HEAD_START)
        for start in range(0, len(readers), HANDFUL):
            for socket in readers[start : start + HANDFUL]:
                self.deliver_to(socket, frames)
            await asyncio.sleep(0)

    def deliver_to(self, socket, frames):
        socket.put(frames.get(socket.language) or frames.get("") or next(iter(frames.values())))

    async def _on_frame(self, message):
        await self.deliver(message["topic"], message["frames"], message.get("by"))

    async def _on_presence(self, message):
        await self.presence.heard(message)

    async def _on_recheck(self, message):
        self._keep(self._recheck(message["topic"]))

    async def _on_reask(self, message):
        for socket in tuple(self.sockets):
            if socket.member_id == message["member"]:
                socket.apart = socket.apart.union(message["apart"])
                self._keep(socket.look_again())

    async def _on_leave(self, message):
        for socket in tuple(self.sockets):
            if socket.session_key == message["session"]:
                self._keep(socket.close(4401))

    async def _recheck(self, topic):
        """One question per member, however many pages they have open."""
        answers = {}
        for socket in tuple(self.topics.get(topic, ())):
            if socket.member_id not in answers:
                answers[socket.member_id] = await database_sync_to_async(audience.may_still)(socket.member_id, topic)
            if not answers[socket.member_id]:
                await self.part(socket, [topic])
                socket.refuse(topic)
