"""What the city is given to read: the words, the place and the answers as they were when it was handed over."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from .questions import in_words


def statement_of(incident):
    """Plain data, in French for the desk; the author reads the same before sending."""
    with override("fr"):
        return {
            "nature": incident.get_nature_display(),
            "category": incident.category.name_fr,
            "title": incident.title,
            "text": incident.text,
            "place": incident.place_label,
            "lat": incident.lat,
            "lon": incident.lon,
            "answers": in_words(incident.category, incident.answers, private=True),
            "author": _author(incident),
        }


def _author(incident):
    if incident.author is None:
        return incident.awaiting_email
    return _("%(name)s (sans son nom pour le public)") % {"name": incident.author.name} if incident.anonymous else (
        incident.author.name
    )
