"""Bob looks for a sofa: he hears of Alice's, once, as often as he said, and of nothing that is not for him."""

import json
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_tasks import default_task_backend

from classifieds import hiding, listed
from classifieds.letters import tell_gathered
from classifieds.matching import fitting, match
from classifieds.models import Category
from classifieds.saved import SavedSearch, SearchHit
from classifieds.searches import MOST, pause, save
from community.members.blocks import block
from community.notifications.mail import send_due_mail
from community.notifications.models import Notification
from community.posts.areas import circle_from
from community.posts.states import hide_post


@pytest.fixture
def look(bob):
    """`look(words="canape", often="daily")`: a saved search of Bob's."""

    def looking(member=None, **said):
        return save(SavedSearch(member=member or bob, **said))

    return looking


@pytest.fixture
def published(give):
    """An ad, and the worker's task that follows it."""

    def publishing(**said):
        default_task_backend.clear()
        ad = give(**said)
        for result in default_task_backend.results:
            if result.task == match:
                match.func(*result.args)
        return ad

    return publishing


def told(member, kind="ad_found"):
    return list(Notification.objects.filter(recipient=member, kind=kind).values_list("title", flat=True))


def test_bob_hears_at_once_of_what_he_looks_for(look, published, bob, charlie):
    look(words="canape")
    published(title="Canapé trois places", intent="sell", price_cents=4050)
    published(title="Une chaise")
    assert told(bob) == ["Canapé trois places : 40,50 €, Val-de-Seine"] and told(charlie) == []


@pytest.mark.parametrize(
    "said, fits",
    [
        ({}, True), ({"words": "places trois"}, True), ({"words": "canape cuir"}, False), ({"words": "tr"}, True),
        ({"intents": "give"}, True), ({"intents": "give,lend"}, True), ({"intents": "sell,lend"}, False),
        ({"most_cents": 0}, True), ({"shape": circle_from}, True), ({"shape": "far"}, False),
    ],
)  # fmt: skip
def test_each_criterion(look, give, town, said, fits):
    shapes = {circle_from: lambda: circle_from(*town.in_val, 500), "far": lambda: circle_from(*town.in_vanves, 300)}
    said = {**said, **({"shape": shapes[said["shape"]]()} if "shape" in said else {})}
    search = look(**said)
    assert fitting(give()) == [search.pk] * fits


def test_category_price_and_territory_hold_what_is_below(look, give, sofas, town, bob):
    other = Category.objects.create(code="velos", name_fr="Vélos")
    fit = {look(category=sofas).pk, look(category=sofas.parent, words="canape").pk, look(territory=town.issy).pk}
    fit.add(look(most_cents=5000, territory=town.val).pk)
    fit.add(look(category=sofas, shape=circle_from(*town.in_val, 2000)).pk)
    look(category=other), look(most_cents=3999), look(territory=town.vanves), look(most_cents=0)
    assert set(fitting(give(intent="sell", price_cents=4000))) == fit
    assert set(fitting(give(intent="swap"))) == fit - set(
        SavedSearch.objects.exclude(most_cents=None).values_list("pk", flat=True)
    )


def test_never_ones_own_nor_apart_nor_hidden_nor_paused(look, published, give, alice, bob, charlie, neighbours):
    sofa = give(quietly=True)
    dora, eve, fay = neighbours(3)
    for member in (alice, bob, charlie, dora, eve, fay):
        look(member, words="canape")
    block(bob, alice)
    hiding.hide(sofa, charlie)
    pause(SavedSearch.objects.get(member=dora))
    SavedSearch.objects.filter(member=eve).update(often="none", hook="")
    published(title="Canapé, encore", first=sofa)
    assert set(Notification.objects.filter(kind="ad_found").values_list("recipient", flat=True)) == {fay.pk}
    assert SearchHit.objects.count() == 1


def test_what_moderation_hid_meanwhile_is_told_to_nobody(look, give, bob):
    look(words="canape")
    sofa = give()
    hide_post(sofa)
    match.func(sofa.pk)
    assert told(bob) == [] and not SearchHit.objects.exists()


def test_run_again_renewed_or_killed_half_way_it_tells_once(look, published, give, bob, monkeypatch):
    look(words="canape"), look(words="trois")
    sofa = published()
    match.func(sofa.pk)
    listed.enter(sofa, timezone.now())
    listed.leave(sofa)
    listed.enter(sofa, timezone.now() + timedelta(days=40))
    match.func(sofa.pk)
    assert len(told(bob)) == 1 and SearchHit.objects.filter(told_at__isnull=False).count() == 2

    def killed(*args, **how):
        raise KeyboardInterrupt

    other = give(title="Canapé bleu")
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("classifieds.matching.notify_many", killed)
        match.func(other.pk)
    match.func(other.pk)
    assert len(told(bob)) == 2


def test_a_crowd_costs_as_much_as_one(look, give, neighbours, queries):
    def cost():
        ad = give(title="Canapé", quietly=True)
        with queries(1):
            found = fitting(ad)
        return len(found)

    look(words="canape")
    assert cost() == 1
    for member in neighbours(12):
        look(member, words="canape")
    assert cost() == 13


