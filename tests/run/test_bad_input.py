"""A form that is right but for one field: whatever stands in that one is answered in words, with the rest kept.

What is sent to whole addresses at random is in test_nonsense."""

import random
import uuid
from datetime import timedelta
from urllib.parse import quote_plus

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from directory import claiming, recommending
from directory.models import Claim, Entry

RING = "[[2.25, 48.82], [2.26, 48.82], [2.26, 48.83], [2.25, 48.83], [2.25, 48.82]]"
LOOP = "[[2.25, 48.82], [2.26, 48.83], [2.26, 48.82], [2.25, 48.83], [2.25, 48.82]]"
SQUARE, CROSSING = (f'{{"type": "Polygon", "coordinates": [{ring}]}}' for ring in (RING, LOOP))
LONG_NUMBER = '{"type": "Polygon", "coordinates": [[[1' + "0" * 400 + ", 48.82], [2.26, 48.82], [2.25, 48.83]]]}"
BAD = [
    "", "a\0b", "\ud800", "\u202egnp.exe", "🙂" * 300, "ﷺ" * 120, "x" * 300_000, "<script>alert(1)</script>", "%s%(x)s",
    "-1", "999999999999", "1000000000000", "9" * 30, "9" * 5000, "٣", "NaN", "inf", "-inf", "1e308", "1,50 €", "gratis",
    "0001-01-01", "9999-12-31", "2026-02-30", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "24:00",
    CROSSING, "[" * 20_000, '{"type":' * 5_000, '{"type": "Polygon", "coordinates": [[[1e308, NaN]]]}', LONG_NUMBER,
    "=cmd|' /C calc'!A0", "javascript:alert(1)", "2026 Jan 01-0001 Jan 02 off", "Mo 99:99", "a" * 250 + "@example.fr",
    "0,0001-01-01T00:00:00+14:00,1", "0,9999-12-31T23:59:59-14:00,1", "0001-01-01T00:00:00+14:00,1", "-0", "48,825",
]  # fmt: skip
SAMPLE = 2  # of each field, by dice that fall the same way each time
WORDS = "De quoi remplir une ligne & demie"


@pytest.fixture
def kept(secrets, town, alice, bob):
    """Bob has used the workshop that Alice keeps."""
    craft = Entry.objects.get(slug="sx1").category
    secrets.own = Entry.objects.create(name="Atelier d'Alice", slug="sx3", category=craft, territory=town.val)
    claiming.accept(claiming.ask(secrets.own, alice, Claim.Proof.MODERATOR, WORDS))
    secrets.praise = recommending.recommend(secrets.own, bob, "Rapide et soigneux.")
    return secrets


