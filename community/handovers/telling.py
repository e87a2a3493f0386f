"""Telling the two of a hand-over, and those in line, what has happened. The words of each stand in
templates/handovers/told/<what>.txt, one line; what to answer in one click goes with them."""

from django.urls import reverse

from community.notifications.notify import notify

from . import calendar_links as calendar
from . import links

KIND = "handover"


def tell(handover, member, what, by=None, at=None, key="", answers=(), about=None, link="", text="", **facts):
    """Tell one of the two. `by` is who did it, under their name; `answers` are acts that member may do in one click
    (community.handovers.links), `about` the appointment they are about."""
    told = {
        **_facts(handover, member),
        "what": what,
        "text": text,
        "answers": [links.answer(handover, member, act, about) for act in answers],
        **facts,
    }
    if facts.get("calendar"):
        told["calendar"] = calendar.address(handover, member)
    notify([member], KIND, link or handover.get_absolute_url(), handover.topic, key, told, at=at, by=by)


def tell_all(handovers, what, at=None, key="", **facts):
    """Tell the partners of several hand-overs of one post the same thing, in as many queries as one."""
    handovers = list(handovers)
    if not handovers:
        return
    told = {"what": what, "title": handovers[0].post.title, "who": handovers[0].owner.name, "answers": [], **facts}
    topic, link = f"handovers:{handovers[0].post_id}", reverse("handovers:of_post", args=[handovers[0].post_id])
    notify([one.partner for one in handovers], KIND, link, topic, key, told, at=at)


def _facts(handover, member):
    return {"title": handover.post.title, "who": handover.other(member).name, "owned": member.pk == handover.owner_id}
