"""A phone asks for notifications and is shown one, with no page of the site in front: the service worker in a real
chromium. The maker's push service is out of reach here; what it would deliver is handed over by the browser's tools."""

import json
from contextlib import contextmanager

import pytest

from community.notifications.models import Notification

# What the worker shows, as soon as it shows something; nothing after ten seconds.
SHOWN = """async () => {
  const worker = await navigator.serviceWorker.ready;
  for (let turn = 0; turn < 100; turn++) {
    const shown = await worker.getNotifications();
    if (shown.length) return shown.map((one) => [one.title, one.body, one.data.url, one.lang]);
    await new Promise((go) => setTimeout(go, 100));
  }
  return [];
}"""


@contextmanager
def registrations(page):
    """The ids of the page's service workers, as the browser's tools hear of them."""
    tools, known = page.context.new_cdp_session(page), []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda said: known.extend(said["registrations"]))
    tools.send("ServiceWorker.enable")
    yield tools, known
    tools.detach()


def sign_in(page, member, password):
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(member.email)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/accounts/login" not in url)


def test_the_worker_shows_what_is_pushed_and_opens_it(phone, server, with_password, alice):
    note = Notification.objects.create(recipient=alice, kind="reply", title="Bob vous répond", link="/notifications/")
    page = phone(permissions=["notifications"])
    sign_in(page, alice, with_password(alice))
    page.goto("/notifications/settings/")
    assert page.locator("[data-push-on]").is_visible()
    page.evaluate(
        "navigator.serviceWorker.register('/service-worker.js', {scope: '/'}).then(() => navigator.serviceWorker.ready)"
    )
    with registrations(page) as (tools, known):
        page.wait_for_timeout(500)
        said = {
            "title": "Bob vous répond",
            "body": "Il penche.",
            "url": f"/notifications/{note.pk}/",
            "tag": "t",
            "lang": "fr",
        }
        origin = server.address
        tools.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": origin, "registrationId": known[-1]["registrationId"], "data": json.dumps(said)},
        )
        shown = page.evaluate(SHOWN)
    assert shown == [["Bob vous répond", "Il penche.", f"/notifications/{note.pk}/", "fr"]]
    assert page.broken == []


@pytest.mark.parametrize("script", [True, False])
def test_turning_the_volume_needs_no_script(phone, with_password, alice, script):
    page = phone(java_script_enabled=script)
    sign_in(page, alice, with_password(alice))
    page.goto("/notifications/settings/")
    page.get_by_label("Au calme", exact=False).check()
    page.locator("form:has(input[value=level]) button").click()
    assert page.get_by_label("Au calme", exact=False).is_checked()
    page.locator("details.panel summary").click()
    page.get_by_label("Commentaires, par e-mail").select_option("now")
    page.locator("details.panel form button").first.click()
    assert "Réglé à la main" in page.content()
    assert page.broken == []
