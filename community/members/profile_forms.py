from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from community.places.words import clean

from .editing import known_skills
from .profile import LONGEST_ABOUT, MOST_SKILLS, TONGUES, Profile

LONGEST_SKILL = 40  # characters
SPARE = 3  # empty lines offered beyond those filled in


class SkillsInput(forms.Widget):
    """One line for each skill, some to spare, and suggestions of what others offer."""

    template_name = "members/skills_input.html"
    use_fieldset = True

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        values = [str(one) for one in value or []][:MOST_SKILLS]
        spare = min(max(SPARE, 4 - len(values)), MOST_SKILLS - len(values))
        context["widget"] |= {"lines": values + [""] * spare, "known": known_skills(), "longest": LONGEST_SKILL}
        context["widget"]["wrong"] = "aria-invalid" in (attrs or {})
        return context

    def value_from_datadict(self, data, files, name):
        return data.getlist(name) if hasattr(data, "getlist") else data.get(name, [])

    def id_for_label(self, id_):
        return f"{id_}_0"


class SkillsField(forms.Field):
    widget = SkillsInput

    def clean(self, value):
        names = [" ".join(clean(name).split()) for name in value or []]
        names = list(dict.fromkeys(filter(None, names)))
        if len(names) > MOST_SKILLS:
            raise ValidationError(_("Douze au plus : gardez ce que vous faites le plus volontiers."))
        if any(len(name) > LONGEST_SKILL for name in names):
            raise ValidationError(_("Quarante caractères au plus pour chacun : quelques mots suffisent."))
        return names


class OneselfForm(forms.Form):
    """A few words, the languages one speaks, what one offers to do."""

    about = forms.CharField(
        label=_("Quelques mots sur vous"),
        max_length=LONGEST_ABOUT,
        required=False,
        help_text=_("Ce qu'un voisin aimerait savoir avant de sonner. Pas d'adresse ni de téléphone."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    skills = SkillsField(
        label=_("Ce que je peux faire pour mes voisins"),
        required=False,
        help_text=_("Douze au plus, en peu de mots : arroser les plantes, réparer un vélo, aider aux devoirs…"),
    )
    languages = forms.MultipleChoiceField(
        label=_("Langues parlées"),
        choices=sorted(TONGUES.items(), key=lambda pair: (pair[0] not in ("fr", "en"), pair[1].casefold())),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "inline-choices"}),
    )

    def clean_about(self):
        return clean(self.cleaned_data["about"])


class ShowForm(forms.ModelForm):
    """To whom each part of the profile is shown."""

    class Meta:
        model = Profile
        fields = ["show_photo", "show_neighbourhood", "show_about", "show_skills", "show_posts", "messages_from"]
        help_texts = {
            "show_photo": _("À « tout le monde », elle paraît aussi près de votre nom dans les discussions."),
            "show_neighbourhood": _("Le quartier seulement. Votre adresse n'est montrée à personne."),
            "show_posts": _("Cette liste seulement : une publication reste visible là où elle a été faite."),
        }
