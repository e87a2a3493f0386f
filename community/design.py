"""/design/: every component on one page, for screenshots, axe and whoever writes the next template. Only with DEBUG."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from .templatetags.parvis import PHASES


class Sample(forms.Form):
    """One of each kind of field; unbound it shows help, bound it shows errors."""

    title = forms.CharField(label="Titre", help_text="En quelques mots, comme à un voisin.", max_length=140)
    text = forms.CharField(label="Texte", widget=forms.Textarea, required=False)
    category = forms.ChoiceField(label="Catégorie", choices=[("", "Choisir"), ("lamp", "Lampadaire éteint")])
    when = forms.DateField(label="Depuis quand ?", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    size = forms.ChoiceField(
        label="Taille du trou",
        widget=forms.RadioSelect,
        choices=[("s", "Une main"), ("m", "Un ballon"), ("l", "Plus grand")],
    )
    where = forms.MultipleChoiceField(
        label="Où ?",
        widget=forms.CheckboxSelectMultiple,
        choices=[("road", "Chaussée"), ("path", "Trottoir")],
        required=False,
        help_text="Plusieurs réponses possibles.",
    )
    photo = forms.FileField(label="Photo", required=False, help_text="JPEG, PNG, WebP, HEIC ou AVIF, 25 Mo au plus.")
    anonymous = forms.BooleanField(
        label="Publier sans mon nom", help_text="Le service voit toujours qui écrit.", required=False
    )


def _steps(now):
    gone = "Transmis à Grand Paris Seine Ouest", "sent", "", timedelta(days=4), "Cinq voisins l’ont vu aussi."
    done = "Intervention en cours", "progress", "Otto, éclairage public", timedelta(hours=5), ""
    said = "Signalé", "open", "Alice", timedelta(days=6), ""
    steps = [
        {"words": words, "phase": phase, "who": who, "when": now - age, "note": note}
        for words, phase, who, age, note in (said, gone, done)
    ]
    return [*steps, {"words": "Réponse attendue avant jeudi", "expected": True}]


def page(request):
    if not settings.DEBUG:
        raise Http404
    now = timezone.now()
    context = {
        "phases": list(PHASES),
        "now": now,
        "earlier": now - timedelta(minutes=12),
        "form": Sample(),
        "wrong": Sample({"title": "", "size": "z"}, prefix="wrong"),
        "steps": _steps(now),
        "photos": [{"url": "/static/community/icon.svg", "alt": "Lampadaire éteint, rue Hoche"}, {"waiting": True}],
        "pager": Paginator(range(60), 20).page(2),
    }
    return render(request, "community/design.html", context)
