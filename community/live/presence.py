"""How many neighbours read a topic now, over all processes: each hub says its own count on the topic."""

import asyncio
import json
import time
import uuid

from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from . import sending

PACE = 1.0  # seconds between two announcements of one topic, at least
AGAIN = 30  # seconds after which a hub repeats its counts
FORGOTTEN = 75  # seconds after which a silent hub's count no longer stands


class Presence:
    def __init__(self, hub):
        self.hub, self.name = hub, uuid.uuid4().hex
        self.counts = {}  # topic -> {hub: (count, heard at)}
        self.shown = {}  # topic -> (total, frames)
        self.due = set()

    def joined(self, socket, topic):
        if topic in self.shown:
            self.hub.deliver_to(socket, self.shown[topic][1])
        self.changed(topic)

    def changed(self, topic):
        if topic.partition(":")[0] in settings.LIVE_PRESENCE:
            self.due.add(topic)

    def here(self, topic):
        """Distinct members, and every page of visitors who are not signed in."""
        return len({socket.member_id or id(socket) for socket in self.hub.topics.get(topic, ())})

    async def run(self):
        said = time.monotonic()
        while True:
            await asyncio.sleep(PACE)
            if time.monotonic() - said > AGAIN:
                said = time.monotonic()
                self.due.update(topic for topic in self.hub.topics if topic in self.counts)
            due, self.due = self.due, set()
            for topic in due:
                await self._announce(topic)

    async def _announce(self, topic):
        count = self.here(topic)
        first = self.name not in self.counts.get(topic, {})
        if count:
            self.counts.setdefault(topic, {})[self.name] = (count, time.monotonic())
            await self._show(topic)
        else:
            self.counts.pop(topic, None)
            self.shown.pop(topic, None)
        message = {"type": "presence", "topic": topic, "hub": self.name, "count": count, "hello": first}
        sending.send(topic, message)

    async def heard(self, message):
        topic, hub = message["topic"], message["hub"]
        if hub == self.name or topic not in self.hub.topics:
            return
        counts = self.counts.setdefault(topic, {})
        if message["count"]:
            counts[hub] = (message["count"], time.monotonic())
        else:
            counts.pop(hub, None)
        if message["hello"]:
            self.due.add(topic)  # the newcomer does not know of us yet
        await self._show(topic)

    async def _show(self, topic):
        counts, now = self.counts.get(topic, {}), time.monotonic()
        for hub in [hub for hub, (_count, at) in counts.items() if now - at > FORGOTTEN]:
            del counts[hub]
        total = sum(count for count, _at in counts.values())
        if total != self.shown.get(topic, (None,))[0]:
            self.shown[topic] = (total, _frames(topic, total))
            await self.hub.deliver(topic, self.shown[topic][1])


def _frames(topic, count):
    frames = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            text = ngettext("%(count)s voisin lit", "%(count)s voisins lisent", count) % {"count": count}
        frame = {"topic": topic, "kind": "presence", "count": count, "text": text}
        frames[language] = json.dumps(frame, ensure_ascii=False)
    return frames
