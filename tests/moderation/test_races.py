"""At the same instant, with real threads on PostgreSQL."""

from racing import RACE, at_once

from community.moderation import deciding, flagging, things
from community.moderation.models import Case, Decision, Flag
from community.posts.models import MapCount, Post

pytestmark = RACE


def test_eight_flags_at_once_make_one_case_and_hide_once(post, crowd, because):
    reason, members = because("spam"), crowd(8)
    flags = [lambda m=m: flagging.flag(things.find(post.topic, m), reason, "", m) for m in members]
    results = at_once(*flags)
    assert all(isinstance(result, (tuple, AttributeError)) for result in results), results
    assert Case.objects.count() == 1
    assert Decision.objects.filter(action="suspend").count() == 1
    assert Post.objects.get(pk=post.pk).hidden_at
    assert set(MapCount.objects.values_list("count", flat=True)) <= {-1, 0}  # the fixture's post was never counted in


def test_one_neighbour_flagging_ten_times_at_once_flags_once(post, crowd, because):
    (one,) = crowd(1)
    thing, reason = things.find(post.topic, one), because("spam")
    results = at_once(*[lambda: flagging.flag(thing, reason, "", one)[1]] * 10)
    assert sorted(results) == [False] * 9 + [True]
    assert Flag.objects.count() == 1


def test_two_moderators_claim_and_one_has_it(post, alice, flag, mira, nora):
    case = flag(alice, post.topic).case

    def claim(member):
        deciding.claim(Case.objects.get(pk=case.pk), member)
        return member

    results = at_once(*[lambda: claim(mira), lambda: claim(nora)])
    (winner,) = [result for result in results if not isinstance(result, Exception)]
    (loser,) = [result for result in results if isinstance(result, deciding.Taken)]
    assert loser.by == winner == Case.objects.get().moderator


def test_two_decisions_at_once_and_one_holds(post, alice, flag, mira, nora, because):
    case, reason = flag(alice, post.topic).case, because("spam")
    results = at_once(
        *[
            lambda: deciding.decide(Case.objects.get(pk=case.pk), mira, "hide", reason, "Arnaque."),
            lambda: deciding.decide(Case.objects.get(pk=case.pk), nora, "keep", reason),
        ]
    )
    assert sum(isinstance(result, deciding.Taken) for result in results) == 1
    decision = Decision.objects.get()
    assert (Post.objects.get(pk=post.pk).hidden_at is not None) == (decision.action == "hide")


def test_a_flag_during_the_decision_is_answered_or_waits_in_a_new_case(post, crowd, flag, mira, because):
    one, two = crowd(2)
    case, thing, reason = flag(one, post.topic).case, things.find(post.topic, two), because("spam")
    at_once(
        *[
            lambda: deciding.decide(Case.objects.get(pk=case.pk), mira, "keep", reason),
            lambda: flagging.flag(thing, reason, "", two),
        ]
    )
    assert not Flag.objects.filter(closed_at=None, case__closed_at__isnull=False).exists()
    assert not Flag.objects.filter(closed_at__isnull=False, case__closed_at=None).exists()
