"""What a poll's page shows to its reader: the questions, the results, what came of it."""

from .forms import PollForm
from .models import Ballot, PollPage
from .results import by_quarter, overall, total
from .voting import refusal


def shown(page, post, request, form=None):
    """The context of the page. Two queries for a member (their ballot, the count), none for a visitor while it runs."""
    from ..voice.outcomes import OutcomePage

    member = request.user
    mine = Ballot.objects.filter(post=post, member=member).first() if post and member.is_authenticated else None
    may_see = bool(post) and (page.is_closed or (mine is not None and page.results == PollPage.Results.VOTED))
    why_not = refusal(page, member) if member.is_authenticated else ""
    if post and member.is_authenticated and not why_not:
        form = form or PollForm(asked=page.asked, answers=mine.answers if mine else None)
    return {
        "mine": mine,
        "why_not": why_not,
        "form": form,
        "may_see": may_see,
        "heads": total(post) if may_see else None,
        "results": overall(page, post) if may_see else None,
        "by_quarter": by_quarter(page, post) if may_see else [],
        "outcomes": OutcomePage.of_poll(page),
    }
