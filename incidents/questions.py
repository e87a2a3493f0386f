"""The extra questions of a category: form fields made from them, and answers told in words.

A question is {"key", "type": text|number|date|one|several, "label_fr", "label_en", "required", "choices", "private"};
the answer to a private one is for the service only."""

from django import forms
from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import get_language

from community.places.words import clean

PREFIX = "answer_"
LONGEST = 500


def label(row, stem="label_"):
    """A question's or a choice's words in the reader's language, French where there are none."""
    return row.get(f"{stem}{(get_language() or 'fr')[:2]}") or row.get(f"{stem}fr", "")


class Words(forms.CharField):
    def clean(self, value):
        return clean(super().clean(value) or "")


def field_for(question):
    """The form field that asks a question; its cleaned value can be written as JSON once `plain` has seen it."""
    shared = {"label": label(question), "required": bool(question.get("required"))}
    choices = [(choice["key"], label(choice, "")) for choice in question.get("choices", [])]
    match question["type"]:
        case "number":
            return forms.IntegerField(min_value=0, max_value=1_000_000, **shared)
        case "date":
            return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **shared)
        case "one":
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
        case "several":
            return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **shared)
    return Words(max_length=LONGEST, **shared)


def fields(category):
    """{name in the form: field} for a category's questions, in order."""
    return {PREFIX + question["key"]: field_for(question) for question in category.questions}


def plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


def answers_in(cleaned, category):
    """{question key: answer} from a form's cleaned data, without the ones left empty."""
    given = {question["key"]: plain(cleaned.get(PREFIX + question["key"])) for question in category.questions}
    return {key: value for key, value in given.items() if value not in (None, "", [])}


def in_words(category, answers, private=False):
    """[{"label", "value"}] of what was answered, in the reader's language; private ones only if asked for."""
    told = []
    for question in category.questions:
        value = answers.get(question["key"])
        if value in (None, "", []) or (question.get("private") and not private):
            continue
        told.append({"label": label(question), "value": _value(question, value)})
    return told


def _value(question, value):
    choices = {choice["key"]: label(choice, "") for choice in question.get("choices", [])}
    if isinstance(value, list):
        return ", ".join(choices.get(key, str(key)) for key in value)
    if question["type"] == "date" and (date := parse_date(str(value))):
        return formats.date_format(date, "DATE_FORMAT")
    return choices.get(value, str(value))


def answers_typed(category, data):
    """The answers as a form says them so far, unjudged: {question key: answer} for those that are not empty."""
    if category is None:
        return {}
    typed = {}
    for question in category.questions:
        name = PREFIX + question["key"]
        several = question["type"] == "several" and hasattr(data, "getlist")
        if value := data.getlist(name) if several else data.get(name):
            typed[question["key"]] = value
    return typed
