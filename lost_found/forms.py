"""The forms of what is lost or found; kept whole whatever is wrong with them."""

import uuid
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.publishing import check_may_publish
from community.places.coordinates import parse_point
from community.places.geocoding import find, label_at
from community.places.words import clean
from community.posts.tagging import cleaned as cleaned_tags
from community.tickets.models import Authority

from .numbers import normal
from .reach import SPAN
from .telling import default_title
from .things import ANIMALS, NUMBERED, Colour, Sex, Side, Size, What

LONGEST = 2000  # characters of the text
LONGEST_TITLE = 140
MOST_COLOURS = 4
OLDEST = timedelta(days=366)  # how long ago it may have happened


class Words(forms.CharField):
    """Words of at most `longest` characters, without invisible ones; on one line unless it has `rows`."""

    def __init__(self, longest, label, help_text="", rows=0, **attrs):
        attrs = {"autocomplete": "off", **attrs}
        widget = forms.Textarea({**attrs, "rows": rows}) if rows else forms.TextInput(attrs)
        super().__init__(label=label, required=False, widget=widget, help_text=help_text)
        self.longest, self.rows = longest, rows

    def to_python(self, value):
        text = clean(super().to_python(value))
        return text if self.rows else " ".join(text.split())

    def validate(self, value):
        super().validate(value)
        if len(value) > self.longest:
            words = _("%(count)s caractères, c'est trop : %(longest)s au plus. Gardez l'essentiel.")
            raise ValidationError(words % {"count": len(value), "longest": self.longest})


class WordsForm(forms.Form):
    """What may still be changed once it is published."""

    title = Words(
        LONGEST_TITLE, gettext_lazy("En quelques mots"), gettext_lazy("Par exemple : trousseau de trois clés.")
    )
    text = Words(
        LONGEST, gettext_lazy("Signes particuliers"),
        gettext_lazy("Une marque, une inscription, un accroc : ce qui le fait reconnaître. Tout le monde le lira."), 3,
    )  # fmt: skip
    colours = forms.MultipleChoiceField(
        label=gettext_lazy("Couleurs"), required=False, choices=Colour.choices, widget=forms.CheckboxSelectMultiple
    )
    brand = Words(60, gettext_lazy("Marque"))
    sex = forms.ChoiceField(label=gettext_lazy("Sexe"), required=False, choices=[("", "—"), *Sex.choices])
    size = forms.ChoiceField(label=gettext_lazy("Taille"), required=False, choices=[("", "—"), *Size.choices])
    collar = Words(100, gettext_lazy("Collier, harnais"))
    number = Words(
        60, gettext_lazy("Numéro de puce, de tatouage ou de série"),
        gettext_lazy("Personne ne le verra : il sert à reconnaître le même numéro, puis il est effacé."),
        autocapitalize="characters", spellcheck="false", **{"data-private": ""},
    )  # fmt: skip
    secret = Words(
        300, gettext_lazy("Ce que vous seul savez"),
        gettext_lazy("Gardé pour vous : cela vous servira à prouver que c’est le vôtre."), **{"data-private": ""},
    )  # fmt: skip
    question = Words(
        300, gettext_lazy("Question à qui le réclame"),
        gettext_lazy("Gardez un détail pour vous et demandez-le : « De quelle couleur est la doublure ? »"),
    )  # fmt: skip
    office = Words(
        200, gettext_lazy("Où est-il maintenant ?"),
        gettext_lazy("Laissez vide si vous le gardez ; sinon, où vous l’avez déposé."),
    )  # fmt: skip
    tags = Words(
        300, gettext_lazy("Mots-clés"), gettext_lazy("Cinq au plus, séparés par des virgules."), autocapitalize="none",
        **{"data-tags": ""},
    )  # fmt: skip

    def clean_colours(self):
        if len(self.cleaned_data["colours"]) > MOST_COLOURS:
            raise ValidationError(_("%(most)s couleurs au plus : celles qu’on voit d’abord.") % {"most": MOST_COLOURS})
        return self.cleaned_data["colours"]

    def clean_number(self):
        normal(self.cleaned_data["number"])
        return self.cleaned_data["number"]

    def clean_tags(self):
        return cleaned_tags(self.cleaned_data["tags"])

    def fields_of(self, side, what):
        """The cleaned words, without what does not belong to such a thing."""
        given = {name: self.cleaned_data[name] for name in WordsForm.base_fields}
        given["title"] = given["title"] or default_title(side, what)
        unasked = [name for name in ("sex", "size", "collar") if what not in ANIMALS]
        unasked += ["number"] if what not in NUMBERED else []
        unasked += ["secret"] if side == Side.FOUND else ["question", "office"]
        return {**given, **dict.fromkeys(unasked, "")}


