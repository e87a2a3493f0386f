"""A recommendation as a thing that may be flagged (settings.FLAGGED, community.moderation.things), with the answer of
whoever runs the place around it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.moderation.things import Thing

from .recommendations import Recommendation
from .recommending import hide, show  # noqa: F401  this module's own words for them

name = gettext_lazy("recommandation")


def find(member, pk):
    rows = (
        Recommendation.objects.all() if getattr(member, "is_staff", False) else Recommendation.objects.seen_by(member)
    )
    found = rows.select_related("entry", "author").filter(pk=pk, entry__hidden_at=None).first()
    if found is None:
        return None
    quote = found.text
    if found.answer:
        answer = _("Réponse du responsable :")
        quote = f"{quote}\n\n{answer} {found.answer}"
    return Thing(found.topic, quote, found.author, found.get_absolute_url(), found.entry.name)


def around(pk):
    """The ones before and after it about the same entry: praise that was ordered comes in rows. Two queries."""
    found = Recommendation.objects.filter(pk=pk).first()
    if found is None:
        return []
    near = Recommendation.objects.shown().filter(entry=found.entry_id).exclude(pk=pk).newest()[:3]
    return [(one.author.name if one.author else _("Ancien membre"), one.text) for one in near]


def erase(pk):
    Recommendation.objects.filter(pk=pk).update(text="—", answer="", answered_at=None, answered_by=None)