def test_daily_and_weekly_come_in_one_letter(look, published, bob, alice, town):
    look(words="canape", often="daily", label="Un canapé")
    weekly = look(words="lampe", often="weekly")
    gone = published(title="Canapé gris")
    published(title="Canapé <b>bleu</b>", intent="sell", price_cents=1000), published(title="Lampe")
    listed.leave(gone)
    assert told(bob) == [] and tell_gathered() == 0
    tomorrow = timezone.now() + timedelta(days=1, hours=1)
    assert (tell_gathered(tomorrow), tell_gathered(tomorrow)) == (1, 0)
    assert told(bob, "ad_letter") == ["1 annonce pour vous"]
    SavedSearch.objects.filter(pk=weekly.pk).update(next_at=tomorrow)
    assert tell_gathered(tomorrow + timedelta(days=1)) == 1
    assert told(bob, "ad_letter") == ["1 annonce pour vous"] * 2
    send_due_mail.func()
    letter = next(one for one in mail.outbox if "bleu" in one.body)
    assert letter.to == [bob.email] and "Un canapé" in letter.body and "10 €" in letter.body
    assert "gris" not in letter.body and "&lt;b&gt;bleu" in letter.alternatives[0][0]


def test_its_mail_stops_that_search_and_no_other(client, look, published, bob):
    search, other = look(words="canape"), look(words="lampe")
    published()
    send_due_mail.func()
    [letter] = mail.outbox
    [address] = re.findall(r"/classifieds/searches/stop/\S+/", letter.body)
    assert client.get(address).status_code == 200
    search.refresh_from_db()
    assert search.paused_at is None  # a programme that opens links stops nothing
    for _again in range(2):
        assert "C’est fait" in client.post(address).content.decode()
    search.refresh_from_db(), other.refresh_from_db()
    assert (search.hook, other.hook) == ("", "w:lampe")
    assert client.post(address[:-3] + "xx/").status_code == 404
    search.delete()
    assert "C’est fait" in client.get(address).content.decode()


def test_from_the_list_in_one_click(client, bob, sofas, town):
    client.force_login(bob)
    client.post("/classifieds/searches/add/", {"query": "category=canapes&price=free&q=Canapé&near=48.825,2.255"})
    search = SavedSearch.objects.get()
    assert (search.words, search.category, search.most_cents, search.hook) == ("canape", sofas, 0, "w:canap")
    assert search.shape["type"] == "Polygon" and search.label.startswith("canape · Canapés · Gratuit · 500 m")
    client.post("/classifieds/searches/add/", {"query": ""})
    assert SavedSearch.objects.filter(label="Toutes les annonces", hook="*").count() == 1
    assert client.get("/classifieds/searches/").content.decode().count('<section class="panel"') == 2


def test_written_changed_paused_and_deleted(client, bob, town, sofas):
    client.force_login(bob)
    drawn = json.dumps(circle_from(*town.in_val, 300))
    said = {"words": "Vélo Enfant", "intents": ["give", "lend"], "most": "12,50", "shape": drawn, "often": "weekly"}
    assert client.post("/classifieds/searches/new/", said).status_code == 302
    search = SavedSearch.objects.get()
    assert (search.words, search.intents, search.most_cents) == ("velo enfant", "give,lend", 1250)
    assert search.next_at > timezone.now() + timedelta(days=6)
    page = client.get(f"/classifieds/searches/{search.pk}/").content.decode()
    assert "velo enfant" in page and "zone dessinée" in page
    client.post(f"/classifieds/searches/{search.pk}/", {**said, "everywhere": "1", "territory": "92040"})
    search.refresh_from_db()
    assert search.shape is None and search.territory == town.issy
    for act, hook in [("pause", ""), ("resume", "w:enfan"), ("nonsense", "w:enfan")]:
        client.post(f"/classifieds/searches/{search.pk}/change/", {"act": act})
        search.refresh_from_db()
        assert search.hook == hook
    client.post(f"/classifieds/searches/{search.pk}/change/", {"act": "delete"})
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize(
    "said",
    [
        {"words": "a"}, {"words": "x" * 101}, {"category": "nope"}, {"intents": ["steal"]}, {"most": "-1"},
        {"most": "1e12"}, {"most": "gratis"}, {"shape": "{}"}, {"shape": "[" * 5000}, {"territory": "zz"},
        {"lat": "2.255", "lon": "48.825"}, {"often": "always"}, {"metres": "99999"}, {"address": "zzzzzz"},
    ],
)  # fmt: skip
def test_bad_input_keeps_what_was_typed(client, bob, said):
    client.force_login(bob)
    answer = client.post("/classifieds/searches/new/", {"often": "now", "label": "Pour Léa", **said})
    assert answer.status_code == 422 and "Pour Léa" in answer.content.decode() and not SavedSearch.objects.exists()


def test_no_more_than_the_most(look, bob):
    SavedSearch.objects.bulk_create([SavedSearch(member=bob, label=f"{n}") for n in range(MOST)])
    with pytest.raises(ValidationError):
        look(words="canape")


def test_anothers_search_is_nobodys_business(client, look, charlie):
    search = look(words="canape")
    client.force_login(charlie)
    assert client.get(f"/classifieds/searches/{search.pk}/").status_code == 404
    assert client.post(f"/classifieds/searches/{search.pk}/change/", {"act": "delete"}).status_code == 404
    assert "canape" not in client.get("/classifieds/searches/").content.decode()


def test_one_or_many_the_page_costs_the_same(client, look, bob, queries):
    client.force_login(bob)
    look(words="canape")
    client.get("/classifieds/searches/")
    with queries(2):
        client.get("/classifieds/searches/")
    for number in range(9):
        look(words=f"lampe{number}")
    with queries(2):
        client.get("/classifieds/searches/")
