"""Every component on one page, in a real browser: axe, both themes, the keyboard, and no query."""

import shutil
import threading
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import sync_playwright

CHROMIUM = shutil.which("chromium")
FLAGS = "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
FLAGS += " --disable-component-update --disable-sync"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="no chromium on this machine"),
    # Playwright's loop runs in this thread, the server in others.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *args):
        pass


@pytest.fixture
def address(settings):
    """A server without a database: pytest-django refuses any query, so the frame of a page must need none."""
    settings.DEBUG = True
    settings.MAP_TILES_URL = ""
    assert (django_settings.VAR_DIR / "static" / "parvis.css").exists(), "run frontend/build.py first (make test does)"
    server = Server(("127.0.0.1", 0), Quiet)
    server.set_app(StaticFilesHandler(get_wsgi_application()))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield browser
        browser.close()


def visit(browser, address, width=390, theme="light", cookie=None):
    context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=theme, locale="fr-FR")
    if cookie:
        context.add_cookies([{"name": "theme", "value": cookie, "url": address}])
    page = context.new_page()
    page.route("**/places/boundaries.geojson", lambda route: route.fulfill(json={"features": []}))
    page.route("**/tiles/*/*/*.json", lambda route: route.fulfill(json={"pins": PINS}))
    page.goto(f"{address}/design/", wait_until="networkidle")
    return page


PINS = [[7, 2.27, 48.8239, "incident", "open"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(browser, address, width, theme):
    page = visit(browser, address, width, theme)
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [node["html"][:90] for node in v["nodes"]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") == width  # nothing sticks out


def test_the_main_navigation_is_first_by_keyboard(browser, address):
    page = visit(browser, address, 1280)
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")  # where a page starts
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    reached = []
    while "Moi" not in reached:
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent").strip())
    rail = "Accueil|Fil|Carte|Messages|Publier|Signalements|Annonces|Annuaire|Perdu, trouvé|Groupes|Actualités"
    assert reached[-13:] == [*rail.split("|"), "Chercher", "Moi"]


def test_a_chosen_theme_is_worn_at_once_and_kept(browser, address):
    page = visit(browser, address)
    page.get_by_role("button", name="Apparence").click()
    page.get_by_role("button", name="Sombre").click()
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
    assert page.context.cookies()[-1]["value"] == "parvis-dark"
    page.reload()
    assert page.get_attribute("html", "data-theme") == "parvis-dark"


def test_an_unknown_theme_is_not_echoed(browser, address):
    page = visit(browser, address, cookie="evil")
    assert page.get_attribute("html", "data-theme") is None


def test_the_map_says_when_its_ground_is_bare(browser, address):
    page = visit(browser, address)
    note = page.locator("[data-map] [data-map-note]")
    assert note.text_content().startswith("Fond de carte indisponible")


def test_a_pin_is_a_button_that_opens_its_card(browser, address):
    page = visit(browser, address)
    page.route(
        "**/posts/7/card/", lambda route: route.fulfill(body="<a href='/x'>Un banc cassé</a>", content_type="text/html")
    )
    pin = page.get_by_role("button", name="Signalement, Ouvert").first
    pin.focus()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Un banc cassé").wait_for()
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.ariaLabel") == "Signalement, Ouvert"


def test_the_picker_writes_the_point_by_touch_and_by_arrow(browser, address):
    page = visit(browser, address)
    canvas = page.locator("[data-map-picker] .map-canvas")
    page.evaluate(
        """document.querySelector("[data-map-picker]")
           .dispatchEvent(new CustomEvent("place-set", {detail: {lat: 48.82, lon: 2.26}}))"""
    )
    assert page.input_value("#sample-lat") == "48.820000"
    canvas.locator(".picker-pin").focus()
    page.keyboard.press("ArrowRight")
    moved = float(page.input_value("#sample-lon"))
    assert 2.26 < moved < 2.2602
    canvas.click(position={"x": 60, "y": 200})
    assert float(page.input_value("#sample-lon")) < moved


@pytest.mark.django_db
def test_nobody_sees_the_page_without_debug(client):
    assert client.get("/design/").status_code == 404
