"""A real browser on a real server: `manage.py serve` on the test database, Debian's chromium at the size of a phone."""

import shutil
from pathlib import Path

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password
from django.db import connection

from bench.servers import site

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not shutil.which("chromium"):
                item.add_marker(pytest.mark.skip(reason="chromium is not installed (Debian: apt-get install chromium)"))


@pytest.fixture
def outbox(tmp_path):
    """The folder where the server puts each mail."""
    return tmp_path / "mail"


@pytest.fixture
def server(transactional_db, town, outbox, tmp_path, monkeypatch):
    """The site as `make run` serves it, in a process of its own, on this test's database."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's loop runs in this thread
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        login = database["USER"] + (f":{database['PASSWORD']}" if database["PASSWORD"] else "")
        address = f"postgres://{login}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    with site(
        address,
        DJANGO_SETTINGS_MODULE="community.settings.dev",
        EMAIL_URL=f"filemail:///{outbox}",
        MEDIA_ROOT=str(tmp_path / "media"),
        SECRET_KEY="only-for-this-test",
    ) as running:
        yield running


@pytest.fixture
def chromium(server):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        connection.close()  # the one of Playwright's loop, which would keep PostgreSQL's test database open
        browser.close()


@pytest.fixture
def phone(chromium, server):
    """`phone()`: a new person's phone, in French, which knows nobody; pages open relative to the site."""

    def new(**more):
        context = chromium.new_context(
            viewport=PHONE, base_url=server.address, locale="fr-FR", has_touch=True, device_scale_factor=2, **more
        )
        context.set_default_timeout(15_000)
        page = context.new_page()
        page.broken = []
        page.on("pageerror", lambda error: page.broken.append(str(error)))
        page.on("response", lambda answer: answer.status >= 500 and page.broken.append(f"{answer.status} {answer.url}"))
        return page

    return new


@pytest.fixture
def with_password():
    """Give members of the cast a password that the real server knows how to check."""

    def give(*members, password="mot de passe de la place"):
        for member in members:
            member.password = make_password(password, hasher=PBKDF2PasswordHasher())
            member.save(update_fields=["password"])
        return password

    return give
