"""What the address of a feed says: its filters, and where in it one is."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.places.coordinates import parse_point
from community.posts.kinds import kinds
from community.posts.models import FeedEntry
from community.posts.tagging import slug_of

from .upto import Upto, parse_key

AROUND = 700  # metres of "around me"
NARROWING = ("kind", "tag", "place", "near")


def kinds_offered():
    """[(code, plural, icon)] of what may stand in a feed, answers among them."""
    offered = [(kind.code, kind.plural, kind.icon) for kind in kinds().values()]
    return [*offered, (FeedEntry.ANSWER, gettext_lazy("Réponses de la ville"), "landmark")]


class Filters(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("Genre"), required=False)
    tag = forms.SlugField(label=gettext_lazy("Mot-clé"), required=False, max_length=60, allow_unicode=True)
    place = forms.ChoiceField(label=gettext_lazy("Lieu"), required=False)
    near = forms.CharField(required=False, max_length=60)
    older = forms.BooleanField(required=False)
    after = forms.CharField(required=False, max_length=100)
    since = forms.CharField(required=False, max_length=4000)
    upto = forms.CharField(required=False, max_length=4000)

    def __init__(self, data, places=()):
        super().__init__(data)
        self.fields["kind"].choices = [(code, words) for code, words, _icon in kinds_offered()]
        self.fields["place"].choices = [(str(place.pk), str(place)) for place in places]

    def clean_tag(self):
        """A tag by its key, however it was typed."""
        return slug_of(self.cleaned_data["tag"])

    def clean_near(self):
        """A point to a hundred metres: more is nobody's business."""
        if not self.cleaned_data["near"]:
            return None
        lat, lon = parse_point(*[*self.cleaned_data["near"].split(","), ""][:2])
        return round(lat, 3), round(lon, 3)

    def clean_after(self):
        if not self.cleaned_data["after"]:
            return None
        try:
            return parse_key(self.cleaned_data["after"])
        except ValueError:
            raise ValidationError(_("Cette page du fil n'existe pas : reprenez au début.")) from None

    def clean_since(self):
        return self._upto("since")

    def clean_upto(self):
        return self._upto("upto")

    def _upto(self, name):
        try:
            return Upto.parse(self.cleaned_data[name]) if self.cleaned_data[name] else None
        except ValueError:
            raise ValidationError(_("Cette page du fil n'existe pas : reprenez au début.")) from None

    def asked(self):
        """The filters in use, for a link: {name: value}."""
        asked = {name: self.data[name] for name in NARROWING if self.data.get(name)}
        if "tag" in asked:
            asked["tag"] = self.cleaned_data.get("tag") or asked["tag"]
        if "near" in asked and self.cleaned_data.get("near"):
            asked["near"] = "{},{}".format(*self.cleaned_data["near"])
        return asked
