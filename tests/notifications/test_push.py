"""Web push to a real service on this machine, which opens what it is given as the browser would."""

import base64
import json
import os
import time
from datetime import timedelta
from threading import Thread
from urllib.parse import urlsplit

import http_ece
import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.contrib.staticfiles import finders
from django.utils import timezone
from http_service import service
from py_vapid import Vapid02

from community.notifications import push, sealing
from community.notifications.keys import b64
from community.notifications.models import Level, Mail, Mute, Notification, Push, PushSubscription, VapidKey, Volume
from community.notifications.notify import notify, settle
from community.notifications.volume import volume_of

ADD, RENEW, FORGET = (f"/notifications/devices/{act}/" for act in ("add", "renew", "forget"))


class Browser:
    """The keys and the address that a browser's PushManager gives."""

    def __init__(self, address):
        self.key, self.secret, self.endpoint = ec.generate_private_key(ec.SECP256R1()), os.urandom(16), address

    @property
    def given(self):
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": self.endpoint, "keys": {"p256dh": b64(point), "auth": b64(self.secret)}}

    def opened(self, body):
        return json.loads(http_ece.decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"))


@pytest.fixture
def there(settings):
    settings.OUTGOING_ALLOWED = ["127.0.0.1"]
    with service() as running:
        yield running


@pytest.fixture
def phone(there, alice, client):
    """Alice's phone, let in through the page."""
    browser = Browser(f"{there.address}/send/alice-phone")
    client.force_login(alice)
    assert add(client, browser).status_code == 204
    return browser


def add(client, browser, **more):
    agent = "Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0"
    return client.post(ADD, json.dumps({**browser.given, **more}), "application/json", headers={"User-Agent": agent})


def loud(*members, **more):
    for member in members:
        Volume.objects.update_or_create(member=member, defaults={"level": Level.EVERYTHING, **more})


def tell(*members, key="comment:2", kind="reply", topic="post:1"):
    facts = {"who": "Bob", "title": "Banc cassé", "text": "Il penche.", "place": "12 rue du Pont"}
    notify(members, kind, "/posts/1/#c2", topic, key, facts)


def test_it_arrives_sealed_signed_and_in_the_recipient_s_language(there, phone, alice, settings):
    loud(alice)
    tell(alice)
    assert push.send_due() == 1
    ((path, headers, body),) = there.requests
    note = Notification.objects.get()
    said = phone.opened(body)
    assert (path, said["title"], said["body"]) == ("/send/alice-phone", "Bob vous répond : Banc cassé", "Il penche.")
    assert (said["url"], said["lang"]) == (f"{settings.SITE_URL}/notifications/{note.pk}/", "fr")
    assert b"Banc" not in body and (headers["Content-Encoding"], headers["TTL"]) == ("aes128gcm", "86400")
    claims = verified(headers["Authorization"])
    assert claims["aud"] == there.address and claims["sub"].startswith("mailto:")
    assert 0 < claims["exp"] - time.time() <= 24 * 3600
    assert push.send_due() == 0
    row = PushSubscription.objects.get()
    assert (row.agent, row.failures, row.succeeded_at is not None) == ("Firefox, Android", 0, True)


def verified(authorization):
    """The claims of a VAPID header whose signature is that of the key it names, which is ours."""
    token, key = (part.partition("=")[2] for part in authorization.removeprefix("vapid ").split(","))
    assert key == sealing.public_key()
    signed, _dot, signature = token.rpartition(".")
    assert Vapid02.from_raw_public(key.encode()).verify_token(signed.encode(), signature)
    body = signed.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def test_opening_it_marks_it_as_read(there, phone, alice, client):
    loud(alice)
    tell(alice)
    push.send_due()
    address = urlsplit(phone.opened(there.requests[0][2])["url"]).path
    assert client.get(address)["Location"] == "/posts/1/#c2"
    assert Notification.objects.get().read_at is not None


def test_only_for_those_who_want_it_and_have_a_browser(there, phone, alice, bob):
    loud(bob)
    tell(alice, bob)  # Alice's level pushes messages and alerts only; Bob has no browser
    assert push.send_due() == 0
    tell(alice, bob, key="m", kind="mention")
    assert push.send_due() == 0
    assert not Push.objects.exists() and not Notification.objects.filter(push_at__isnull=False).exists()


def test_each_browser_of_hers_gets_it_and_nobody_else_s(there, phone, alice, bob, client):
    laptop, bobs = Browser(f"{there.address}/send/alice-laptop"), Browser(f"{there.address}/send/bob")
    add(client, laptop)
    client.force_login(bob)
    add(client, bobs)
    loud(alice, bob)
    tell(alice)
    assert push.send_due() == 2
    assert sorted(path for path, _h, _b in there.requests) == ["/send/alice-laptop", "/send/alice-phone"]
    assert volume_of(alice).told == 1  # one interruption, on two screens


def test_what_changed_since_is_not_pushed(there, phone, alice):
    loud(alice)
    tell(alice, key="1")
    settle(alice, "post:1")
    tell(alice, key="2", topic="post:2")
    Mute.objects.create(member=alice, topic="post:2", covers=Mute.Covers.ALL)
    assert push.send_due() == 0
    tell(alice, key="3", topic="post:3")
    volume = volume_of(alice)
    volume.away_until = timezone.localdate() + timedelta(days=3)
    volume.save()
    assert push.send_due() == 0 and there.requests == []


def test_pushes_count_for_the_day_s_cap(there, phone, alice):
    loud(alice, daily_cap=5, table={"replies": {"mail": "never", "push": True}})
    for number in range(5):
        tell(alice, key=str(number), topic=f"post:{number}")
    assert push.send_due() == 3
    assert Notification.objects.filter(mail=Mail.NONE).count() == 5  # all under the bell


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_forgotten(there, phone, alice, status):
    loud(alice)
    there.status = status
    tell(alice)
    assert push.send_due() == 0
    assert not PushSubscription.objects.exists() and not Push.objects.exists()


def test_a_service_that_is_busy_is_asked_again_later(there, phone, alice, admin, client):
    loud(alice)
    there.status = 503
    with time_machine.travel("2026-03-10T08:00Z", tick=False) as clock:
        tell(alice)
        for wait in (1, 5, 30, 120):
            assert push.send_due() == 0 and push.send_due() == 0
            clock.shift(timedelta(minutes=wait))
        assert push.send_due() == 0
    row = Push.objects.get()
    assert (row.state, row.attempts, row.error, len(there.requests)) == (Push.State.FAILED, 5, "503", 5)
    assert PushSubscription.objects.get().failures == 5
    client.force_login(admin)
    page = client.get("/admin/reports/failed-mail/").content.decode()
    assert there.address in page and "503" in page and "alice-phone" not in page


def test_what_the_service_refuses_is_not_tried_again(there, phone, alice):
    loud(alice)
    there.status = 403
    tell(alice)
    push.send_due()
    assert Push.objects.get().state == Push.State.FAILED


@pytest.mark.django_db(transaction=True)
def test_one_service_that_hangs_delays_no_other(there, phone, alice, bob, client, monkeypatch):
    monkeypatch.setattr(push, "SECONDS", 1.5)
    with service() as hanging:
        hanging.wait = 20
        for number in range(3):
            client.force_login(bob)
            add(client, Browser(f"{hanging.address}/{number}"))
        loud(alice, bob)
        tell(bob, key="b")
        tell(alice, key="a")
        start = time.monotonic()
        sending = Thread(target=_send_and_close)
        sending.start()
        while not there.requests and time.monotonic() - start < 5:
            time.sleep(0.01)
        assert time.monotonic() - start < 1.4  # Alice has hers while Bob's service still hangs
        sending.join()
        assert time.monotonic() - start < 4  # and it is not waited for three times
        assert len(hanging.requests) == 1
    rows = Push.objects.filter(subscription__member=bob).order_by("pk")
    assert sorted(rows.values_list("state", "attempts")) == [("due", 0), ("due", 0), ("due", 1)]
    assert Push.objects.get(subscription__member=alice).state == Push.State.SENT


def _send_and_close():
    from django.db import connection

    push.send_due()
    connection.close()


def test_a_sender_that_died_is_followed_once_its_lease_is_over(there, phone, alice, monkeypatch):
    loud(alice)
    tell(alice)
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(push, "_side_by_side", _die)
        push.send_due()
    assert push.send_due() == 0
    Push.objects.update(next_at=timezone.now())
    assert push.send_due() == 1


def _die(rows):
    raise KeyboardInterrupt


# --- Letting a browser in --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [{"endpoint": "http://10.0.0.1/x"}, {"endpoint": "http://push.example.org/x"}, {"endpoint": "https://u:p@x.org/"},
     {"endpoint": "https://x.org/" + "a" * 2000}, {"endpoint": 7}, {"endpoint": ""}, {"keys": {}}, {"keys": None},
     {"keys": {"p256dh": "AAAA", "auth": "AAAA"}}, {"keys": {"p256dh": "é", "auth": 1}}],
)  # fmt: skip
def test_what_is_no_browser_is_refused(there, alice, client, change):
    client.force_login(alice)
    assert add(client, Browser("https://push.example.org/x"), **change).status_code == 400
    assert client.post(ADD, "[" * 3000, "application/json").status_code == 400
    assert not PushSubscription.objects.exists()


