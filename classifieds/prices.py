"""Prices as people write them. They are words between neighbours: no money passes here."""

import re

from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.places.words import clean, fold

MOST = 1_000_000  # euros
FREE = {"gratuit", "gratuitement", "gratis", "free", "don", "donne", "offert", "rien", "zero"}
_UNIT = re.compile(r"(?i)\s*(?:€|euros?\b|eur\b)\s*")
_PLAIN = re.compile(r"\d+(?:[.,]\d{1,2})?", re.ASCII)
_GROUPED = re.compile(
    r"\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?|\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:,\d{3})+\.\d{1,2}", re.ASCII
)
_UNCLEAR = re.compile(r"\d{1,3}[.,]\d{3}", re.ASCII)


def cents_of(typed):
    """The cents that "1,50 €", "1.50", "40", "1 200" or "40€50" mean; None for free ("gratis", "0").

    ValidationError says in words what is wrong: negative, beyond MOST, unclear, or no number at all."""
    words = " ".join(clean(typed).split())
    if not words:
        raise ValidationError(_("Dites un prix, ou « gratuit »."), code="required")
    if fold(words) in FREE:
        return None
    if re.match(r"^(?:€\s*)?[-−–]\s*\d", words):
        raise ValidationError(_("Un prix ne descend pas sous zéro : 0, ou « gratuit », si vous le donnez."), code="low")
    return _cents(_number(words)) or None


def _number(words):
    """The number in what was typed, as ASCII text with a point."""
    amount = re.sub(r"^(\d+)\s?€\s?(\d\d)$", r"\1,\2", words)
    amount = _UNIT.sub("", amount) if len(_UNIT.findall(amount)) < 2 else amount
    if _UNCLEAR.fullmatch(amount):
        raise ValidationError(
            _("« %(typed)s » peut se lire de deux façons : écrivez 1500 ou 1,50.") % {"typed": words}, code="unclear"
        )
    if _GROUPED.fullmatch(amount):
        whole, rest = re.fullmatch(r"(.+?)(?:[.,](\d{1,2}))?", amount).groups()
        return f"{re.sub(r'[ .,]', '', whole)}.{rest or ''}"
    if not _PLAIN.fullmatch(amount):
        raise ValidationError(
            _("« %(typed)s » n’est pas un prix : écrivez un nombre, comme 40 ou 12,50, ou « gratuit ».")
            % {"typed": words[:40]},
            code="invalid",
        )
    return amount.replace(",", ".")


def _cents(number):
    euros, _point, rest = number.partition(".")
    if len(euros.lstrip("0")) > len(str(MOST)) or int(euros) > MOST:
        raise ValidationError(
            _("C’est beaucoup : un million d’euros au plus. Vérifiez le nombre de zéros."), code="high"
        )
    return int(euros) * 100 + int(rest.ljust(2, "0") or 0)


def in_words(cents):
    """A price as one reads it: "40 €", "12,50 €", in English "€12.50"."""
    euros = number_format(cents / 100, 2 if cents % 100 else 0, force_grouping=True)
    return f"€{euros}" if get_language() == "en" else f"{euros} €"


def as_typed(cents):
    """The price as the form of an ad shows it again."""
    return "0" if cents is None else number_format(cents / 100, 2 if cents % 100 else 0, use_l10n=True)
