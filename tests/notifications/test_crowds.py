"""Ten thousand followers of one post: the neighbour who comments does not wait; each is told once, whatever happens."""

import tracemalloc
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.utils import timezone

from community import live
from community.groups.models import Group, Membership
from community.members.blocks import block
from community.members.models import Member
from community.notifications import crowds
from community.notifications.crowds import forget_rounds, notify_many
from community.notifications.models import Notification, Round
from community.notifications.notify import notify
from community.posts import follow as following
from community.posts import thread
from community.posts.follow import follow, tell_followers
from community.posts.models import Follow, Post
from community.posts.telling import tell

FACTS = {"who": "Bob", "title": "Banc cassé", "text": "Il penche.", "place": "12 rue du Pont"}


@pytest.fixture
def post(town, alice):
    lat, lon = town.in_val
    return Post.objects.create(
        kind="incident", author=alice, title="Banc cassé", lat=lat, lon=lon, place_label="12 rue du Pont",
        territory=town.val, published_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def crowd(town, post):
    """So many followers, made quickly."""

    def gather(count):
        people = [Member(email=f"f{n}@example.org", name=f"F{n}", handle=f"f{n}") for n in range(count)]
        Member.objects.bulk_create(people)
        people = list(Member.objects.filter(handle__startswith="f").order_by("pk"))
        Follow.objects.bulk_create([Follow(post=post, member=member) for member in people])
        return Member.objects.filter(pk__in=[member.pk for member in people])

    return gather


def told():
    return list(Notification.objects.order_by("recipient").values_list("recipient", "count"))


def test_killed_in_the_middle_it_goes_on_and_tells_each_once(post, bob, crowd, monkeypatch):
    everyone = crowd(25)
    comment, real, batches = thread.say(post, bob, "Il penche toujours."), crowds.notify, []

    def die_in_the_third(chosen, *args, **how):
        batches.append(len(chosen))
        count = real(chosen, *args, **how)
        if len(batches) == 3:
            raise KeyboardInterrupt  # the worker is killed when the rows are there and the batch is not committed
        return count

    monkeypatch.setattr(crowds, "BATCH", 10)
    monkeypatch.setattr(crowds, "notify", die_in_the_third)
    with pytest.raises(KeyboardInterrupt):
        tell(comment.pk)
    assert Round.objects.get().told == 19  # Bob himself is not told
    Notification.objects.filter(recipient=everyone[3]).update(read_at=timezone.now())
    monkeypatch.setattr(crowds, "notify", real)
    for _ in range(3):
        tell(comment.pk)
    assert len(told()) == 26 and {count for _pk, count in told()} == {1}  # Alice, whose post it is, among them
    assert Round.objects.get().done_at is not None


def test_who_was_counted_up_and_has_read_it_is_not_told_again(post, bob, crowd):
    everyone = crowd(3)
    tell(thread.say(post, bob, "un").pk)
    second = thread.say(post, bob, "deux")
    tell(second.pk)
    Notification.objects.filter(recipient__in=everyone).update(read_at=timezone.now())
    tell(second.pk)
    assert Notification.objects.filter(recipient__in=everyone).count() == 3


@pytest.mark.parametrize("count", [0, 30])
def test_the_comment_itself_does_not_know_how_many_follow(post, bob, crowd, queries, count):
    crowd(count)
    follow(post, bob)
    with queries(5):
        thread.say(post, bob, "Il penche toujours.")


@pytest.mark.parametrize("count", [1, 50])  # what SQLite takes in one INSERT
def test_a_batch_takes_as_many_queries_as_one_person(crowd, queries, count):
    everyone = crowd(count)
    with queries(8):  # the round (found or made: 2), its lock, the people, mutes, volumes, rows, how far it came
        notify_many(everyone, "comment", "/", "post:1", key="k", facts=FACTS)


def test_memory_stays_flat(crowd, monkeypatch):
    crowd(2000)
    everyone = Member.objects.filter(handle__startswith="f")
    monkeypatch.setattr(live, "publish", lambda *_: None)  # what waits for the commit of this test's own transaction

    def peak(people, key):
        tracemalloc.start()
        notify_many(people, "comment", "/", "post:1", key=key, facts=FACTS, batch=100)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    some = Member.objects.filter(pk__in=list(everyone.order_by("pk").values_list("pk", flat=True)[:100]))
    peak(some, "warm")
    few = peak(some, "few")
    assert peak(everyone, "many") < few + 3_000_000  # what the collector has not come round to; all rows would be 10 MB


def test_the_city_s_answer_to_a_crowd_is_a_task_s(post, crowd, monkeypatch):
    everyone = crowd(6)
    monkeypatch.setattr(following, "AT_ONCE", 5)
    queued = []
    monkeypatch.setattr(following, "tell_many", SimpleNamespace(enqueue=lambda *args: queued.append(args)))
    at = datetime(2026, 3, 10, 8, 0, tzinfo=UTC)
    tell_followers(post, "comment", but=everyone[0], key="step:1", facts=FACTS, at=at)
    assert told() == [] and len(queued) == 1
    monkeypatch.undo()
    following.tell_many.func(*queued[0])
    following.tell_many.func(*queued[0])
    assert len(told()) == 6  # Alice and five of the six
    assert set(Notification.objects.values_list("created_at", flat=True)) == {at}


def test_old_rounds_are_forgotten_and_their_keys_still_stand(crowd):
    everyone = crowd(2)
    notify_many(everyone, "comment", "/", key="k", facts=FACTS)
    Round.objects.update(done_at=datetime(2026, 1, 1, tzinfo=UTC))
    assert forget_rounds() == 1
    notify_many(everyone, "comment", "/", key="k", facts=FACTS)
    assert Notification.objects.count() == 2


# --- Who must not be told --------------------------------------------------------------------------------------------


def test_nobody_hears_of_those_they_are_apart_from_nor_of_themselves(alice, bob, charlie, mira):
    block(alice, bob)
    block(bob, charlie)
    assert notify([alice, bob, charlie, mira], "reply", "/", "post:1", "k", FACTS, by=bob) == 1
    assert Notification.objects.get().recipient == mira


def test_a_blocked_neighbour_s_comment_reaches_their_post_s_author_in_no_way(post, alice, bob, mira):
    follow(post, mira)
    block(alice, bob)
    comment = thread.say(post, bob, "@alice @mira ?")
    tell(comment.pk)
    assert told() == [(mira.pk, 1)]


def test_who_blocked_the_author_since_hears_no_more(post, alice, bob, charlie):
    follow(post, charlie)
    block(charlie, alice)
    tell(thread.say(post, bob, "mot").pk)
    assert told() == [(alice.pk, 1)]


def test_who_left_the_group_hears_nothing_of_it(post, alice, bob, charlie, mira):
    group = Group.objects.create(name="Le 12", slug="le-12", territory=post.territory)
    for member in (alice, bob, mira):
        Membership.objects.create(group=group, member=member, joined_at=timezone.now())
    Post.objects.filter(pk=post.pk).update(group=group, group_only=True)
    post.refresh_from_db()
    for member in (charlie, mira):
        follow(post, member)
    tell(thread.say(post, bob, "@charlie, entre nous").pk)
    assert {pk for pk, _count in told()} == {alice.pk, mira.pk}


def test_a_muted_neighbour_s_words_are_not_told(post, alice, bob, charlie, client):
    client.force_login(alice)
    client.post("/notifications/mute/", {"topic": f"member:{bob.pk}"})
    tell(thread.say(post, bob, "un").pk)
    assert told() == []
    tell(thread.say(post, charlie, "deux").pk)
    assert (alice.pk, 1) in told()
