"""Contact details in a message: found, and masked for the others until its author shares them on purpose.

E-mail addresses and French or international phone numbers, also spelled ("alice arobase exemple point fr", "zéro six
douze…") or spaced out. A library for phone numbers would know each country's plan; none is among our packages, and here
it is enough that a number which can be dialled is seen. Whoever wants to get round this can: it keeps people
from giving away by accident what they meant for one person, and from being asked for it in the first line."""

import re
import unicodedata

MASK = "••••••"

_AT = r"(?:\s{0,2}(?:@|[(\[{<]\s?(?:at|arobase?|@)\s?[)\]}>])\s{0,2}|\s{1,2}arobase?\s{1,2})"
_DOT = r"(?:\.(?!\s)|\s{1,2}\.\s{1,2}|\s{0,2}[(\[{]\s?(?:point|dot|\.)\s?[)\]}]\s{0,2}|\s{1,2}(?:point|dot)\s{1,2})"
_WORD = r"[\w+%-]{1,64}"
_HOST = rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}{_DOT}[^\W\d_]{{2,24}}\b"
_EMAIL = rf"{_WORD}(?:{_DOT}{_WORD}){{0,4}}{_AT}{_HOST}"
# A bare "at" is an English word: only with a spelled dot after it.
_SPELLED = rf"{_WORD}\s{{1,2}}at\s{{1,2}}[\w-]{{1,63}}\s{{1,2}}(?:dot|point)\s{{1,2}}[^\W\d_]{{2,24}}\b"

_GAP = r"(?:[\s.\-_/()*·•]{0,3}|\s?(?:point|tiret)\s?)"
_FRENCH = rf"(?<!\d)0{_GAP}[1-9](?:{_GAP}\d){{8}}(?!\d)"
_ABROAD = rf"(?:\+|(?<!\d)00){_GAP}[1-9](?:{_GAP}\d){{7,13}}(?!\d)"
_SHORTCUT = r"\b(?:wa\.me|t\.me|tel:|signal\.me)/?[\w+/.#-]{2,60}\w"
_NUMBERS = (
    r"(?:z[ée]ro|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?"
    r"|trente|quarante|cinquante|soixante|et|\d{1,2})"
)
_IN_WORDS = rf"\bz[ée]ro(?:[\s,.-]{{1,3}}{_NUMBERS}){{4,16}}\b"

_DETAIL = re.compile("|".join([_EMAIL, _SPELLED, _ABROAD, _FRENCH, _SHORTCUT, _IN_WORDS]), re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}")


def found(text):
    """The contact details in a text, as they stand in it."""
    return [text[start:end] for start, end in _spans(text)]


def masked(text):
    """The text as the others see it."""
    parts, at = [], 0
    for start, end in _spans(text):
        parts += [text[at:start], MASK]
        at = end
    return "".join([*parts, text[at:]])


def _spans(text):
    """Where they begin and end. A date followed by a time has ten digits too, and is none."""
    plain = "".join(map(_plain, text))
    return [match.span() for match in _DETAIL.finditer(plain) if not _DATE.search(match[0])]


def _plain(character):
    """Full-width and other dressed-up digits and signs as the plain one, place for place."""
    simple = unicodedata.normalize("NFKC", character)
    return simple if len(simple) == 1 else character