def forms(it):
    """(who, address, {field: what it may say})."""
    day, key = timezone.localdate() + timedelta(days=1), uuid.uuid4
    about = {"title": "Une étagère en pin", "category": "shelf", "text": WORDS, "price": "12,50", "negotiable": "on",
             "swap_for": WORDS, "condition": "good", "units": "1", "pickup": WORDS, "tags": "pin", "read": "on",
             "photo_keys": str(key())}  # fmt: skip
    where = {"where": "point", "lat": "48.825", "lon": "2.255", "address": "", "choice": ""}
    more = {"collect": "", "client_key": str(key()), "born_from": str(it.ad.pk), "again": ""}
    for intent in ("sell", "swap"):
        yield "alice", "/classifieds/new/", {"intent": intent, **about, **where, **more}
    yield "alice", f"/classifieds/{it.ad.pk}/edit/", {**about, **where, "seen": ""}
    yield "alice", f"/classifieds/{it.ad.pk}/end/", {"outcome": "kept"}
    yield "alice", f"/classifieds/{it.ad.pk}/favourite/", {"keep": "1", "next": "/"}
    looked_for = {"words": "vélo enfant", "category": "shelf", "intents": "give", "most": "10", "territory": "92040"}
    looked_for |= {"metres": "500", "shape": SQUARE, "often": "daily", "label": WORDS, "address": "", "place": "",
                   "lat": "48.825", "lon": "2.255", "choice": "", "everywhere": ""}  # fmt: skip
    yield "alice", "/classifieds/searches/new/", looked_for
    yield "alice", f"/classifieds/searches/{it.search.pk}/", {**looked_for, "shape": ""}
    yield "alice", f"/classifieds/searches/{it.search.pk}/change/", {"act": "pause"}
    yield "alice", "/classifieds/searches/add/", {"query": "q=vélo&near=48.825,2.255"}
    yield "charlie", f"/handovers/ask/{it.ad.pk}/", {"text": WORDS, "units": "1", "client_key": str(key())}
    meet = {"day": str(day), "time": "18:00", "minutes": "30", "where": "other", "other_place": WORDS, "note": WORDS}
    yield "bob", f"/handovers/{it.handover.pk}/meet/", meet
    yield "alice", f"/handovers/{it.handover.pk}/promise/", {"units": "1", "appointment": "1", "next": "/"}
    borrowed = {"from_on": str(day), "until_on": str(day), "text": WORDS, "client_key": str(key())}
    yield "charlie", f"/classifieds/{it.drill.pk}/borrow/", borrowed
    yield "bob", f"/loans/{it.loan.pk}/longer/", {"until_on": str(day + timedelta(days=9))}
    yield "alice", f"/loans/{it.loan.pk}/back/", {"damage": WORDS}
    yield "alice", f"/loans/{it.loan.pk}/answer/", {"yes": "yes"}
    yield "alice", f"/loans/{it.loan.pk}/photos/", {"end": "back", "photo_keys": str(key())}
    thing = {"title": "Un chat gris", "text": WORDS, "colours": "grey", "brand": "", "sex": "", "size": ""}
    thing |= {"collar": WORDS, "number": "250268731559042", "secret": "", "question": "", "office": ""}
    thing["tags"] = "chat"
    told = {"side": "lost", "what": "cat", "happened_on": str(timezone.localdate()), "happened_to": "", "place": "",
            "spot": "", "lat": "48.825", "lon": "2.255", "at_home": "on", "line": "", "client_key": str(key()),
            "born_from": str(it.ad.pk)}  # fmt: skip
    yield "alice", "/lost-found/new/", {**thing, **told}
    yield "alice", f"/lost-found/{it.lost.pk}/edit/", {**thing, "secret": WORDS}
    yield "charlie", f"/lost-found/{it.found.pk}/claim/", {"text": WORDS, "client_key": str(key())}
    yield "charlie", "/lost-found/number/", {"number": "250268731559042", "text": WORDS, "client_key": str(key())}
    yield "alice", f"/lost-found/{it.lost.pk}/returned/", {"thanks": WORDS}
    yield "charlie", "/services/sx1/claim/", {"proof": "moderator", "words": WORDS}
    yield "bob", "/services/sx1/claim/code/", {"code": "123456"}
    week = {f"day_{number}": "9h-12h30" for number in range(7)}
    facts = {
        "wheelchair": "yes",
        "wheelchair_toilet": "",
        "hearing_loop": "",
        "tactile_paving": "",
        "access_note": WORDS,
    }
    own = {"text": WORDS, "phone": "01 46 42 34 65", "email": "atelier@example.org", "website": "https://example.org",
           "holidays": "on", "closure_from": str(day), "closure_to": str(day), "rest": "", "hours_text": WORDS,
           "closed": "", "seen": it.own.changed_at.isoformat()}  # fmt: skip
    yield "alice", "/services/sx3/own/", {**own, **week, **facts}
    moved = {"name": "Atelier neuf", "address": WORDS, "lat": "48.825", "lon": "2.255", "words": WORDS}
    yield "alice", "/services/sx3/own/move/", moved
    yield "alice", f"/services/recommendations/{it.praise.pk}/answer/", {"text": WORDS}
    yield "charlie", "/services/sx1/wrong/", {"what": "hours", "text": WORDS}
    yield "charlie", "/services/sx1/recommend/", {"text": WORDS, "used": "on", "used_on": f"{day:%Y-%m}"}
    asked = {"title": "Qui connaît un bon plombier ?", "text": WORDS, "category": "plombier"}
    yield "alice", "/services/advice/new/", {**asked, "where": "92040", "client_key": str(key())}
    yield "alice", f"/services/advice/{it.advice.pk}/edit/", asked
    named = {"entry": str(it.own.pk), "q": "atelier", "text": WORDS, "used": "on", "used_on": f"{day:%Y-%m}"}
    yield "bob", f"/services/advice/{it.advice.pk}/name/", named
    draft = {"draft_form": "classified", "draft_writer": "w", "draft_seen": "1", "client_key": str(it.state.key)}
    yield "alice", "/drafts/", {**draft, "title": WORDS, "where": "point"}


