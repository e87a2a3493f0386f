"""The words that were looked for, marked in a title or in the part of a text that holds the first of them."""

import re

from django.utils.html import escape
from django.utils.safestring import mark_safe

from community.places.words import fold
from community.posts.search import root

EXCERPT = 200  # characters
BEFORE = 60  # of them before the first word that was found
_WORD = re.compile(r"\w+")


def _is_one(word, roots):
    return any(fold(word).startswith(root) for root in roots)


def marked(text, words):
    """Safe HTML: the text, and <mark> around what was looked for."""
    roots, made, end = [root(word) for word in words], [], 0
    for found in _WORD.finditer(text):
        if _is_one(found.group(), roots):
            made += [escape(text[end : found.start()]), f"<mark>{escape(found.group())}</mark>"]
            end = found.end()
    return mark_safe("".join([*made, escape(text[end:])]))  # noqa: S308  every part is escaped


def excerpt(text, words):
    """Safe HTML: the part of a text around the first word that was looked for, marked."""
    text = " ".join(text.split())
    roots = [root(word) for word in words]
    first = next((found.start() for found in _WORD.finditer(text) if _is_one(found.group(), roots)), 0)
    start = 0 if first <= BEFORE else text.rfind(" ", 0, first - BEFORE) + 1
    part = text[start:]
    if len(part) > EXCERPT:
        part = part[: EXCERPT + 1].rpartition(" ")[0] or part[:EXCERPT]
    ends = start + len(part) >= len(text)
    return mark_safe(("… " if start else "") + marked(part, words) + ("" if ends else " …"))  # noqa: S308
