"""What pages and mails of the moderation may say."""

from datetime import date

from django import template
from django.utils.translation import get_language

from ..models import DONE, Appeal
from ..things import name_of

register = template.Library()


@register.filter
def thing_name(kind):
    """“comment” → “commentaire”, in the reader's language."""
    return name_of(kind)


@register.filter
def action_words(action):
    """“hide” → “masquage”."""
    return DONE.get(action, action)


@register.filter
def outcome_words(outcome):
    return Appeal.Outcome(outcome).label if outcome in Appeal.Outcome.values else outcome


@register.filter
def iso_day(text):
    """The date in an ISO text, for the date filter; None where there is none."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None


@register.simple_tag(takes_context=True)
def of(context, name):
    """Of name_fr and name_en in the context, the reader's; French where there is no other."""
    language = (get_language() or "fr")[:2]
    return context.get(f"{name}_{language}") or context.get(f"{name}_fr") or ""
