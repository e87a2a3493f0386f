"""Telling the two of a loan what has happened to it, beyond what the engine of hand-overs tells."""

from community.notifications.notify import notify


def tell(loan, member, what, by=None, at=None, key="", until=None, **facts):
    """The words of each stand in templates/emails/loan.*."""
    handover = loan.handover
    told = {
        "what": what, "title": handover.post.title, "who": handover.other(member).name,
        "until": (until or loan.until_on).isoformat(), **facts,
    }  # fmt: skip
    notify([member], "loan", loan.get_absolute_url(), handover.topic, key, told, at=at, by=by)
