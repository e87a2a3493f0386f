"""To name an entry to a neighbour who asked: one's recommendation of it, found again on its own page, and a word in the
thread. What was named is gathered by entry, with how many neighbours named it."""

import re
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.members.blocks import seen_by
from community.posts import search, thread
from community.posts.models import Phase

from .advice_ending import show_words
from .advices import Named
from .models import Entry
from .recommending import recommend

MOST = 200  # recommendations that one page gathers
OFFERED = 8  # entries that a search offers


@dataclass
class Gathered:
    """An entry that was named, and the recommendations of those who did, the first first."""

    entry: Entry
    said: list = field(default_factory=list)

    @property
    def count(self):
        return len(self.said)


@transaction.atomic
def name(advice, member, entry, text, used=False, used_on="", at=None, quietly=False):
    """The member recommends an entry in answer; named again, it takes the new words and nothing else is said. Who
    follows the demand hears of it as of any comment. ValidationError once it is closed, and for what may not be
    recommended."""
    if advice.state in (Phase.DONE, Phase.CLOSED) or advice.comments_closed_at:
        raise ValidationError(_("C’est déjà trouvé : cette demande est close."))
    said = recommend(entry, member, text, used, used_on, at=at, quietly=quietly)
    named, made = Named.objects.get_or_create(advice=advice, recommendation=said)
    if made:
        words = _("Je recommande %(entry)s.") % {"entry": _linked(entry)}
        named.comment = thread.say(advice, member, words, at=at, quietly=quietly)
        named.save(update_fields=["comment"])
    show_words(advice)
    return named


def _linked(entry):
    """Its name as a link, whatever signs stand in it."""
    plain = re.sub(r"([\\\[\]*_`<>])", r"\\\1", entry.name)
    return f"[{plain}]({settings.SITE_URL}{entry.get_absolute_url()})"


def gathered(advice, reader):
    """[Gathered] of what was named, the most often named first; without what members apart from the reader said.
    One query."""
    rows = Named.objects.filter(advice=advice, recommendation__hidden_at=None, recommendation__entry__hidden_at=None)
    joined = ("recommendation__author", "recommendation__entry__category")
    rows = seen_by(reader, rows, "recommendation__author").select_related(*joined).order_by("pk")
    by_entry = {}
    for named in rows[:MOST]:
        entry = named.recommendation.entry
        by_entry.setdefault(entry.pk, Gathered(entry)).said.append(named.recommendation)
    return sorted(by_entry.values(), key=lambda one: -one.count)


def offered(typed, most=OFFERED):
    """Entries that may be recommended and hold every word typed, the last of them still being typed. One query."""
    words = search.words_of(typed)
    if not words:
        return []
    rows = Entry.objects.listed().filter(category__recommendable=True).select_related("category")
    return sorted(search.newest(rows, "entries", words, begun=True)[:most], key=lambda entry: entry.sort_key)
