"""French complete, English complete: every sentence of code and templates has its translation."""

import ast
import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
spec = importlib.util.spec_from_file_location("messages", ROOT / "script/messages.py")
messages = importlib.util.module_from_spec(spec)
spec.loader.exec_module(messages)


@pytest.fixture(scope="module")
def sentences():
    return messages.collected()


def test_every_sentence_has_its_english(sentences):
    english = messages.read(ROOT / "locale/en/LC_MESSAGES/django.po")

    def said(context, message):
        entry = english.get(message[0] if isinstance(message, tuple) else message, context)
        return entry is not None and not entry.fuzzy and all(messages.as_texts(entry.string))

    assert [f"{m!r} ({', '.join(sorted(files))})" for (c, m), files in sentences.items() if not said(c, m)] == []


def test_nothing_is_fuzzy_and_placeholders_agree():
    for path in messages.catalogues():
        for entry in filter(lambda entry: entry.id, messages.read(path)):
            assert not entry.fuzzy, entry.id
            assert [str(error) for error in entry.check()] == [], entry.id


def test_french_plurals_follow_the_french_rule(sentences):
    """0 is singular in French; without the catalogue "0 tâches" would be read."""
    french = messages.read(ROOT / "locale/fr/LC_MESSAGES/django.po")
    plurals = {message for _context, message in sentences if isinstance(message, tuple)}
    assert {tuple(entry.id) for entry in french if entry.id and isinstance(entry.id, tuple | list)} == plurals
    assert "n > 1" in french.plural_expr or "n >= 2" in french.plural_expr


def test_no_sentence_hides_in_an_f_string():
    """Babel does not look into them: it would never reach a translator."""
    hidden = []
    for path in (path for folder in messages.CODE for path in sorted((ROOT / folder).rglob("*.py"))):
        for text in (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)):
            called = [node for node in ast.walk(text) if isinstance(node, ast.Call)]
            names = {ast.unparse(node.func) for node in called} & set(messages.KEYWORDS)
            hidden += [f"{path.relative_to(ROOT)}:{text.lineno}"] * bool(names)
    assert hidden == []
