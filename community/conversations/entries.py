"""The messages of a conversation as one participant sees them: on their side, by day, and nothing that is masked."""

from itertools import pairwise

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import mark_safe
from django.utils.text import capfirst

from community.posts import markdown

from . import details, photos, saying
from .models import Message

AT_ONCE = 60  # messages on a page; earlier ones are a click away
MOST_MISSED = 200  # in one catch-up; the page asks again for more


def of(participant):
    return Message.objects.seen_by(participant).select_related("author", "conversation")


def latest(participant, before=None):
    """(the last messages as `drawn`, the number to ask earlier ones before, or None)."""
    rows = of(participant).filter(number__lt=before) if before else of(participant)
    found = list(rows.order_by("-number")[: AT_ONCE + 1])
    earlier = found[AT_ONCE - 1].number if len(found) > AT_ONCE else None
    return drawn(found[:AT_ONCE][::-1], participant), earlier


def missed(participant, after):
    """What changed after a sequence number, as `drawn`, in the order of the changes."""
    return drawn(list(of(participant).filter(sequence__gt=after).order_by("sequence")[:MOST_MISSED]), participant)


def drawn(messages, participant, with_photos=True):
    """[{number, seq, html, day, day_words, new_day}]. One query, for the photos of all, unless there are none."""
    held = photos.of(messages) if with_photos else {}
    entries = [_entry(message, participant, held.get(message.pk, ())) for message in messages]
    for earlier, entry in pairwise(entries):
        entry["new_day"] = entry["day"] != earlier["day"]
    if entries:
        entries[0]["new_day"] = True
    return entries


def _entry(message, participant, pictures):
    day = timezone.localtime(message.created_at)
    html = render_to_string("conversations/message.html", context_of(message, participant, pictures))
    return {
        "number": message.number,
        "seq": message.sequence,
        "html": mark_safe(html),  # noqa: S308  our own template's output
        "day": f"{day:%Y-%m-%d}",
        "day_words": capfirst(date_format(day, "l j F Y")),
    }


def context_of(message, participant, pictures=()):
    me = participant.member
    mine = message.author_id == me.pk
    hides = bool(message.details and not message.shared_at)
    return {
        "message": message,
        "mine": mine,
        "who": message.author.name if message.author else "",
        "body": body_for(message, mine),
        "hides": hides,
        "found": details.found(message.text) if mine and hides else (),
        "photos": photos.shown(pictures),
        "may_edit": saying.may_edit(message, me),
        "may_remove": saying.may_remove(message, me),
        "may_share": saying.may_share(message, me),
        "edit_until": int(saying.editable_until(message).timestamp()),
    }


def body_for(message, mine):
    """Safe HTML: whole for its author and once it is shared, else with contact details masked."""
    masks = message.details and not message.shared_at and not mine
    html = markdown.render(details.masked(message.text)) if masks else message.html
    return mark_safe(html)  # noqa: S308  cleaned by community.posts.markdown


def words_for(message, member):
    """Its text as that member may read it: in a list, in a mail."""
    if message.is_gone:
        return ""
    hides = message.details and not message.shared_at and message.author_id != member.pk
    return details.masked(message.text) if hides else message.text
