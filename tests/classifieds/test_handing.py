"""What becomes of an ad while its thing passes from one neighbour to another."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from classifieds import closing
from classifieds.changing import change
from classifieds.favouring import keep
from classifieds.models import Classified
from community.handovers import ending, releasing
from community.handovers.asking import ask
from community.handovers.models import Handover
from community.handovers.promising import promise
from community.notifications.models import Notification


def now(ad):
    ad = Classified.objects.get(pk=ad.pk)
    return ad.state, ad.outcome, bool(ad.listed_at)


def told(member):
    return [
        note.facts.get("what") or note.kind for note in Notification.objects.filter(recipient=member).order_by("pk")
    ]


def test_promised_it_is_reserved_and_done_it_is_over(sofa, alice, bob, charlie):
    bobs, charlies = ask(sofa, bob, "Je le veux bien."), ask(sofa, charlie, "Moi aussi.")
    promise(bobs, alice)
    assert now(sofa) == ("progress", "", True)
    ending.done(bobs, alice)
    assert now(sofa) == ("done", "here", False)
    charlies.refresh_from_db()
    assert charlies.state == "elsewhere" and "gone" in told(charlie)  # nobody has to write "sorry, gone"
    (card,) = Classified.objects.get().comments.all()
    assert "C’est remis" in card.facts["words_fr"]


def test_released_it_is_free_again_and_those_who_keep_it_hear(sofa, alice, bob, charlie, mira):
    keep(sofa, charlie)
    bobs = ask(sofa, bob, "Je le veux bien.")
    promise(bobs, alice)
    releasing.renege(bobs, alice)
    assert now(sofa) == ("open", "", True)
    assert told(charlie) == ["ad_free_again"] and told(mira) == []


def test_not_yet_says_the_other_and_it_stands_again(sofa, alice, bob):
    bobs = ask(sofa, bob, "Je le veux bien.")
    promise(bobs, alice)
    ending.done(bobs, alice)
    ending.not_yet(bobs, bob)
    assert now(sofa) == ("progress", "", True)


def test_of_four_chairs_it_is_over_with_the_last(give, alice, bob, charlie):
    chairs = give(title="Chaises", units=4)
    bobs, charlies = ask(chairs, bob, "Deux ?", units=2), ask(chairs, charlie, "Deux ?", units=2)
    promise(bobs, alice)
    assert now(chairs) == ("open", "", True)
    promise(charlies, alice)
    assert now(chairs) == ("progress", "", True)
    ending.done(bobs, alice)
    assert now(chairs) == ("progress", "", True)
    ending.done(charlies, alice)
    assert now(chairs) == ("done", "here", False)


def test_what_has_ended_is_asked_for_no_more(sofa, bob):
    closing.close(sofa, "kept")
    with pytest.raises(ValidationError):
        ask(sofa, bob, "Je peux ?")


def test_whoever_waits_hears_of_every_end(sofa, alice, bob, charlie):
    ask(sofa, bob, "Je le veux bien."), ask(sofa, charlie, "Moi aussi.")
    closing.close(sofa, "elsewhere")
    assert [h.state for h in Handover.objects.all()] == ["elsewhere", "elsewhere"]
    assert "gone" in told(bob) and "gone" in told(charlie)


def test_more_of_them_is_free_again_and_fewer_than_promised_is_refused(give, alice, bob, charlie):
    chairs = give(title="Chaises", units=2, at=timezone.now() - timedelta(hours=1))
    promise(ask(chairs, bob, "Deux ?", units=2), alice)
    ask(chairs, charlie, "Et moi ?")
    words = dict(title="Chaises", text="", category=chairs.category, condition="", price_cents=None, negotiable=False,
                 swap_for="", pickup="", tags=())  # fmt: skip
    with pytest.raises(ValidationError):
        change(chairs, "", units=1, **words)
    change(chairs, "", units=3, **words)
    chairs = Classified.objects.get()
    assert (chairs.state, chairs.lot.left) == ("open", 1) and "free" in told(charlie)


def test_the_door_is_the_promised_ones_alone(client, give, alice, bob, charlie):
    ad = give(exact_label="3 rue du Port", pickup="Code 4213")
    bobs, charlies = ask(ad, bob, "Je le veux bien."), ask(ad, charlie, "Moi aussi.")
    promise(bobs, alice)
    client.force_login(bob)
    assert "3 rue du Port" in client.get(bobs.get_absolute_url()).content.decode()
    client.force_login(charlie)
    for address in (charlies.get_absolute_url(), f"/classifieds/{ad.pk}/", f"/handovers/{bobs.pk}/"):
        assert "rue du Port" not in client.get(address).content.decode()


def test_those_who_keep_it_hear_of_a_lower_price(give, alice, bob, charlie):
    ad = give(intent="sell", price_cents=4000)
    keep(ad, bob)
    words = dict(title="Canapé", text="", category=ad.category, condition="", negotiable=False, swap_for="", pickup="",
                 tags=(), units=1)  # fmt: skip
    after = change(ad, "", price_cents=5000, **words)
    assert told(bob) == []
    change(after, after.edited_at.isoformat(), price_cents=3000, **words)
    assert told(bob) == ["ad_cheaper"] and told(charlie) == []
