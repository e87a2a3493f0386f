"""Alice had the wrong address: her ad stands somewhere else, and everything that says where follows at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django_tasks import default_task_backend

from classifieds import changing, counts
from classifieds.listings import AdCount, Listing
from classifieds.matching import match
from classifieds.models import Classified
from classifieds.moving import move
from classifieds.saved import Often, SavedSearch, SearchHit
from classifieds.searches import save
from community.handovers.asking import ask
from community.handovers.promising import promise
from community.handovers.releasing import renege
from community.places.approximate import approximate
from community.posts import mapcounts
from community.posts.models import FeedEntry, MapCount, Post

COUNTED = ("territory", "category", "intent", "facet", "value", "count")


@pytest.fixture
def page(alice):
    client = Client()
    client.force_login(alice)
    return client


def edit(page, ad, **said):
    sent = {"title": ad.title, "category": ad.category.code, "seen": changing.version_of(ad), "pickup": ad.pickup}
    return page.post(f"/classifieds/{ad.pk}/edit/", sent | said)


def elsewhere(town):
    return {"where": "point", "lat": str(town.in_centre[0]), "lon": str(town.in_centre[1]), "address": "3 rue Gambetta"}


def everywhere():
    """What the map, the list's counts and the feeds say, as they stand and as they would be made anew."""
    said = set(MapCount.objects.exclude(count=0).values_list("zoom", "cell", "kind", "state", "count"))
    listed = set(
        AdCount.objects.exclude(count=0).values_list("territory", "category", "intent", "facet", "value", "count")
    )
    mapcounts.recount(), counts.recount()
    assert said == set(MapCount.objects.exclude(count=0).values_list("zoom", "cell", "kind", "state", "count"))
    again = AdCount.objects.exclude(count=0).values_list("territory", "category", "intent", "facet", "value", "count")
    assert listed == set(again)
    return set(FeedEntry.objects.values_list("territory", flat=True))


def test_square_quarter_map_list_and_feed_follow(page, sofa, give, town):
    other, before = give(title="Lampe"), Post.objects.get(pk=sofa.pk).sequence
    assert "Là où elle est" in page.get(f"/classifieds/{sofa.pk}/edit/").content.decode()
    assert edit(page, sofa, **elsewhere(town)).status_code == 302
    ad = Classified.objects.get(pk=sofa.pk)
    assert (ad.exact_lat, ad.exact_lon, ad.exact_label) == (*town.in_centre, "3 rue Gambetta")
    assert (ad.lat, ad.lon) == approximate(*town.in_centre) and ad.territory == town.centre and ad.sequence > before
    row = Listing.objects.get(pk=ad.pk)
    assert (row.lat, row.lon, row.territory, row.city) == (ad.lat, ad.lon, town.centre, town.issy)
    assert everywhere() == {town.centre.pk, town.val.pk}
    assert FeedEntry.objects.get(post=ad.pk).territory == town.centre
    assert Classified.objects.get(pk=other.pk).territory == town.val
    html = Client().get(f"/classifieds/{ad.pk}/").content.decode()
    assert "Gambetta" not in html and str(town.in_centre[0]) not in html


def test_left_where_it_is_nothing_moves(page, sofa):
    before = Classified.objects.values_list("lat", "lon", "exact_lat", "exact_label", "territory").get()
    for where in ({}, {"where": "stay"}, {"where": ""}):
        assert edit(page, Classified.objects.get(), **where).status_code == 302
    assert Classified.objects.values_list("lat", "lon", "exact_lat", "exact_label", "territory").get() == before


def test_to_a_quarter_it_leaves_the_map(page, sofa, alice, town):
    quarter = next(value for value in page.get(f"/classifieds/{sofa.pk}/edit/").context["form"].spots if ":" in value)
    assert edit(page, sofa, where=quarter).status_code == 302
    ad = Classified.objects.get()
    assert (ad.lat, ad.cell, ad.exact_lat, ad.exact_label) == (None, None, None, "")
    assert not MapCount.objects.exclude(count=0).exists() and len(everywhere()) == 1
    assert edit(page, ad, **elsewhere(town)).status_code == 302
    assert MapCount.objects.exclude(count=0).exists() and everywhere() == {town.centre.pk}


@pytest.mark.parametrize(
    "wrong",
    [
        {"where": "point"}, {"where": "place:999"}, {"where": "quarter:92075"},
        {"where": "point", "lat": "48.8566", "lon": "2.3522"}, {"where": "point", "lat": "nan", "lon": "nan"},
        {"where": "point", "address": "rue de nulle part"},
    ],
)  # fmt: skip
def test_a_place_that_is_none_is_said_and_nothing_moves(page, sofa, wrong):
    answer = edit(page, sofa, title="Canapé bleu", **wrong)
    assert answer.status_code == 422 and "Canapé bleu" in answer.content.decode()
    ad = Classified.objects.get()
    assert (ad.title, ad.lat) == (sofa.title, sofa.lat)


def test_not_while_somebody_knows_the_door(page, sofa, bob, alice, town):
    handover = promise(ask(sofa, bob, "Encore là ?"), alice)
    html = page.get(f"/classifieds/{sofa.pk}/edit/").content.decode()
    assert 'name="where"' not in html and "le lieu ne change plus" in html
    assert edit(page, sofa, title="Canapé bleu", **elsewhere(town)).status_code == 302  # the words do change
    ad = Classified.objects.get()
    assert (ad.title, ad.lat, ad.territory) == ("Canapé bleu", sofa.lat, town.val)
    with pytest.raises(ValidationError):
        move(ad, *town.in_centre)
    renege(handover, alice)
    assert edit(page, Classified.objects.get(), **elsewhere(town)).status_code == 302
    assert Classified.objects.get().territory == town.centre


def test_promised_while_she_wrote_her_words_are_kept(page, sofa, town, monkeypatch):
    monkeypatch.setattr("classifieds.forms.may_move", lambda ad: True)
    monkeypatch.setattr("classifieds.moving.may_move", lambda ad: False)
    answer = edit(page, sofa, title="Canapé bleu", **elsewhere(town))
    assert answer.status_code == 422 and "le lieu ne change plus" in answer.content.decode()
    assert "Canapé bleu" in answer.content.decode() and Classified.objects.get().title == sofa.title


def test_what_the_city_is_to_collect_has_an_address(page, give, town):
    ad = give(collect_at=timezone.now() + timedelta(hours=48))
    quarter = next(value for value in page.get(f"/classifieds/{ad.pk}/edit/").context["form"].spots if ":" in value)
    assert "where" in edit(page, ad, where=quarter).context["form"].errors
    assert edit(page, ad, **elsewhere(town)).status_code == 302


def test_who_looks_for_such_a_thing_there_is_told_once(page, sofa, bob, mira, town):
    _here, there = (
        save(SavedSearch(member=member, often=Often.NOW, territory=territory))
        for member, territory in ((mira, town.val), (bob, town.centre))
    )
    for address in ("3 rue Gambetta", "5 rue Gambetta"):
        default_task_backend.clear()
        edit(page, Classified.objects.get(), **{**elsewhere(town), "address": address})
        [asked] = [result for result in default_task_backend.results if result.task == match]
        match.func(*asked.args)
    assert list(SearchHit.objects.values_list("search", flat=True)) == [there.pk]
    assert (bob.notifications.filter(kind="ad_found").count(), mira.notifications.count()) == (1, 0)
