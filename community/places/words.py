"""Words as people type them: without caring for accents, case or invisible characters."""

import re
import unicodedata

# Controls, zero-width and bidirectional overrides: they hide or reorder text for the next reader. Halves of surrogate
# pairs, which JSON may spell ("\ud800"), are no characters: no database takes them.
_INVISIBLE = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ud800-\udfff\ufeff]"
)


def fold(text):
    """Lower case, no accents, single spaces: what a search compares ("Épinettes" -> "epinettes")."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())


def clean(text):
    """What a person typed, without invisible and bidirectional control characters, in NFC.
    The zero-width joiner of emoji is kept only between two symbols."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = re.sub("(?<=[\u2190-\U0001faff\ufe0f])\u200d(?=[\u2190-\U0001faff])", "\ue000", text)
    return _INVISIBLE.sub("", kept).replace("\ue000", "\u200d").strip()
