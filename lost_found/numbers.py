"""The number of a chip, a tattoo, a frame or a phone: compared, never kept as it is.

It is known by its HMAC with the site's key: who reads the table learns no number, and who knows a number finds nothing
without the key."""

import re

from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from community.places.words import fold

SHORTEST, LONGEST = 4, 30  # letters and digits: a tattoo has six or seven, a chip fifteen (ISO 11784)


def normal(text):
    """Its letters and digits alone, in capitals ("250 26-98…" and "25026 98…" are one). ValidationError for what can
    be no number."""
    said = re.sub(r"[\W_]", "", fold(text)).upper()
    if not said:
        return ""
    if not (said.isascii() and SHORTEST <= len(said) <= LONGEST and re.search(r"\d", said)):
        raise ValidationError(
            _("Un numéro a de %(shortest)s à %(longest)s lettres et chiffres : vérifiez-le, ou laissez vide.")
            % {"shortest": SHORTEST, "longest": LONGEST}
        )
    return said


def hash_of(text):
    """What a number is known by; "" for none."""
    said = normal(text)
    return salted_hmac("lost_found.numbers", said, algorithm="sha256").hexdigest() if said else ""
