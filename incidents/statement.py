"""What the city is given to read: the words, the place and the answers as they were when it was handed over."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from .natures import Nature
from .questions import in_words
from .reporting import title_of


def statement_of(incident):
    """Plain data, in French for the desk; the author read the same before sending (`preview_of`)."""
    with override("fr"):
        name = incident.author.name if incident.author else incident.awaiting_email
        return _told(
            incident.nature, incident.category, incident.title, incident.text, incident.place_label,
            (incident.lat, incident.lon), incident.answers, name, incident.anonymous,
        )  # fmt: skip


def preview_of(form):
    """The same of a valid form that is not sent yet, in the reader's language."""
    said = form.reported()
    name = form.member.name if form.member else form.cleaned_data["email"]
    return _told(
        said["nature"], said["category"], title_of(said["text"], said["category"]), said["text"], said["place_label"],
        (said["lat"], said["lon"]), said["answers"], name, said["anonymous"],
    )  # fmt: skip


def _told(nature, category, title, text, place, point, answers, name, anonymous):
    return {
        "nature": str(Nature(nature).label),
        "category": category.name,
        "title": title,
        "text": text,
        "place": place,
        "lat": point[0],
        "lon": point[1],
        "answers": in_words(category, answers, private=True),
        "author": _("%(name)s, sans son nom pour le public") % {"name": name} if anonymous else name,
    }
