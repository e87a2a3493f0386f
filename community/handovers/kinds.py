"""What a kind of post has to hand over (settings.HANDED_OVER): what the engine asks of it, and tells it."""

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Meeting:
    """Where two may meet: in words, and as a point in degrees where it is known. A `public` one is a known place of the
    town; the other kind is a home, shown to the two who meet there and to nobody else."""

    label: str
    lat: float = None
    lon: float = None
    public: bool = True
    link: str = ""


def _nothing(*_args):
    return None


@dataclass(frozen=True)
class HandedOver:
    """`words` is (post) -> {name: words} of the buttons and headings that the kind says in its own way, in the reader's
    language (templates/handovers/ name them; what is missing there says it in general). `check` is (post, member) and
    raises ValidationError where that member may not ask; `where` is (post) -> the Meeting that the promised person
    alone learns, or None. `thing_comes_from` is (handover) -> the member who has it at first.

    The others are told within the transaction of the act, the post's lot locked: `promised` (handover), `freed`
    (handover) when a promise or an appointment came to nothing and there are units left again, `done` (handover), and
    `asked` (handover)."""

    words: callable = lambda post: {}
    check: callable = _nothing
    where: callable = _nothing
    thing_comes_from: callable = lambda handover: handover.owner
    asked: callable = _nothing
    promised: callable = _nothing
    freed: callable = _nothing
    done: callable = _nothing


@cache
def handed_over():
    """{kind of post: HandedOver}."""
    return {kind: import_string(path) for kind, path in settings.HANDED_OVER.items()}


def of(post):
    """The HandedOver of a post's kind; KeyError where nothing of it is handed over."""
    return handed_over()[post.kind]