class TellForm(WordsForm):
    side = forms.ChoiceField(label=gettext_lazy("Perdu ou trouvé ?"), choices=Side.choices, widget=forms.RadioSelect)
    what = forms.ChoiceField(label=gettext_lazy("Quoi ?"), choices=What.choices, widget=forms.RadioSelect)
    happened_on = forms.DateField(
        label=gettext_lazy("Quel jour ?"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Cette date n’existe pas : écrivez-la comme 25/11/2026.")},
    )  # fmt: skip
    happened_to = forms.DateField(
        label=gettext_lazy("Ou jusqu’au"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Si vous ne savez pas quel jour au juste."),
    )  # fmt: skip
    place = forms.CharField(
        label=gettext_lazy("Adresse ou lieu"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-address-search": ""}),
    )  # fmt: skip
    spot = forms.ChoiceField(label=gettext_lazy("Lequel ?"), required=False, widget=forms.RadioSelect)
    lat = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    lon = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    at_home = forms.BooleanField(
        label=gettext_lazy("C’est chez moi : n’en montrer que le quartier, à peu près"), required=False
    )
    line = Words(60, gettext_lazy("Ou dans quel transport ?"), gettext_lazy("Par exemple : tram T2, bus 123."))
    for_office = forms.ChoiceField(label=gettext_lazy("Pour qui ?"), required=False)
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)
    born_from = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    website = forms.CharField(required=False, max_length=200)  # a trap for machines: people never see it

    def __init__(self, data=None, *, member, photos=(), refused=(), **kwargs):
        super().__init__(data, **kwargs)
        self.member, self.photos, self.refused = member, photos, refused
        self.initial.setdefault("client_key", uuid.uuid4())
        self.initial.setdefault("happened_on", timezone.localdate())
        self.found = []
        if self.is_bound:
            self._search()
        if not self.found:
            del self.fields["spot"]
        self._ask_whose_office()

    def _ask_whose_office(self):
        """Whoever sits at an authority's desk may tell what its own lost-property office keeps."""
        seated = Authority.objects.filter(seats__member=self.member) if self.member.is_staff else ()
        self.seated = {str(authority.pk): authority for authority in seated}
        if not self.seated:
            del self.fields["for_office"]
            return
        offices = [
            (pk, _("Le bureau des objets trouvés : %(name)s") % {"name": a.name}) for pk, a in self.seated.items()
        ]
        self.fields["for_office"].choices = [("", _("Moi-même")), *offices]

    def _search(self):
        """What the place typed may be, to choose from; only when nothing more precise was given."""
        typed = self.data.get("place", "").strip()[:200]
        if typed and not self.data.get("lat"):
            self.found, _failed = find(typed)
            self.fields["spot"].choices = [(f"{found.lat},{found.lon}", found.label) for found in self.found]

    def clean_client_key(self):
        return self.cleaned_data["client_key"] or uuid.uuid4()

    def clean_website(self):
        if self.cleaned_data["website"]:
            raise ValidationError(_("Laissez ce champ vide."))
        return ""

    def clean_happened_on(self):
        day, today = self.cleaned_data["happened_on"], timezone.localdate()
        if day > today:
            raise ValidationError(_("Ce jour n’est pas encore venu."))
        if day < today - OLDEST:
            raise ValidationError(_("C’était il y a plus d’un an : dites plutôt le jour où vous l’avez remarqué."))
        return day

    def clean(self):
        given = super().clean()
        check_may_publish(self.member)
        self._check_days(given)
        if not self.errors.get("spot"):
            self._clean_point(given)
        return given

    def _check_days(self, given):
        first, last = given.get("happened_on"), given.get("happened_to")
        if not first or not last:
            return
        if last < first or last > timezone.localdate():
            self.add_error("happened_to", _("Le dernier jour est entre le premier et aujourd’hui."))
        elif last - first > SPAN:
            self.add_error("happened_to", _("%(days)s jours au plus entre les deux.") % {"days": SPAN.days})

    def _clean_point(self, given):
        """A point; or, for what was lost on the way, the line alone."""
        bare = not (given.get("lat") or given.get("lon") or given.get("place"))
        if bare and given.get("line"):
            given["lat"] = given["lon"] = None
            given["place_label"] = ""
            return
        try:
            lat, lon, label = self._spot(given)
            given["lat"], given["lon"] = parse_point(lat, lon)
            given["place_label"] = (label or clean(given.get("place", "")) or label_at(given["lat"], given["lon"]))[
                :200
            ]
        except ValidationError as fault:
            self.add_error("place", fault)

    def _spot(self, given):
        """(lat, lon, label) of the pin, else of the one answer to what was typed, else of the one chosen."""
        if given.get("lat") or given.get("lon"):
            return given.get("lat"), given.get("lon"), ""
        chosen = [f for f in self.found if f"{f.lat},{f.lon}" == given.get("spot")] or self.found
        if len(chosen) == 1:
            return chosen[0].lat, chosen[0].lon, chosen[0].label
        if chosen:
            raise ValidationError(_("Plusieurs endroits portent ce nom : choisissez dans la liste."))
        if given.get("place"):
            raise ValidationError(_("Ce lieu est inconnu ici. Essayez la rue seule, ou touchez la carte."))
        raise ValidationError(_("Dites où : une adresse, un point sur la carte, ou le transport."))

    def told(self):
        """What Item.objects.tell is to be called with, but for the author."""
        given = self.cleaned_data
        names = ("side", "what", "happened_on", "happened_to", "lat", "lon", "at_home", "line", "place_label",
                 "client_key")  # fmt: skip
        return {
            **{name: given[name] for name in names},
            **self.fields_of(given["side"], given["what"]),
            "photo_keys": [photo.key for photo in self.photos],
            "authority": self.seated.get(given.get("for_office") or ""),
        }


class ClaimForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Ce qui montre que c’est le vôtre"), widget=forms.Textarea({"rows": 4}), max_length=2000,
        help_text=gettext_lazy("Ce qu’on ne voit pas sur l’annonce. Seule la personne qui l’a trouvé le lira."),
        error_messages={"required": gettext_lazy("Décrivez-le en quelques mots.")},
    )  # fmt: skip
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_text(self):
        return clean(self.cleaned_data["text"])

    def clean_client_key(self):
        return self.cleaned_data["client_key"] or uuid.uuid4()


class NumberForm(forms.Form):
    number = forms.CharField(
        label=gettext_lazy("Le numéro lu"), max_length=60,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=gettext_lazy("Puce, tatouage, cadre de vélo, numéro IMEI ou de série."),
        error_messages={"required": gettext_lazy("Tapez le numéro.")},
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Votre message"), required=False, max_length=500, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("Où il est, et comment vous joindre."),
    )  # fmt: skip
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def clean_number(self):
        normal(self.cleaned_data["number"])
        return self.cleaned_data["number"]

    def clean_text(self):
        return clean(self.cleaned_data["text"])

    def clean_client_key(self):
        return self.cleaned_data["client_key"] or uuid.uuid4()
