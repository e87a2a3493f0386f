"""Why two things may be the same, in the reader's words."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..things import ANIMALS, Colour, What

register = template.Library()


@register.filter
def in_words(reasons):
    """["même objet : clés", "à 140 m"…] of a match's reasons."""
    return [words for reason in reasons or [] if (words := _said(*reason))]


def _said(kind, *about):
    say = {"what": _what, "kin": _kin, "number": _number, "colour": _colour, "metres": _metres, "days": _days,
           "words": _words, "brand": _brand, "line": _line}.get(kind)  # fmt: skip
    return say(*about) if say else ""


def _label(choices, value):
    return str(choices(value).label).lower() if value in choices.values else value


def _what(what):
    words = _("même animal : %(what)s") if what in ANIMALS else _("même objet : %(what)s")
    return words % {"what": _label(What, what)}


def _kin(one, other):
    return _("choses proches : %(one)s et %(other)s") % {"one": _label(What, one), "other": _label(What, other)}


def _number():
    return _("même numéro")


def _colour(colour):
    return _("même couleur : %(colour)s") % {"colour": _label(Colour, colour)}


def _metres(metres):
    if metres >= 1000:
        return _("à %(km)s km") % {"km": number_format(metres / 1000, 1)}
    return _("à %(metres)d m") % {"metres": max(metres, 10)}


def _days(days):
    if days == 0:
        return _("le même jour")
    if days < 0:
        return _("trouvé la veille du jour indiqué")
    return ngettext("trouvé %(days)d jour après", "trouvé %(days)d jours après", days) % {"days": days}


def _words(*words):
    said = ", ".join(words)
    return ngettext("même mot : %(words)s", "mêmes mots : %(words)s", len(words)) % {"words": said}


def _brand(brand):
    return _("même marque : %(brand)s") % {"brand": brand}


def _line(line):
    return _("même transport : %(line)s") % {"line": line}
