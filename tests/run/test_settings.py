"""What an operator may set: one table says it all, and an unsafe value is refused by its name."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAFE = {
    "SECRET_KEY": "k7Qz-v2Wm" * 6,
    "ALLOWED_HOSTS": "parvis.issy.example",
    "SITE_URL": "https://parvis.issy.example",
    "DATABASE_URL": "postgres://parvis@db/parvis",
    "REDIS_URL": "redis://cache/0",
    "EMAIL_URL": "smtp+tls://parvis:secret@mail:587",
    "EMAIL_FROM": "Parvis <parvis@issy.example>",
}


def check(**changes):
    """`manage.py check --deploy` under the production settings, with SAFE changed; None takes a value away."""
    values = {name: value for name, value in (SAFE | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "community.settings.production", **values},
        capture_output=True,
        text=True,
    )


def test_safe_values_start_and_satisfy_djangos_own_list():
    answer = check()
    assert answer.returncode == 0, answer.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", "1"),
        ("SECRET_KEY", None),
        ("SECRET_KEY", "short"),
        ("ALLOWED_HOSTS", None),
        ("ALLOWED_HOSTS", "parvis.issy.example,*"),
        ("SITE_URL", "http://parvis.issy.example"),
        ("DATABASE_URL", "sqlite:////var/lib/parvis.sqlite3"),
        ("DATABASE_URL", None),
        ("REDIS_URL", None),
        ("EMAIL_URL", None),
        ("EMAIL_FROM", None),
    ],
)
def test_an_unsafe_value_is_refused_by_name(name, value):
    answer = check(**{name: value})
    assert answer.returncode != 0
    complaints = re.findall(r"^  - (\w+)", answer.stderr, re.MULTILINE)
    assert complaints == [name]


def test_all_that_is_wrong_is_said_at_once():
    answer = check(SECRET_KEY="short", REDIS_URL=None)
    assert re.findall(r"^  - (\w+)", answer.stderr, re.MULTILINE) == ["SECRET_KEY", "REDIS_URL"]


def test_the_table_and_the_settings_name_the_same_variables():
    settings = "".join(path.read_text() for path in (ROOT / "community/settings").glob("*.py") if path.stem != "test")
    read = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z0-9_]+)"', settings))
    told = set(re.findall(r"^\| `([A-Z0-9_]+)`", (ROOT / "docs/settings.md").read_text(), re.MULTILINE))
    assert told == read | {"WORKERS", "PORT", "HOST", "MALLOC_ARENA_MAX", "ASGI_THREADS"}
