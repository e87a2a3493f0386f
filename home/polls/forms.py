"""The form of a poll, made of its questions."""

from django import forms
from django.utils.translation import gettext as _


class PollForm(forms.Form):
    def __init__(self, data=None, *, asked, answers=None):
        super().__init__(data, initial=_initial(asked, answers or {}))
        for question in asked:
            self.fields[question["id"]] = field = _field(question)
            field.in_a_row = question["kind"] == "score"

    def answers(self):
        """{question id: [choice ids]}, without the questions left open."""
        given = {key: value if isinstance(value, list) else [value] for key, value in self.cleaned_data.items()}
        return {key: value for key, value in given.items() if any(value)}


def _initial(asked, answers):
    one = {q["id"]: q["kind"] != "several" for q in asked}
    return {key: value[0] if one[key] else value for key, value in answers.items() if key in one and value}


def _field(question):
    several = question["kind"] == "several"
    made = forms.MultipleChoiceField if several else forms.ChoiceField
    widget = forms.CheckboxSelectMultiple() if several else forms.RadioSelect()
    missing = _("Choisissez une réponse.")
    return made(
        label=question["text"], choices=question["choices"], required=question["required"], widget=widget,
        help_text=_scale(question), error_messages={"required": missing, "invalid_choice": missing},
    )  # fmt: skip


def _scale(question):
    if question["kind"] == "several":
        return _("Plusieurs réponses possibles.")
    if question["kind"] == "score" and (question["low"] or question["high"]):
        return _("De 1 (%(low)s) à 5 (%(high)s).") % {"low": question["low"] or "–", "high": question["high"] or "–"}
    return ""
