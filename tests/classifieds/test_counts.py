"""The counts say what stands on the list, whatever is done to an ad; what was done by hand is mended."""

from classifieds import counts, listed
from classifieds.closing import close
from classifieds.listings import AdCount, Listing
from classifieds.models import Classified
from community.posts.states import hide_post, show_post


def total(**where):
    where = {"territory": 0, "category": 0, "intent": "", "facet": "", "value": "", **where}
    return AdCount.objects.filter(**where).values_list("count", flat=True).first() or 0


def standing():
    return set(
        AdCount.objects.exclude(count=0).values_list("territory", "category", "intent", "facet", "value", "count")
    )


def test_one_ad_stands_at_every_level(sofa, sofas, town):
    for place in (0, town.issy.pk, town.val.pk):
        for category in (0, sofas.pk, sofas.parent_id):
            for intent in ("", "give"):
                assert total(territory=place, category=category, intent=intent) == 1
    assert total(territory=town.centre.pk) == 0
    assert total(facet="price", value="free") == 1


def test_changed_it_moves_in_the_counts(sofa, town):
    Classified.objects.filter(pk=sofa.pk).update(intent="sell", price_cents=2000, condition="good")
    listed.settle(sofa), listed.settle(sofa)
    assert (total(intent="give"), total(intent="sell"), total()) == (0, 1, 1)
    assert total(facet="price", value="30") == 1 and total(facet="condition", value="good") == 1


def test_hidden_closed_shown_in_any_order_they_are_right(give):
    one, two, three = give(), give(), give()
    hide_post(one), close(one, "here"), show_post(one)
    hide_post(two), show_post(two), show_post(two)
    close(three, "kept"), close(three, "kept")
    assert total() == 1 and set(Listing.objects.values_list("pk", flat=True)) == {two.pk}
    assert counts.around(two.lat, two.lon, 300) == 1


def test_recounted_they_are_the_same(give, sofa, town):
    give(intent="sell", price_cents=500_000, at_point=town.in_vanves), give(intent="swap")
    before = standing()
    assert counts.recount() == 3 and standing() == before


def test_what_was_done_by_hand_is_mended(give, sofa):
    given, deleted = give(), give()
    Classified.objects.filter(pk=sofa.pk).update(listed_at=None)
    Listing.objects.filter(pk=given.pk).delete()
    deleted.delete()
    assert (listed.mend(), listed.mend()) == (2, 0)
    assert total() == 1 and set(Listing.objects.values_list("pk", flat=True)) == {given.pk}


def test_an_ad_enters_in_so_many_queries(sofa, queries):
    listed.leave(sofa)
    with queries(7):
        listed.enter(sofa, sofa.published_at)
