"""At the same instant, with real threads on PostgreSQL."""

import pytest
from racing import RACE, at_once

from community.notifications.models import Notification
from community.posts.where import wheres
from directory import claiming, naming, owning, proving, recommending
from directory.models import Advice, Claim, Entry, Named, Recommendation

pytestmark = RACE


@pytest.fixture
def coded(plumber, bob, monkeypatch):
    """Bob's claim and its code, 123456."""
    monkeypatch.setattr("directory.proving.secrets.randbelow", lambda most: 123456)
    claim = claiming.ask(plumber, bob, Claim.Proof.EMAIL)
    proving.write_to_entry(claim)
    return claim


def test_a_code_sent_eight_times_at_once_is_used_once(coded, bob):
    came = at_once(*[lambda: proving.prove(coded, "123456")] * 8)
    assert sorted(came) == [proving.ACCEPTED] + [proving.SPENT] * 7
    assert Notification.objects.filter(recipient=bob, kind="claim_decided").count() == 1


def test_twenty_guesses_at_once_are_five(coded):
    came = at_once(*[lambda: proving.prove(coded, "000000")] * 20)
    assert sorted(came) == [proving.SPENT] * 15 + [proving.WRONG] * 5


def test_two_right_codes_at_once_make_one_keeper(plumber, coded, alice):
    hers = claiming.ask(plumber, alice, Claim.Proof.EMAIL)
    proving.write_to_entry(hers)
    came = at_once(*[lambda claim=claim: proving.prove(claim, "123456") for claim in (coded, hers)])
    assert sorted(came) == [proving.ACCEPTED, proving.WAITS]
    assert sorted(Claim.objects.values_list("state", flat=True)) == ["accepted", "waiting"]


def test_two_moderators_at_once_and_one_decides(plumber, bob, mira, otto):
    claim = claiming.ask(plumber, bob, Claim.Proof.MODERATOR, "À moi.")
    came = at_once(*[lambda: claiming.accept(claim, mira), lambda: claiming.refuse(claim, otto, "Non.")])
    assert sorted(came) == [False, True]
    assert Notification.objects.filter(recipient=bob, kind="claim_decided").count() == 1


def test_two_tabs_at_once_and_one_writes(plumber, hold, bob):
    hold(plumber, bob)
    seen = Entry.objects.get(pk=plumber.pk).changed_at
    came = at_once(*[lambda n=n: owning.change(plumber, bob, seen, {"text": f"Onglet {n}"}) for n in range(6)])
    assert sorted(came) == [False] * 5 + [True]


def test_the_count_is_that_of_the_recommendations(plumber, neighbours, alice):
    members = [*neighbours(8), alice, alice]
    came = at_once(*[lambda m=m: recommending.recommend(plumber, m, "Très bien.") for m in members])
    assert not [one for one in came if isinstance(one, Exception)]
    assert (Recommendation.objects.count(), Entry.objects.get(pk=plumber.pk).recommended) == (9, 9)
    takes = [lambda r=r: recommending.take_back(r, r.author) for r in Recommendation.objects.all()[:4]]
    hides = [lambda pk=one.pk: recommending.hide(pk, one.created_at) for one in Recommendation.objects.all()[2:6]]
    at_once(*[*takes, *hides])
    assert Entry.objects.get(pk=plumber.pk).recommended == Recommendation.objects.shown().count()


def test_named_at_once_it_is_said_once(plumber, alice, bob, town):
    where = next(one for one in wheres(alice) if one.territory)
    asked = Advice.objects.ask(alice, "Un plombier ?", "", where)
    came = at_once(*[lambda: naming.name(asked, bob, plumber, "Bien.")] * 4)
    assert not [one for one in came if isinstance(one, Exception)], came
    assert (Named.objects.count(), asked.comments.count()) == (1, 1)
