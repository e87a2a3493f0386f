"""The main pages of the demo town as pictures in docs/screenshots/: phone and desktop, light and dark, both languages.

Starts a server of its own on a fresh demo (`make screenshots`); needs Debian's chromium.
"""

import io
import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "community.settings.dev")

from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from bench.servers import demo, fetch, site  # noqa: E402
from demo import people  # noqa: E402

FOLDER = ROOT / "docs" / "screenshots"
HEAVIEST = 200_000  # bytes
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars"]  # fmt: skip
LOOKS = [(390, "light", "fr"), (390, "dark", "en"), (1280, "light", "en"), (1280, "dark", "fr")]
HEIGHTS = {390: 844, 1280: 900}
DESK = "/admin/guichet/"


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    database, environment = demo()
    with site(database, **environment) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        for look in LOOKS:
            visit(browser, server, *look)
        browser.close()


def visit(browser, server, width, scheme, language):
    """Every page in one look; the desk as a moderator sees it, everything else as a neighbour does."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        locale={"fr": "fr-FR", "en": "en-GB"}[language],
        base_url=server.address,
        device_scale_factor=1,
    )
    context.route(lambda url: not url.startswith(server.address), lambda route: route.abort())
    page = context.new_page()
    pages = {"home": "/", "map": "/map/", "list": "/incidents/", "incident": first(server.port, "/incidents.geojson"),
             "news": "/news/", "search": "/search/?q=velo", "signup": "/accounts/signup/",
             "ads": "/classifieds/", "ad": first(server.port, "/classifieds.geojson"), "services": "/services/",
             "entry": "/services/pharmacie-du-parvis/", "lost": "/lost-found/"}  # fmt: skip
    for name, path in pages.items():
        shoot(page, path, f"{name}-{width}-{scheme}-{language}")
    sign_in(page, people.email(people.CAST[0][0]))
    mine = {"feed": "/feed/", "report": "/incidents/new/", "messages": "/messages/", "paper": "/digest/",
            "volume": "/notifications/settings/", "give": "/classifieds/new/", "handovers": "/handovers/"}  # fmt: skip
    for name, path in mine.items():
        shoot(page, path, f"{name}-{width}-{scheme}-{language}")
    context.clear_cookies()
    sign_in(page, people.email(people.DESK[0][0]))
    shoot(page, DESK, f"desk-{width}-{scheme}-{language}")
    context.close()


def first(port, points):
    """The address of the first of a list, from its GeoJSON."""
    _status, _headers, body = fetch(port, points)
    return json.loads(body)["features"][0]["properties"]["url"]


def sign_in(page, email):
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill(people.PASSWORD)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(re.compile(r"^(?!.*/accounts/login)"))


def shoot(page, path, name):
    answer = page.goto(path)
    if not answer.ok:
        sys.exit(f"{path} answered {answer.status}")
    page.wait_for_load_state("load")
    page.wait_for_timeout(700)  # the map settles, photos fade in
    goal = FOLDER / f"{name}.png"
    goal.write_bytes(lightened(page.screenshot()))
    print(f"{goal.relative_to(ROOT)}  {goal.stat().st_size // 1000} kB", flush=True)


def lightened(png):
    """The same picture in as many colours as fit under HEAVIEST bytes."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        picture.quantize(colours, method=Image.Quantize.MEDIANCUT).save(out, "PNG", optimize=True)
        if out.tell() < HEAVIEST:
            break
    return out.getvalue()


if __name__ == "__main__":
    main()