def lists(it):
    """(address, {name: what it may say}) of what is asked of in an address."""
    ads = {"q": "pin", "intent": "give", "category": "shelf", "price": "free", "condition": "good"}
    ads |= {"territory": "92040", "photo": "1", "order": "near", "within": "1000", "near": "48.825,2.255"}  # fmt: skip
    after = {"after": f"0,2026-11-01T00:00:00+00:00,{it.ad.pk}"}
    for path in ("/classifieds/", "/classifieds.geojson", "/classifieds/searches/new/"):
        yield path, ads
        yield path, after
        yield path, {"order": "cheap", **after}
    services = {"q": "atelier", "category": "plombier", "territory": "92040", "open": "at", "at": "10:00"}
    services |= {"accessible": "1", "official": "1", "recommended": "1", "near": "48.825,2.255", "after": "1"}
    for path in ("/services/", "/services.geojson", "/services.csv"):
        yield path, services
    found = {"side": "lost", "q": "chat", "what": "cat", "colour": "grey", "period": "30", "near": "48.825,2.255"}
    for path in ("/lost-found/", "/lost-found.geojson"):
        yield path, {**found, "after": f"2026-11-01T00:00:00+00:00,{it.lost.pk}"}
    yield "/classifieds/new/", {"from": str(it.ad.pk), "again": "1", "draft": "", "title": "x", "category": "shelf"}
    yield "/classifieds/mine/", {"before": "9"}
    yield "/classifieds/favourites/", {"page": "1"}
    yield f"/classifieds/{it.drill.pk}/borrow/", {"month": "2026-12"}
    yield "/lost-found/new/", {"from": str(it.ad.pk), "side": "lost", "draft": str(uuid.uuid4())}
    yield "/services/advice/new/", {"title": "x", "text": "x", "category": "plombier", "group": "gx1"}
    yield f"/services/advice/{it.advice.pk}/name/", {"q": "atelier", "entry": str(it.own.pk)}
    yield f"/services/advice/{it.advice.pk}/find/", {"q": "atelier"}


def encoded(data):
    """As a browser would send it, and what no browser would."""
    return "&".join(f"{name}={quote_plus(said.encode('utf-8', 'surrogatepass'))}" for name, said in data.items())


def tried(way, path, data, name, bad):
    """What is wrong with the answer to a form whose field `name` is bad; nothing of it is kept."""
    try:
        with transaction.atomic():
            answer = way(path, encoded({**data, name: bad}))
            transaction.set_rollback(True)
    except Exception as fault:
        return [(path, name, bad[:40], repr(fault)[:300])]
    said = answer.content.decode(errors="replace")
    lost = [one for one, words in data.items() if one != name and words == WORDS and escape(words) not in said]
    lost = lost if answer.status_code in (409, 422) else []
    marked = "<script>alert" in said and "html" in answer["Content-Type"]
    return [(path, name, bad[:40], answer.status_code, lost)] if answer.status_code >= 500 or lost or marked else []


def posted(client):
    return lambda path, body: client.post(path, body, content_type="application/x-www-form-urlencoded")


def test_one_bad_field_is_answered_in_words_and_the_rest_is_kept(kept, alice, bob, charlie):
    dice, wrong = random.Random(1606), []
    clients = {"alice": Client(), "bob": Client(), "charlie": Client()}
    for name, member in (("alice", alice), ("bob", bob), ("charlie", charlie)):
        clients[name].force_login(member)
    for who, path, data in forms(kept):
        for name in data:
            for bad in dice.sample(BAD, min(SAMPLE, len(BAD))):
                wrong += tried(posted(clients[who]), path, data, name, bad)
    assert not wrong, "\n".join(map(str, wrong))


def test_a_bad_address_of_a_list_is_answered_in_words(kept, alice):
    dice, wrong = random.Random(1607), []
    client = Client()
    client.force_login(alice)
    for path, data in lists(kept):
        for name in data:
            for bad in dice.sample(BAD, min(SAMPLE, len(BAD))):
                wrong += tried(lambda path, body: client.get(f"{path}?{body[:9000]}"), path, data, name, bad)
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize("path", ["/classifieds/searches/new/", "/follows/add/"])
def test_a_decimal_comma_is_as_good_as_a_point(path, town, alice, client):
    client.force_login(alice)
    said = {"lat": "48,825", "lon": "2,255", "metres": "500", "often": "now", "kind": "", "address": "", "place": ""}
    assert client.post(path, said).status_code == 302
