"""The box on a post's page: asking, one's own place in line, or, for its author, the line itself."""

import uuid

from django.urls import reverse
from django.utils.translation import gettext as _

from . import asking, kinds, line, reliability, steps
from .meeting import STANDS
from .models import LIVE, Appointment, Handover, State

MOST_SHOWN = 100  # in line, on one page


def words_of(post):
    """The buttons and headings as the post's kind says them: ask, suggested (the first message), promise, elsewhere."""
    general = {
        "ask": _("Ça m’intéresse"),
        "suggested": _("Bonjour, est-ce encore disponible ?"),
        "heading": _("Intéressé ?"),
    }
    return general | {name: str(words) for name, words in kinds.of(post).words(post).items()}


def context_for(post, member):
    """What templates/handovers/box.html shows to that reader. The same number of queries for any line."""
    if post.kind not in kinds.handed_over() or not hasattr(post, "lot"):
        return {"nothing": True}
    context = {"post": post, "lot": post.lot, "words": words_of(post), "over": post.state in asking.OVER}
    if not member.is_authenticated:
        return {**context, "visitor": True}
    if member.pk == post.author_id:
        return {**context, "is_owner": True, **_owner(post, member, context["words"])}
    return {**context, **_neighbour(post, member, context["words"])}


def _owner(post, member, said):
    rows = Handover.objects.filter(post=post.pk, state__in=[*LIVE, State.DONE]).exclude(partner__is_active=False)
    handovers = list(rows.select_related("partner", "owner").order_by("asked_at", "pk")[:MOST_SHOWN])
    for one in handovers:
        one.post = post
    kinds.read(handovers)
    stands = Appointment.objects.filter(handover__in=[one.pk for one in handovers], state__in=STANDS)
    stands = {one.handover_id: one for one in stands}
    known = reliability.words_for([one.partner_id for one in handovers])
    return {"line": [_row(one, post, member, stands.get(one.pk), known, said) for one in handovers]}


def _row(handover, post, member, appointment, known, said):
    handover.post = post
    return {
        "handover": handover,
        "other": handover.partner,
        "step": steps.next_step(handover, member, appointment, words=said),
        "when": steps.when_words(appointment) if appointment else "",
        "appointment": appointment,
        "words": known[handover.partner_id],
        "choose_units": handover.state == State.INTERESTED and handover.units > 1 and post.lot.left,
    }


def _neighbour(post, member, said):
    mine = Handover.objects.filter(post=post.pk, partner=member).select_related("owner").order_by("-asked_at", "-pk")
    mine = mine.first()
    owner_words = reliability.words_for([post.author_id])[post.author_id] if post.author_id else ""
    if mine is None or (not mine.is_live and mine.state != State.DONE and post.state not in asking.OVER):
        return {"key": uuid.uuid4(), "owner_words": owner_words, "before": mine, "may_ask": _may_ask(post),
                "ask_page": kinds.of(post).ask_page(post)}  # fmt: skip
    mine.post, mine.partner = post, member
    appointment = Appointment.objects.filter(handover=mine.pk, state__in=STANDS).first()
    place = line.place(mine) if mine.state == State.INTERESTED and not post.lot.left else None
    return {
        "mine": mine, "other": mine.owner, "step": steps.next_step(mine, member, appointment, place, said),
        "appointment": appointment, "when": steps.when_words(appointment) if appointment else "",
        "owner_words": owner_words if mine.is_live else "",
    }  # fmt: skip


def _may_ask(post):
    return post.is_public and post.state not in asking.OVER and not post.anonymous and post.author_id is not None


def conversation_of(handover):
    return reverse("conversations:conversation", args=[handover.conversation_id]) if handover.conversation_id else ""
