import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.members.blocks import seen_by
from community.members.models import Member
from community.members.names import check_name
from community.places.boundaries import atlas
from community.places.models import Level
from community.places.words import clean, fold

from .models import Group, Openness

LONGEST_WORD = 300  # characters of what one says when asking to come in


class GroupForm(forms.Form):
    """What a group is about, for whom, and its rules."""

    name = forms.CharField(label=gettext_lazy("Nom du groupe"), max_length=80)
    about = forms.CharField(
        label=gettext_lazy("De quoi il s'agit"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Ce qu'on y fait, quand et où l'on se retrouve."),
    )
    openness = forms.ChoiceField(
        label=gettext_lazy("Qui le voit, qui peut entrer"), choices=Openness.choices, widget=forms.RadioSelect
    )
    territory = forms.TypedChoiceField(label=gettext_lazy("Autour de"))
    rules = forms.CharField(
        label=gettext_lazy("Règles à accepter pour entrer"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Si vous les changez, chaque membre sera invité à les relire."),
    )
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = [t for t in atlas().territories if t.level in (Level.CITY, Level.NEIGHBOURHOOD)]
        self.places = {t.code: t for t in sorted(here, key=lambda t: (t.level, t.name))}
        self.fields["territory"].choices = [(code, t.name) for code, t in self.places.items()]
        self.initial.setdefault("openness", Openness.PUBLIC)
        self.initial.setdefault("client_key", uuid.uuid4())

    def clean_name(self):
        name = " ".join(clean(self.cleaned_data["name"]).split())
        if not any(letter.isalnum() for letter in name):
            raise ValidationError(_("Il faut au moins une lettre."))
        if name != self.initial.get("name"):
            check_name(name)
        return name

    def clean_about(self):
        return clean(self.cleaned_data["about"])

    def clean_rules(self):
        return clean(self.cleaned_data["rules"])

    def clean_territory(self):
        return self.places[self.cleaned_data["territory"]]

    @classmethod
    def of(cls, group, data=None):
        """The form that changes a group."""
        known = {name: getattr(group, name) for name in ("name", "about", "openness", "rules")}
        return cls(data, initial={**known, "territory": group.territory.code})

    def said(self):
        """What `change` is to be called with."""
        return {name: self.cleaned_data[name] for name in ("name", "about", "openness", "territory", "rules")}


class JoinForm(forms.Form):
    """Accepting the rules, and a word for who decides."""

    rules = forms.BooleanField(
        label=gettext_lazy("J'accepte les règles du groupe"),
        error_messages={"required": gettext_lazy("Pour entrer, il faut accepter les règles.")},
    )
    word = forms.CharField(
        label=gettext_lazy("Un mot pour les responsables"),
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, group, data=None, asks=False):
        super().__init__(data)
        if not group.rules:
            del self.fields["rules"]
        if not asks:
            del self.fields["word"]

    def clean_word(self):
        return clean(self.cleaned_data["word"])


def member_called(reader, handle):
    """The member that a leader means by a handle ("@bob"), as far as the leader may know of them; None otherwise."""
    rows = Member.objects.filter(is_active=True, handle=handle.strip().lstrip("@").lower())
    return seen_by(reader, rows, whose="pk").exclude(pk=reader.pk).first()


def listed(reader, words=""):
    """The groups one may know of, by name, that hold all of these words; those that have ended are not looked for."""
    rows = Group.objects.visible_to(reader).filter(ended_at=None).select_related("territory")
    for word in fold(words).split()[:8]:
        rows = rows.filter(folded__contains=word)
    return rows.order_by("name", "pk")
