"""Accessibility facts (OpenStreetMap's wheelchair, hearing_loop… ) in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS = {
    ("wheelchair", "yes"): ("accessibility", gettext_lazy("Accessible en fauteuil roulant")),
    ("wheelchair", "limited"): ("accessibility", gettext_lazy("Accessible en fauteuil en partie, ou avec de l’aide")),
    ("wheelchair", "no"): ("circle-slash", gettext_lazy("Pas accessible en fauteuil roulant")),
    ("wheelchair_toilet", "yes"): ("toilet", gettext_lazy("Toilettes accessibles")),
    ("wheelchair_toilet", "limited"): ("toilet", gettext_lazy("Toilettes accessibles en partie")),
    ("wheelchair_toilet", "no"): ("circle-slash", gettext_lazy("Toilettes non accessibles")),
    ("hearing_loop", "yes"): ("ear", gettext_lazy("Boucle magnétique pour malentendants")),
    ("hearing_loop", "no"): ("circle-slash", gettext_lazy("Pas de boucle magnétique")),
    ("tactile_paving", "yes"): ("footprints", gettext_lazy("Bandes podotactiles")),
    ("tactile_paving", "no"): ("circle-slash", gettext_lazy("Pas de bandes podotactiles")),
}


def said(facts):
    """[(icon, words)] of what is known, the most asked first; the note last."""
    lines = [(icon, str(words)) for (fact, value), (icon, words) in WORDS.items() if facts.get(fact) == value]
    if note := facts.get("note"):
        lines.append(("info", _("À savoir : %(note)s") % {"note": note}))
    return lines
