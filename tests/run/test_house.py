"""The repository keeps its own rules: order of imports, style, migrations, middleware, and no registry's address."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
# Spelled in two halves, so that this file does not name them either.
REGISTRIES = [a + b for a, b in [("pypi", ".org"), ("pythonhosted", ".org"), ("npmjs", ".org"), ("npmjs", ".com"),
                                 ("yarnpkg", ".com"), ("registry", ".npm"), ("jsdelivr", ".net"), ("unpkg", ".com"),
                                 ("cdnjs", ".cloudflare")]]  # fmt: skip


def run(*command):
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def tracked():
    """The files of the repository that hold words."""
    names = run("git", "ls-files", "--cached", "--others", "--exclude-standard").stdout.split("\n")
    pictures = {".png", ".jpg", ".webp", ".ico", ".woff2"}
    return [ROOT / name for name in names if name and (ROOT / name).is_file() and Path(name).suffix not in pictures]


def test_no_file_names_a_registrys_host():
    named = re.compile("|".join(map(re.escape, REGISTRIES)))
    files = tracked()
    assert {"package-lock.json", "base.txt", "Makefile", ".npmrc"} <= {path.name for path in files}
    assert [path.name for path in files if named.search(path.read_text(errors="replace"))] == []


def test_every_package_is_locked_with_its_hash():
    for name in ("base", "dev"):
        lock = (ROOT / f"requirements/{name}.txt").read_text()
        pins = re.findall(r"^[a-zA-Z0-9_.\[\]-]+==", lock, re.MULTILINE)
        assert len(pins) > 50
        assert len(re.findall(r"^[a-zA-Z0-9_.\[\]-]+==.*\\\n +--hash=sha256:", lock, re.MULTILINE)) == len(pins)


def test_dev_holds_all_of_base():
    """`make run` after `make test` takes nothing away and changes no version."""
    base, dev = (set(re.findall(r"^\S+==\S+", (ROOT / f"requirements/{name}.txt").read_text(), re.MULTILINE))
                 for name in ("base", "dev"))  # fmt: skip
    assert base - dev == set()


def test_npms_lock_records_hashes_and_no_addresses():
    lock = (ROOT / "frontend/package-lock.json").read_text()
    assert '"integrity": "sha512-' in lock and '"resolved"' not in lock


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("name", settings.MIDDLEWARE)
def test_every_middleware_is_async_capable(name):
    """One that is not makes daphne hang on SIGTERM under load, and costs a thread hop for all."""
    assert import_string(name).async_capable


def test_imports_go_downwards_only():
    answer = run(BIN / "lint-imports", "--no-cache")
    assert answer.returncode == 0, answer.stdout


def test_ruff_is_content():
    for command in (("check", "--no-cache", "."), ("format", "--no-cache", "--check", ".")):
        answer = run(BIN / "ruff", *command)
        assert answer.returncode == 0, answer.stdout


def test_templates_are_tidy():
    answer = run(BIN / "djlint", "templates", "--lint", "--quiet")
    assert answer.returncode == 0, answer.stdout


def test_pages_hold_no_inline_script_style_or_handler():
    """The content security policy would drop them silently. Mails and the admin are not under it."""
    forbidden = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>|\sstyle=|<[^>]+\son\w+=")
    pages = [
        p for p in (ROOT / "templates").rglob("*.html") if "emails" not in p.parts and "wagtailadmin" not in p.parts
    ]
    found = {str(p.relative_to(ROOT)): m.group() for p in pages if (m := forbidden.search(p.read_text()))}
    assert found == {}
