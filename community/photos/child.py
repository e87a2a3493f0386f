"""The child that decodes: one photo after the other, asked on its standard input, answered on its standard output.

A picture is a program for its decoder. This process holds nothing but Pillow, may not take more memory or
processor time than a legitimate photo needs, and ends when nobody asks for a while.
"""

import json
import math
import os
import resource
import select
import signal
import sys

from PIL import JpegImagePlugin, TiffImagePlugin, WebPImagePlugin  # noqa: F401, warm before the first photo

from .render import Unreadable, render

MEMORY = 700 * 1024 * 1024  # bytes of address space: a 50-megapixel HEIC or PNG passes, a bomb does not
PROCESSOR = 20  # seconds for one photo; the heaviest legitimate one takes about five
IDLE = 60  # seconds without a question
PHOTOS = 200  # then a fresh child, whatever a codec may have leaked


def main():
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    os.dup2(2, 1)  # a codec that chatters must not answer for us
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for _ in range(PHOTOS):
        if not select.select([sys.stdin], [], [], IDLE)[0]:
            break
        question = sys.stdin.readline()
        if not question:
            break
        answers.write(json.dumps(_answer(**json.loads(question))) + "\n")


def _answer(source, format, folder):
    spent = sum(resource.getrusage(resource.RUSAGE_SELF)[:2])
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(spent) + PROCESSOR, resource.RLIM_INFINITY))
    try:
        return {"drawn": render(source, format, folder)}
    except Unreadable as refusal:
        return {"refused": str(refusal)}
    except MemoryError:
        return {"refused": "too_heavy"}
    except OSError as fault:
        return {"failed": repr(fault)}


if __name__ == "__main__":
    main()
