"""Handing a message to the channel layer from any thread of any process, without making the caller wait.

The in-memory layer belongs to the event loop of this process's hub, and where there is no hub nobody listens.
Redis is reached on the hub's loop, or, in a process that keeps no sockets (gunicorn, `manage.py tick`), on a loop
of its own in a thread: an unreachable Redis costs the neighbour who comments nothing."""

import asyncio
import atexit
import concurrent.futures
import logging
import os
import threading

from channels.layers import InMemoryChannelLayer, get_channel_layer

log = logging.getLogger(__name__)

HUBS = "hubs:all"  # the topic that every hub listens to
MOST_WAITING = 1000  # messages on their way to the layer; beyond, they are dropped: pages catch up
PARTING = 2  # seconds that a process which ends gives its last messages

_lock = threading.Lock()
_own = {"pid": None, "loop": None}
_waiting = set()


def group(topic):
    """A topic's name on the channel layer, which knows no colons."""
    return "live." + topic.replace(":", ".")


def send(topic, message):
    loop = _loop()
    if loop is None:
        return
    if len(_waiting) >= MOST_WAITING:
        log.warning("live: %s messages wait for the channel layer, one is dropped", len(_waiting))
        return
    try:
        future = asyncio.run_coroutine_threadsafe(_send(group(topic), message), loop)
    except RuntimeError:  # the loop has just closed: so have its pages
        return
    _waiting.add(future)
    future.add_done_callback(_waiting.discard)


async def _send(name, message):
    try:
        async with asyncio.timeout(10):
            await get_channel_layer().group_send(name, message)
    except Exception as fault:
        log.warning("live: the channel layer did not take a message (%s)", type(fault).__name__)


def _loop():
    from .hub import current

    hub = current()
    if hub:
        return hub.loop
    return None if isinstance(get_channel_layer(), InMemoryChannelLayer) else _own_loop()


def _own_loop():
    with _lock:
        if _own["pid"] != os.getpid():  # first use, or a fork since
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="live-sending", daemon=True).start()
            _own.update(pid=os.getpid(), loop=loop)
            _waiting.clear()
        return _own["loop"]


@atexit.register
def _part():
    if _waiting and _own["pid"] == os.getpid():
        concurrent.futures.wait(set(_waiting), timeout=PARTING)
