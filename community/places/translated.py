"""Rows that carry their words in each language (`name_fr`, `name_en`): `row.name` is the reader's."""

from django.utils.translation import get_language


class InReadersLanguage:
    """`words = InReadersLanguage("words")` reads words_en or words_fr, French when the other is empty."""

    def __init__(self, stem):
        self.stem = stem

    def __get__(self, row, owner=None):
        if row is None:
            return self
        own = getattr(row, f"{self.stem}_{(get_language() or 'fr')[:2]}", "")
        return own or getattr(row, f"{self.stem}_fr")
