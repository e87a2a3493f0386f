"""What waits at the moderators' desk: cases grouped by thing, the oldest first, and objections."""

from django.core.paginator import Paginator
from django.db.models import Prefetch

from ..models import Appeal, Case, Flag

PER_PAGE = 25
URGENT = "urgent"
MINE = "mine"
FREE = "free"


def waiting(member, only=""):
    """The open cases but those about oneself, oldest first, with their open flags. Three queries for a page."""
    flags = Prefetch("flags", Flag.objects.filter(closed_at=None).select_related("reason"), to_attr="open_flags")
    cases = Case.objects.open().exclude(author=member)
    cases = cases.select_related("author", "moderator").prefetch_related(flags)
    narrowed = {URGENT: cases.filter(suspended_at__isnull=False), MINE: cases.filter(moderator=member)}
    if only == FREE:
        return cases.filter(moderator=None)
    return narrowed.get(only, cases)


def page_of(cases, number):
    """A page of cases, each with `first`, the flag that says best what it is about."""
    page = Paginator(cases, PER_PAGE).get_page(number)
    for case in page.object_list:
        case.first = case.open_flags[0] if case.open_flags else None
        case.flag_count = len(case.open_flags)
        case.reasons = list({flag.reason_id: flag.reason for flag in case.open_flags}.values())
    return page


def appeals(member):
    """The objections that wait, oldest first, but one's own. One query."""
    joined = ("decision", "decision__member", "decision__moderator", "decision__reason")
    return list(Appeal.objects.filter(decided_at=None).exclude(decision__member=member).select_related(*joined))
