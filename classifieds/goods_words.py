"""The words of a rule about goods, looked for in folded text: whole words, either number, and never within what the
rule says not to look at ("verre à vin" is no wine)."""

import re
from functools import lru_cache

from community.places.words import fold

MOST = 4  # words that a ~ stands for
PLACEHOLDER = " . "  # in place of what is not looked at: no phrase reaches across it


def found_in(words, unless, text):
    """Whether one of `words` stands in the folded text, aside from what stands in `unless`."""
    wanted, skipped = pattern(words), pattern(unless)
    if wanted is None:
        return False
    return bool(wanted.search(skipped.sub(PLACEHOLDER, text) if skipped else text))


@lru_cache(maxsize=512)
def pattern(words):
    """One regular expression for a rule's list of words; None for an empty one."""
    phrases = filter(None, map(_phrase, re.split(r"[,\n;]", words)))
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)") if longest_first else None


def _phrase(words):
    """ "verre ~ vin", "peluche ~" and "~ en peluche": any few words between, after and before."""
    before, after = words.lstrip().startswith("~"), words.rstrip().endswith("~")
    said = rf" (?:\w+ ){{0,{MOST}}}?".join(filter(None, map(_words, words.split("~"))))
    if not said:
        return ""
    return (rf"(?:\w+ ){{0,{MOST}}}" if before else "") + said + (rf"(?: \w+){{0,{MOST}}}" if after else "")


def _words(words):
    """Each in either number; only the beginning of one that ends in *."""
    return " ".join(filter(None, (_word(word) for word in words.split())))


def _word(word):
    said = [re.escape(one) for one in fold(word).split()]
    if word.endswith("*") and said:
        return " ".join([*said[:-1], rf"{said[-1]}\w*"])
    return " ".join(f"{one}[sx]?" for one in said)
