"""The box of hand-overs, so that the page of any post can include it."""

from datetime import datetime

from django import template
from django.template.loader import render_to_string

from community.handovers import box, steps
from community.handovers.acts import ACTS

register = template.Library()


@register.filter
def moment(text):
    """ "2026-11-28T10:30:00+01:00" → "samedi 28 novembre, 10:30" in the town; "" for nothing."""
    return steps.moment_words(datetime.fromisoformat(text)) if text else ""


@register.filter
def answer_words(act, name):
    """The words of an answer that a mail offers; `name` is the other of the two."""
    return str(ACTS[act].label) % {"name": name}


@register.simple_tag(takes_context=True)
def handover_box(context, post):
    """Asking, one's place in line, or the line itself: as many queries for one in line as for thirty."""
    request = context["request"]
    shown = box.context_for(post, request.user)
    return "" if shown.get("nothing") else render_to_string("handovers/box.html", shown, request)
