"""The sentences people read: `collect` them from code and templates into the .po files, `compile` these to .mo.

Source sentences are French, so the French catalogue stays empty but for its plural rule. Babel does both, so that no
system gettext is needed.
"""

import ast
import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
CODE = ("community", "classifieds", "directory", "discussions", "incidents", "lost_found", "home", "demo")
KEYWORDS = {
    **{name: None for name in ("_", "gettext", "gettext_lazy", "gettext_noop")},
    **{name: (1, 2) for name in ("ngettext", "ngettext_lazy")},
    **{name: ((1, "c"), 2) for name in ("pgettext", "pgettext_lazy")},
    **{name: ((1, "c"), 2, 3) for name in ("npgettext", "npgettext_lazy")},
}
STRING = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
CALL = re.compile(rf"\b(n?p?gettext|_)\(\s*({STRING}(?:\s*,\s*{STRING})*)", re.DOTALL)


def catalogues():
    return sorted(ROOT.glob("locale/*/LC_MESSAGES/django.po"))


def from_code():
    """(context, message, file) of every marked sentence in Python; message is a pair where there is a plural."""
    for folder in CODE:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                with path.open("rb") as file:
                    for _line, message, _comments, context in extract("python", file, keywords=KEYWORDS):
                        yield context, message, path


def from_templates():
    """The same for templates, through Django's own reading of their tags."""
    from django.utils.translation.template import templatize

    places = [ROOT / "templates", *ROOT.glob("*/templates"), *ROOT.glob("*/*/templates")]
    for path in sorted(p for place in places for end in ("html", "txt", "xml") for p in place.rglob(f"*.{end}")):
        for name, arguments in CALL.findall(templatize(path.read_text(), origin=str(path))):
            words = ast.literal_eval(f"[{arguments}]")
            context = words.pop(0) if "p" in name.replace("gettext", "") else None
            yield context, tuple(words) if name.startswith("n") else words[0], path


def collected():
    """Every sentence of the site: {(context, message or pair): {files}}."""
    found = {}
    for context, message, path in (*from_code(), *from_templates()):
        if message:
            found.setdefault((context, message), set()).add(str(path.relative_to(ROOT)))
    return found


def collect():
    fresh = Catalog(project="Parvis", charset="utf-8")
    for (context, message), files in sorted(collected().items(), key=lambda item: sorted(item[1])):
        fresh.add(message, locations=[(name, 1) for name in sorted(files)], context=context)
    for path in catalogues():
        catalogue = read(path)
        catalogue.update(fresh, no_fuzzy_matching=True)
        if catalogue.locale.language == "fr":
            speak_french(catalogue)
        write(catalogue, path)
        missing = sum(not all(as_texts(message.string)) for message in catalogue if message.id)
        print(f"messages: {path.relative_to(ROOT)} has {len(catalogue)} sentences, {missing} untranslated")


def speak_french(catalogue):
    """Keep only the plurals, as they stand: "0 tâche" needs the French rule, all else is French already."""
    for message in list(catalogue):
        if isinstance(message.id, tuple | list):
            message.string = tuple(message.id)
        elif message.id:
            catalogue.delete(message.id, message.context)


def read(path):
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(catalogue, path):
    out = BytesIO()
    write_po(out, catalogue, width=110, include_lineno=False, ignore_obsolete=True, sort_output=True)
    path.write_bytes(out.getvalue())


def as_texts(string):
    return string if isinstance(string, tuple | list) else (string,)


def compile_all():
    """Write each .mo whose .po is newer than it."""
    for path in catalogues():
        goal = path.with_suffix(".mo")
        if not goal.exists() or goal.stat().st_mtime < path.stat().st_mtime:
            with goal.open("wb") as file:
                write_mo(file, read(path))
            print(f"messages: compiled {goal.relative_to(ROOT)}")


if __name__ == "__main__":
    {"collect": collect, "compile": compile_all}[sys.argv[1]]()
