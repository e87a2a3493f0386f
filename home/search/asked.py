"""What a visitor asks of the search, read from the address."""

from datetime import timedelta
from urllib.parse import urlencode

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.places.boundaries import atlas
from community.places.words import clean
from community.posts.kinds import kinds
from community.posts.search import LONGEST, words_of

MOST_PAGES = 60
SHORTEST = 2  # letters of the longest word
# What is found besides posts: its words for many and for one, and its icon.
SORTS = {
    "members": (gettext_lazy("Voisins"), gettext_lazy("Voisin"), "user-round"),
    "groups": (gettext_lazy("Groupes"), gettext_lazy("Groupe"), "users-round"),
    "places": (gettext_lazy("Lieux"), gettext_lazy("Lieu"), "map-pin"),
    "pages": (gettext_lazy("Aide"), gettext_lazy("Aide"), "circle-help"),
}
PERIODS = {"7": gettext_lazy("7 jours"), "30": gettext_lazy("30 jours"), "365": gettext_lazy("1 an")}
ORDERS = {"best": gettext_lazy("Le titre d'abord"), "new": gettext_lazy("Les plus récents")}


class Asked(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Mots"), required=False, max_length=LONGEST, widget=forms.TextInput(attrs={"type": "search"})
    )
    what = forms.ChoiceField(label=gettext_lazy("Genre"), required=False)
    place = forms.ChoiceField(label=gettext_lazy("Lieu"), required=False)
    tag = forms.SlugField(label=gettext_lazy("Mot-clé"), required=False, max_length=100, allow_unicode=True)
    period = forms.ChoiceField(
        label=gettext_lazy("Période"), required=False, choices=[("", gettext_lazy("Toujours")), *PERIODS.items()]
    )
    order = forms.ChoiceField(label=gettext_lazy("Dans l'ordre"), required=False, choices=list(ORDERS.items()))
    page = forms.IntegerField(required=False, min_value=1, max_value=MOST_PAGES, widget=forms.HiddenInput)

    def __init__(self, data, member=None):
        typed = {name: clean(value) for name, value in data.items() if isinstance(value, str)}
        super().__init__(typed)
        self.member = member if member and member.is_authenticated else None
        self.fields["what"].choices = [("", _("Tout")), *((code, code) for code in (*kinds(), *SORTS))]
        self.fields["place"].choices = [("", _("Partout")), *((t.code, t.name) for t in atlas().territories)]

    @property
    def words(self):
        return words_of(self.cleaned_data["q"])

    @property
    def too_little(self):
        """Whether nothing was asked that could be looked for."""
        return not self.cleaned_data["tag"] and max(map(len, self.words), default=0) < SHORTEST

    @property
    def kind(self):
        """The kind of post it is limited to, or ""."""
        what = self.cleaned_data["what"]
        return what if what in kinds() else ""

    @property
    def since(self):
        days = self.cleaned_data["period"]
        return timezone.now() - timedelta(days=int(days)) if days else None

    @property
    def territories(self):
        """The ids of the territory asked for and of all in it."""
        chosen = next((t for t in atlas().territories if t.code == self.cleaned_data["place"]), None)
        return {t.pk for t in atlas().territories if chosen in _lineage(t)} if chosen else None

    @property
    def narrowed(self):
        """Whether something besides the words narrows it to posts."""
        return any(self.cleaned_data[name] for name in ("place", "tag", "period"))

    @property
    def kept(self):
        """[(name, value)] of what stays when other words are typed."""
        return [(name, self.cleaned_data[name]) for name in self.fields if name not in ("q", "page")]

    def link(self, **changes):
        """The same search with some answers changed, from its first page; "" or None takes one away."""
        said = {name: self.cleaned_data.get(name) or "" for name in self.fields if name != "page"} | changes
        return "?" + urlencode({name: value for name, value in said.items() if value})


def _lineage(territory):
    while territory:
        yield territory
        territory = territory.parent
