"""Two at the same instant about one ad, on real threads."""

from django.core.exceptions import ValidationError
from racing import RACE, at_once

from classifieds import closing, renewing
from classifieds.changing import Stale, change
from classifieds.models import Classified
from classifieds.offering import publish_held
from classifieds.reposting import post_again
from community.handovers import ending
from community.handovers.asking import ask
from community.handovers.promising import promise
from community.posts import mapcounts
from community.posts.models import MapCount

pytestmark = RACE


def test_of_two_tabs_saved_at_once_one_is_told(sofa):
    words = dict(text="", category=sofa.category, condition="", price_cents=None, negotiable=False, swap_for="",
                 pickup="", tags=(), units=1)  # fmt: skip
    results = at_once(*[lambda n=n: change(sofa, "", title=f"Canapé {n}", **words) for n in range(4)])
    assert sorted(type(one).__name__ for one in results) == ["Classified", "Stale", "Stale", "Stale"]
    (won,) = [one for one in results if not isinstance(one, Stale)]
    assert Classified.objects.get().title == won.title


def test_a_link_pressed_five_times_at_once_renews_once(sofa):
    assert sorted(at_once(*[lambda: renewing.renew(sofa, 0)] * 5)) == [False] * 4 + [True]
    assert Classified.objects.get().renewals == 1


def test_what_waited_is_published_once(give):
    held = give(held_why="Elle ressemble à une autre.")
    assert sorted(at_once(*[lambda: publish_held(held)] * 4)) == [False] * 3 + [True]


def test_posted_again_twice_at_once_it_is_one(sofa):
    closing.close(sofa)
    said = {"intent": "give", "category": sofa.category, "title": "Canapé", "lat": 48.825, "lon": 2.255}
    one, other = at_once(*[lambda: post_again(sofa, **said)] * 2)
    assert one.pk == other.pk and Classified.objects.count() == 2


def test_ended_while_it_is_promised_or_handed_over_nobody_is_left_waiting(sofa, alice, bob, charlie):
    bobs, _charlies = ask(sofa, bob, "Je le veux bien."), ask(sofa, charlie, "Moi aussi.")
    results = at_once(lambda: closing.close(sofa, "elsewhere"), lambda: promise(bobs, alice))
    assert all(isinstance(one, ValidationError) for one in results if isinstance(one, Exception)), results
    ad = Classified.objects.get()
    assert (ad.state, ad.outcome, ad.listed_at) == ("closed", "elsewhere", None)
    assert not ad.handovers.filter(state__in=["interested", "promised"]).exists() and ad.lot.left == 1


def test_done_and_ended_at_once_it_ends_once(sofa, alice, bob):
    bobs = ask(sofa, bob, "Je le veux bien.")
    promise(bobs, alice)
    results = at_once(lambda: ending.done(bobs, alice), lambda: closing.close(sofa, "elsewhere"))
    assert all(isinstance(one, ValidationError) for one in results if isinstance(one, Exception)), results
    assert Classified.objects.get().comments.count() == 1


def test_moved_and_promised_at_once_nobody_is_told_a_door_that_has_moved_away(give, bob, alice, town):
    for _turn in range(5):
        ad = give(title="Lampe")
        handover = ask(ad, bob, "Encore là ?")
        words = dict(text="", category=ad.category, condition="", price_cents=None, negotiable=False, swap_for="",
                     pickup="", tags=(), units=1, title="Lampe")  # fmt: skip
        spot = {"lat": town.in_centre[0], "lon": town.in_centre[1], "territory": None, "exact_label": "3 rue Gambetta"}
        moved, promised = at_once(lambda ad=ad, words=words, spot=spot: change(ad, "", spot=spot, **words),
                                  lambda handover=handover: promise(handover, alice))  # fmt: skip
        assert promised.state == "promised"
        now = Classified.objects.get(pk=ad.pk)
        assert (now.territory == town.centre) is not isinstance(moved, ValidationError)
        assert (now.exact_label == "3 rue Gambetta") is (now.territory == town.centre)
        ending.gone(ad)
        closing.close(now, "kept")
    counted = set(MapCount.objects.exclude(count=0).values_list("zoom", "cell", "state", "count"))
    mapcounts.recount()
    assert counted == set(MapCount.objects.exclude(count=0).values_list("zoom", "cell", "state", "count"))
