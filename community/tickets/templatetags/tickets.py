"""What a desk's templates and mails may say."""

from datetime import date

from django import template
from django.core.files.storage import default_storage
from django.utils.translation import get_language

from ..workflow import State

register = template.Library()


@register.filter
def state_words(state):
    """“planned” → “Planifiée”, in the reader's language; anything else as it is."""
    return State(state).label if state in State.values else state


@register.filter
def day(iso):
    """The date in an ISO text, for the date filter; None where there is none."""
    try:
        return date.fromisoformat(iso)
    except (TypeError, ValueError):
        return None


@register.simple_tag(takes_context=True)
def said(context, name):
    """Of name_fr and name_en in the context, the reader's; French where there is no other."""
    language = (get_language() or "fr")[:2]
    return context.get(f"{name}_{language}") or context.get(f"{name}_fr") or ""


@register.filter
def rendition(photo, name):
    """The address of a photo's public rendition; empty until it is ready."""
    return photo.url(name)


@register.filter
def media_address(path):
    """The address of a public file from its path."""
    return default_storage.url(path)
