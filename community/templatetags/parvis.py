"""What every template may say: an icon, where one is, what a phase looks like. A builtin: nothing has to be loaded."""

import json
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.base import TextNode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from lucide import IconDoesNotExist
from lucide.templatetags.lucide import lucide

from community import typesetting
from community.posts.kinds import kinds

register = template.Library()

# Each phase has a shape of its own beside its colour; the words are for when the state has none of its own.
PHASES = {
    "open": ("megaphone", _("Ouvert")),
    "sent": ("send", _("Transmis")),
    "progress": ("construction", _("En cours")),
    "done": ("circle-check", _("Résolu")),
    "closed": ("archive", _("Clos")),
}


@lru_cache(maxsize=512)
def drawn(name, classes=""):
    """The svg of a lucide icon, as safe text. Hidden from screen readers: words always stand beside it.

    Raises lucide.IconDoesNotExist.
    """
    svg = lucide(name, size=None, **{"class": f"icon {classes}".strip(), "aria-hidden": "true"})
    # Round ends come from page.css (.icon): an icon is short enough to stand in full on every card.
    svg = svg.replace(' stroke-linecap="round" stroke-linejoin="round"', "")
    return mark_safe("".join(line.strip() for line in svg.splitlines()))  # noqa: S308  a package's own drawing


def icon_or_dot(name, classes=""):
    try:
        return drawn(str(name), classes)
    except IconDoesNotExist:
        return drawn("circle-dot", classes)


class IconNode(template.Node):
    def __init__(self, name, classes):
        self.name, self.classes = name, classes

    def render(self, context):
        return icon_or_dot(self.name.resolve(context), self.classes)


@register.tag
def icon(parser, token):
    """{% icon "map-pin" %} or {% icon category.icon "big" %}: a lucide icon, with extra classes.

    A name in quotes is drawn when the template is read and costs nothing afterwards; a wrong one is an error then.
    A name from the data that does not exist is drawn as a dot.
    """
    name, *classes = token.split_contents()[1:]
    classes = " ".join(word.strip("\"'") for word in classes)
    if name[0] not in "\"'":
        return IconNode(parser.compile_filter(name), classes)
    try:
        return TextNode(drawn(name.strip("\"'"), classes))
    except IconDoesNotExist as wrong:
        raise template.TemplateSyntaxError(f"lucide has no icon {name}") from wrong


@register.simple_tag(takes_context=True)
def current(context, address, *but):
    """` aria-current="page"` in the navigation when the page is at `address`, or below it when it ends with a star."""
    path = getattr(context.get("request"), "path", "")
    if path in but:
        return ""
    here = path.startswith(address[:-1]) if address.endswith("*") else path == address
    return SafeString(' aria-current="page"') if here else ""


@register.filter
def phase_icon(phase):
    return icon_or_dot(PHASES.get(phase, PHASES["open"])[0])


@register.filter
def phase_words(phase):
    return PHASES.get(phase, PHASES["open"])[1]


@register.filter
def initials(name):
    """“Alice Martin” → “AM”; “” → “?”."""
    words = [word for word in str(name).replace("-", " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


@register.filter(is_safe=True)
def unbroken(text):
    """“Qui a une échelle ?” with the sign kept on the line of its word, for what people wrote themselves."""
    return typesetting.unbroken(text)


@register.filter
def quoted(words):
    """In the quotation marks of the reader's language."""
    return gettext("« %(words)s »") % {"words": words}


@register.filter
def times(count):
    """A range to loop over, at most a hundred long: {% for stone in needed|times %}."""
    return range(min(int(count or 0), 100))


MAP_WORDS = {
    "bare": _("Fond de carte indisponible : les limites et les signalements restent affichés."),
    "failed": _("Les signalements n’ont pas pu être chargés ; nouvel essai au prochain déplacement."),
    "unavailable": _("La carte n’a pas pu être chargée ; tout ce qu’elle montre est aussi dans la liste."),
    "zoom": _("Zoomer"),
    "unzoom": _("Dézoomer"),
    "close": _("Fermer"),
    "loading": _("Chargement…"),
    "pin": _("Repère du lieu, à déplacer avec les flèches du clavier"),
    "placed": _("Lieu choisi sur la carte."),
    "cluster": _("{count} publications ici, zoomer"),
    "alone": _("1 publication ici, zoomer"),
}


@register.simple_tag
def map_words():
    """What map.js says and draws, as JSON for a data attribute: words in the reader's language, an icon per phase and
    per kind."""
    words = {name: str(text) for name, text in MAP_WORDS.items()}
    words["phases"] = {phase: {"words": str(text), "icon": drawn(name)} for phase, (name, text) in PHASES.items()}
    words["kinds"] = {
        kind.code: {"words": str(kind.label), "icon": icon_or_dot(kind.icon), "phased": kind.phased}
        for kind in kinds().values()
    }
    words["town"] = settings.TOWN_CODE
    words["marker"] = drawn("map-pin")
    return json.dumps(words, ensure_ascii=False)
