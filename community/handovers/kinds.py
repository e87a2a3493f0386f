"""What a kind of post has to hand over (settings.HANDED_OVER): what the engine asks of it, and tells it."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from . import stock


@dataclass(frozen=True)
class Meeting:
    """Where two may meet: in words, and as a point in degrees where it is known. A `public` one is a known place of the
    town; the other kind is a home, shown to the two who meet there and to nobody else. `is_open` is (moment) -> whether
    it is open then; None where nobody knows."""

    label: str
    lat: float = None
    lon: float = None
    public: bool = True
    link: str = ""
    is_open: callable = lambda moment: None


def _nothing(*_args):
    return None


@dataclass(frozen=True)
class Day:
    """A whole day of a member's calendar. `key` is the same for its whole life, `sequence` grows with each change."""

    key: str
    on: date
    words: str
    sequence: int = 0


@dataclass(frozen=True)
class HandedOver:
    """`words` is (post) -> {name: words} of the buttons and headings that the kind says in its own way, in the reader's
    language (community.handovers.box names them; what is missing there is said in general). `check` is (post, member)
    and raises ValidationError where that member may not ask; `where` is (post) -> the Meeting that the promised person
    alone learns, or None. `thing_comes_from` is (handover) -> the member who has it at first.

    The others are told within the transaction of the act, the post's lot locked: `asked` (handover), `promised`
    (handover), `freed` (handover) when a promise came to nothing and what it held is free again, `done` (handover),
    and `undone` (handover) when the other of the two says that it was not. Each is told each time: whether anything is
    left stands in `handover.post.lot`.

    `take` is (handover), what a promise holds back from everybody else: it raises ValidationError where there is not
    enough; `give_back` (handover) undoes it. Where it is not so many units of the lot, a kind has its own; `fits`
    (handover) is then whether what it asks for can be had now, so that nobody is asked again for nothing.

    What comes back has more to it: `ask_page` (post) is where one asks, "" for the form of the box; `page_of`
    (handover) the (address, words) of what else the two have to do, or None; `says` (handover, member, appointment)
    where it stands, in the kind's own words, or ""; `allows` (handover, member, act) whether an act makes sense there;
    `waits_for` (handover, member) whether that member is waited for, though the engine has no act for them; `days`
    (handover, member) the Days of it that belong into that member's calendar; `unfinished` (member) the ids, as a
    queryset, of what is done and has not ended all the same, or None; `read` (hand-overs) fetches at once what those
    will ask of each.

    `silence_is_done` is (handover): whether a week without an answer to "is it done?" is taken for a yes. Where it is
    not, it is asked once more, and after another week `unconfirmed` (handover, at) is told."""

    words: callable = lambda post: {}
    check: callable = _nothing
    where: callable = _nothing
    thing_comes_from: callable = lambda handover: handover.owner
    asked: callable = _nothing
    promised: callable = _nothing
    freed: callable = _nothing
    done: callable = _nothing
    undone: callable = _nothing
    take: callable = stock.take
    give_back: callable = stock.give_back
    fits: callable = lambda handover: True
    ask_page: callable = lambda post: ""
    page_of: callable = _nothing
    says: callable = lambda handover, member, appointment: ""
    allows: callable = lambda handover, member, act: True
    waits_for: callable = lambda handover, member: False
    days: callable = lambda handover, member: ()
    unfinished: callable = _nothing
    silence_is_done: callable = lambda handover: True
    unconfirmed: callable = _nothing
    read: callable = _nothing


@cache
def handed_over():
    """{kind of post: HandedOver}."""
    return {kind: import_string(path) for kind, path in settings.HANDED_OVER.items()}


def of(post):
    """The HandedOver of a post's kind; KeyError where nothing of it is handed over."""
    return handed_over()[post.kind]


def unfinished(member):
    """[queryset of ids] of the member's hand-overs that are done and have not ended all the same."""
    asked = [kind.unfinished(member) for kind in handed_over().values()]
    return [found for found in asked if found is not None]


def read(handovers):
    """Fetch what the kinds say of several hand-overs, whose posts are known, in as many queries as of one."""
    of_kind = {}
    for one in handovers:
        of_kind.setdefault(one.post.kind, []).append(one)
    for kind, some in of_kind.items():
        handed_over()[kind].read(some)
