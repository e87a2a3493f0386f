"""The things that may be flagged (settings.FLAGGED): each kind says how to find, hide and show its own.

`settings.FLAGGED = {"comment": "community.moderation.flagged.comments"}` names, for the first word of a topic, an
object or module with

    name            words for the kind ("commentaire"), to translate
    find(member, pk) -> Thing, or None for what this member may not see (or what is gone)
    hide(pk, at) -> True when it hid it; False when it was out of sight already
    show(pk) -> True when it shows it again
    around(pk)      optional: [(name, words)] said just before and after, which help to judge it
    erase(pk)       optional: its words and photos go for good (illegal content, when the time to object is over)

`pk` is a number, `member` may be an AnonymousUser. A kind with nothing to hide (a member) answers False to hide."""

import re
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

TOPIC = re.compile(r"([a-z]{1,20}):([0-9]{1,18})", re.ASCII)


@dataclass(frozen=True)
class Thing:
    """What is flagged: its words as they stand, who wrote it (a member or None), its address, and its title (a member's
    or a group's name; of a comment, the title it stands under), without the word for its kind.
    An `official` thing is never hidden by the number of its flags; of a `nameless` one, only moderators learn whose it
    is."""

    topic: str
    quote: str
    author: object
    link: str
    label: str
    official: bool = False
    nameless: bool = False

    @property
    def kind(self):
        return self.topic.partition(":")[0]


def parts(topic):
    """(kind, pk) of a topic that can be flagged; None for anything else."""
    found = TOPIC.fullmatch(topic or "")
    return (found[1], int(found[2])) if found and found[1] in settings.FLAGGED else None


def find(topic, member):
    """The Thing, or None when there is none that this member may see."""
    known = parts(topic)
    return known and keeper_of(known[0]).find(member, known[1])


def keeper_of(kind):
    """The object or the module; a module that nothing has imported yet is no attribute of its package."""
    try:
        return import_string(settings.FLAGGED[kind])
    except ImportError:
        return import_module(settings.FLAGGED[kind])


def hide(topic, at):
    kind, pk = parts(topic)
    return keeper_of(kind).hide(pk, at)


def show(topic):
    kind, pk = parts(topic)
    return keeper_of(kind).show(pk)


def around(topic):
    """What was said just before and after; nothing where the kind does not tell (private words are not shown)."""
    kind, pk = parts(topic)
    return getattr(keeper_of(kind), "around", lambda pk: [])(pk)


def erase(topic):
    """What cannot erase stays hidden."""
    kind, pk = parts(topic)
    getattr(keeper_of(kind), "erase", lambda pk: None)(pk)


def name_of(kind):
    """“commentaire”; of a kind that is no longer there, its code."""
    return str(keeper_of(kind).name) if kind in settings.FLAGGED else _("contenu")
