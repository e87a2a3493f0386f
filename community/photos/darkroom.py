"""The parent's side of the child that decodes photos: started at need, kept warm, killed when it overstays."""

import atexit
import json
import os
import select
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from .refusals import Refused

SECONDS = 40  # by the clock, for one photo
HOUSE = Path(__file__).resolve().parents[2]


class Spoiled(Exception):
    """It failed for a reason that may pass: a killed child, a full disk, a busy machine. The original is untouched."""


class Darkroom:
    """At most one child per process, one photo at a time: a second thread waits its turn."""

    def __init__(self):
        self.child = None
        self.turn = threading.Lock()

    def render(self, source, format, folder):
        """What `render.render` returns, drawn by the child. Raises Refused (for good) or Spoiled (try later)."""
        question = json.dumps({"source": str(source), "format": format, "folder": str(folder)})
        with self.turn:
            _clear_unfinished(folder)
            try:
                answer = self._ask(question)
            except (Refused, Spoiled):
                _clear_unfinished(folder)
                raise
        if "drawn" in answer:
            return answer["drawn"]
        raise Refused(answer["refused"]) if "refused" in answer else Spoiled(answer["failed"])

    def close(self):
        """Ends the child, if there is one, and says how it ended (as `subprocess` counts)."""
        child, self.child = self.child, None
        if not child:
            return None
        child.kill()
        child.stdin.close()
        child.stdout.close()
        return child.wait()

    def _ask(self, question):
        for _ in range(2):
            answer = self._answer(question)
            if answer:
                return json.loads(answer)
            ended = self.close()
            if ended == -signal.SIGXCPU:
                raise Refused("too_heavy")
            if ended != 0:
                raise Spoiled(f"the child ended with {ended}")
            # It had retired, idle or full of years, as we were asking: a fresh one answers.
        raise Spoiled("no child stays")

    def _answer(self, question):
        """One line from the child; nothing if it ended. Spoiled if it is too slow (it is killed)."""
        if self.child is None:
            self.child = _start()
        try:
            self.child.stdin.write(question.encode() + b"\n")
        except BrokenPipeError:
            self.child.wait()
            return b""
        answer, until = b"", time.monotonic() + SECONDS
        while not answer.endswith(b"\n"):
            if not select.select([self.child.stdout], [], [], max(0, until - time.monotonic()))[0]:
                self.close()
                raise Spoiled(f"no answer in {SECONDS} s")
            some = self.child.stdout.read(65536)
            if not some:
                self.child.wait()
                return b""
            answer += some
        return answer


def _start():
    """A bare Python with Pillow: none of the site's secrets in its environment, deaf to the terminal's Ctrl-C."""
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "community.photos.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
        cwd="/",
        env={"PATH": os.defpath, "PYTHONPATH": str(HOUSE), "MALLOC_ARENA_MAX": "2"},
        start_new_session=True,
    )


def _clear_unfinished(folder):
    """What a killed attempt left half drawn beside the folder it was meant for."""
    for leftover in Path(folder).parent.glob(f".{Path(folder).name}.*"):
        shutil.rmtree(leftover, ignore_errors=True)


darkroom = Darkroom()
atexit.register(darkroom.close)
