"""What waits to be sent to one socket: a bounded queue. Who does not read is cut off; their page comes back by itself
and catches up from the database."""

import asyncio
import logging
from collections import deque

log = logging.getLogger(__name__)
MOST_FRAMES = 256
MOST_BYTES = 1024 * 1024
TRY_AGAIN_LATER = 4503  # what 1013 says; Daphne lets an application use 3000 to 4999


class Outgoing:
    """`send` is the server's; `flow` (see community.live.door) says when the server's own buffer is full."""

    def __init__(self, send, flow=None):
        self._send, self._flow = send, flow
        self._queue, self._size, self._task = deque(), 0, None
        self.cut = False

    def put(self, text):
        if self.cut:
            return
        self._queue.append(text)
        self._size += len(text)
        if len(self._queue) > MOST_FRAMES or self._size > MOST_BYTES:
            self._cut_off()
        elif self._task is None:
            self._task = asyncio.ensure_future(self._flush())

    async def _flush(self):
        try:
            while self._queue:
                if self._flow:
                    await self._flow.free()
                if self._queue:
                    text = self._queue.popleft()
                    self._size -= len(text)
                    await self._send({"type": "websocket.send", "text": text})
        except Exception as fault:  # the socket has gone under our hands; its disconnect follows
            log.debug("live: a frame could not be sent (%s)", type(fault).__name__)
            self.stop()
        finally:
            self._task = None

    def _cut_off(self):
        self.stop()
        self._closing = asyncio.ensure_future(self._close())

    async def _close(self):
        await self._send({"type": "websocket.close", "code": TRY_AGAIN_LATER})
        if self._flow:
            self._flow.abort()

    def stop(self):
        self.cut = True
        self._queue.clear()
        if self._task:
            self._task.cancel()