def test_a_browser_is_whoever_s_signed_in_last(there, phone, alice, bob, client):
    client.force_login(bob)
    add(client, phone)
    add(client, phone)
    assert PushSubscription.objects.get().member == bob


def test_signing_out_leaves_nothing_that_speaks(there, phone, alice, client):
    client.post("/accounts/logout/")
    assert not PushSubscription.objects.exists()


def test_one_forgets_one_s_own_only(there, phone, alice, bob, client):
    pk = PushSubscription.objects.get().pk
    client.force_login(bob)
    client.post(FORGET, {"pk": pk})
    client.post(FORGET, {"endpoint": phone.endpoint})
    assert PushSubscription.objects.exists()
    client.force_login(alice)
    assert "Firefox, Android" in client.get("/notifications/settings/").content.decode()
    client.post(FORGET, {"pk": pk})
    assert not PushSubscription.objects.exists()


def test_a_new_address_is_believed_of_who_knows_the_old_one(there, phone, alice, client):
    client.logout()
    client.handler.enforce_csrf_checks = True
    fresh = Browser(f"{there.address}/send/alice-again")
    send = {"content_type": "application/json"}
    assert client.post(RENEW, {"old": "https://push.example.org/guess", **fresh.given}, **send).status_code == 404
    assert client.post(RENEW, {**fresh.given}, **send).status_code == 400


