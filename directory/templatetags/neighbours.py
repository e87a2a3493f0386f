"""What the page of an entry asks for by itself about its keeper and its neighbours, so that any page can include it."""

from django import template
from django.db.models import Q

from directory import claiming, desks, recommending
from directory.claims import Claim
from directory.owning import keeps
from directory.recommendations import Recommendation
from directory.recommending_forms import month_in_words

register = template.Library()
PER_PAGE = 10


@register.simple_tag(takes_context=True)
def recommendations_of(context, entry):
    """{"said", "older", "mine", "keeps", "refusal"}: one page, newest first (?before=<id> for older ones), the
    reader's own, and why they may say nothing. One query for visitors, three for members (four at a desk)."""
    request = context["request"]
    reader = request.user
    rows = Recommendation.objects.seen_by(reader).filter(entry=entry)
    said = list(_before(rows, request.GET.get("before", "")).newest()[: PER_PAGE + 1])
    for one in said:
        one.entry = entry
    older = said[PER_PAGE - 1].pk if len(said) > PER_PAGE else None
    told = {"said": said[:PER_PAGE], "older": older, "recommendable": entry.category.recommendable}
    if not reader.is_authenticated:
        return {**told, "refusal": "" if told["recommendable"] else recommending.why_nobody(entry.category)}
    mine = Recommendation.objects.filter(entry=entry, author=reader).first()
    is_keeper = keeps(reader, entry)
    refusal = recommending.why_not(reader, entry, is_keeper)
    return {**told, "mine": mine, "keeps": is_keeper, "refusal": refusal}


def _before(rows, key):
    last = key.isdecimal() and len(key) < 19 and rows.filter(pk=key).first()
    if not last:
        return rows
    return rows.filter(Q(created_at__lt=last.created_at) | Q(created_at=last.created_at, pk__lt=last.pk))


@register.simple_tag(takes_context=True)
def keeping_of(context, entry):
    """{"keeps", "waits"}: whether the reader keeps an entry, or waits to. At most two queries, none for visitors."""
    reader = context["request"].user
    if not reader.is_authenticated:
        return {}
    claim = claiming.claim_of(reader, entry)
    agent = entry.official_id and claiming.may_speak_for(reader, entry.official_id)
    accepted = claim is not None and claim.state == Claim.State.ACCEPTED
    return {"keeps": bool(accepted or agent), "waits": bool(claim and claim.is_waiting), "holds": accepted}


@register.simple_tag
def desk_categories(entry):
    """The categories of reports about which one comes here. One query."""
    return desks.served_by(entry)


@register.filter
def month(key):
    return month_in_words(key)