def test_the_service_gave_another_address(there, phone, alice, client):
    fresh = Browser(f"{there.address}/send/alice-again")
    answer = client.post(RENEW, {"old": phone.endpoint, **fresh.given}, content_type="application/json")
    assert answer.status_code == 204
    loud(alice)
    tell(alice)
    assert push.send_due() == 1 and there.requests[0][0] == "/send/alice-again"


# --- What makes it possible ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_key_is_made_once_and_kept(settings):
    settings.VAPID_PRIVATE_KEY = ""
    first = sealing.public_key()
    assert first == sealing.public_key() and len(first) == 87
    assert VapidKey.objects.count() == 1
    settings.VAPID_PRIVATE_KEY = "x" * 43
    assert sealing.public_key() != first


@pytest.mark.django_db
def test_the_service_worker_may_speak_for_the_whole_site(client):
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript") and answer["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer["Cache-Control"] and "showNotification" in answer.content.decode()


@pytest.mark.django_db
def test_phones_can_install_it(client):
    answer = client.get("/manifest.webmanifest", headers={"Accept-Language": "en"})
    said = answer.json()
    assert answer["Content-Type"] == "application/manifest+json"
    assert (said["scope"], said["display"], said["lang"]) == ("/", "standalone", "en")
    assert {icon["purpose"] for icon in said["icons"]} == {"any", "maskable"}
    assert all(finders.find(icon["src"].removeprefix("/static/")) for icon in said["icons"])
