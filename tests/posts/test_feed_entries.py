"""What enters a feed and what a page of it holds: no line twice, none missed, nothing that the reader may not see."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from community import live
from community.groups.models import Group, Membership, Openness
from community.members.blocks import block
from community.posts import feed, thread
from community.posts.announcing import announce
from community.posts.models import FeedEntry, Post
from community.posts.states import hide_post, publish_post
from incidents.models import Incident, Nature

NOON = timezone.now().replace(microsecond=0)


@pytest.fixture
def write(town, alice):
    """`write("Un banc", at=…)`: a published post of Alice's in Val-de-Seine, quietly."""

    def writing(title, at=NOON, territory=None, author=alice, also_in=(), **more):
        row = Post.objects.create(
            kind="incident", author=author, title=title, territory=territory or town.val, published_at=at, **more
        )
        row.also_in.set(also_in)
        announce(row, quietly=True)
        return row

    return writing


@pytest.fixture
def told(monkeypatch):
    """The topics that would have been told."""
    topics = []
    monkeypatch.setattr(live, "publish", lambda topic, kind, **facts: topics.append(topic))
    return topics


def titles(lines):
    names = dict(Post.objects.values_list("pk", "title"))
    return [names[line.post] + ("" if line.comment is None else " (réponse)") for line in lines]


def read(member, *territories, **asked):
    found, _more = feed.lines(member, [territory.pk for territory in territories], **asked)
    return titles(found)


def key(line):
    return line.at, line.post, line.number


def test_a_report_and_a_published_draft_enter_the_feed_of_their_quarter(town, alice, write):
    Incident.objects.report(alice, Nature.PROBLEM, town.litter, "Des sacs", *town.in_val, quietly=True)
    draft = Post.objects.create(kind="incident", author=alice, title="Brouillon", territory=town.val)
    assert read(alice, town.val) == ["Des sacs"]
    publish_post(draft)
    assert read(alice, town.val) == ["Brouillon", "Des sacs"]
    assert read(alice, town.centre) == []


def test_an_answer_is_a_line_of_its_own_at_its_own_time_wherever_its_post_is(town, alice, write):
    post = write("Un trou", at=NOON - timedelta(days=3), also_in=[town.centre])
    write("Un banc", at=NOON - timedelta(days=1))
    thread.say(post, alice, "Toujours là.")
    thread.card(post, "GPSO", "Étape", kind="state", at=NOON)
    thread.card(post, "GPSO", "Réparé mardi.", at=NOON)
    assert read(alice, town.val) == ["Un trou (réponse)", "Un banc", "Un trou"]
    assert read(alice, town.centre) == ["Un trou (réponse)", "Un trou"]
    assert read(alice, town.val, kind="answer") == ["Un trou (réponse)"]
    assert read(alice, town.val, kind="incident") == ["Un banc", "Un trou"]


def test_an_answer_to_what_is_not_published_waits_with_it(town, alice):
    draft = Post.objects.create(kind="incident", author=alice, title="Brouillon", territory=town.val)
    thread.card(draft, "GPSO", "Reçu.")
    assert read(alice, town.val) == []


def test_what_is_said_in_two_quarters_is_one_line_for_who_follows_both(town, alice, write):
    for number in range(5):
        write(f"n{number}", also_in=[town.centre, town.issy])
    seen, below = [], None
    while True:
        found, more = feed.lines(alice, [town.val.pk, town.centre.pk, town.issy.pk], limit=2, below=below)
        seen += titles(found)
        if not more:
            break
        below = key(found[-1])
    assert seen == ["n4", "n3", "n2", "n1", "n0"]


def test_entering_again_adds_only_what_is_missing(town, alice, write):
    post = write("Un banc")
    post.also_in.add(town.centre)
    announce(post, quietly=True)
    announce(post, quietly=True)
    assert FeedEntry.objects.count() == 2
    assert read(alice, town.val, town.centre) == ["Un banc"]


def test_pages_neither_skip_nor_repeat_while_posts_arrive_even_at_one_moment(town, alice, write):
    expected = [write(f"n{number}", at=NOON - timedelta(seconds=number // 4)).title for number in range(12)]
    seen, below = [], None
    for _ in range(10):
        found, more = feed.lines(alice, [town.val.pk], limit=3, below=below)
        seen += titles(found)
        write(f"arrived {len(seen)}", at=NOON + timedelta(seconds=len(seen)))
        if not more:
            break
        below = key(found[-1])
    assert sorted(seen) == sorted(expected) and len(seen) == len(set(seen))


def test_who_must_not_see_it_does_not(town, alice, bob, charlie, mira, write):
    write("Visible")
    hidden = write("Masqué", author=bob)
    hide_post(hidden)
    write("De Bob", author=bob)
    block(alice, bob)
    assert read(alice, town.val) == ["Visible"]
    assert read(bob, town.val) == ["De Bob"]
    assert read(mira, town.val) == ["De Bob", "Visible"]
    assert read(charlie, town.vanves) == []


@pytest.mark.parametrize("openness", Openness)
def test_a_groups_posts_are_in_its_own_feed_and_in_the_quarters_only_when_it_is_public(
    town, alice, bob, write, openness
):
    group = Group.objects.create(slug="velo", name="Vélo", openness=openness, territory=town.val)
    Membership.objects.create(group=group, member=alice, joined_at=NOON)
    only = openness != Openness.PUBLIC
    post = write("Atelier", group=group, group_only=only)
    thread.card(post, "Ville", "Bravo.")
    own = ["Atelier (réponse)", "Atelier"]
    assert titles(feed.lines(alice, group=group)[0]) == own
    assert titles(feed.lines(bob, group=group)[0]) == ([] if only else own)
    assert read(alice, town.val) == ([] if only else own)


def test_a_group_that_closes_takes_its_posts_out_of_the_quarters_feed(town, alice, write):
    group = Group.objects.create(slug="velo", name="Vélo", territory=town.val)
    Membership.objects.create(group=group, member=alice, joined_at=NOON)
    post = write("Atelier", group=group)
    Post.objects.filter(pk=post.pk).update(group_only=True)
    assert read(alice, town.val) == []
    assert titles(feed.lines(alice, group=group)[0]) == ["Atelier"]


def test_a_tag_and_a_circle_narrow_it(town, alice, write):
    write("Vélo volé", lat=48.825, lon=2.255).tags.add("velo")
    write("Banc", lat=48.8285, lon=2.255)
    write("Sans lieu")
    assert read(alice, town.val, tag="velo") == ["Vélo volé"]
    assert titles(feed.lines(alice, near=(48.825, 2.255, 200))[0]) == ["Vélo volé"]


@pytest.mark.parametrize("count", [1, 60])
def test_a_page_is_two_queries_for_any_number_of_posts_and_places(town, alice, write, queries, count):
    for number in range(count):
        write(f"n{number}", also_in=[town.centre])
    with queries(2):
        assert len(feed.lines(alice, [town.val.pk, town.centre.pk, town.issy.pk])[0]) == min(count, 20)


def test_a_whole_page_that_one_may_not_see_does_not_end_the_feed(town, alice, bob, write, monkeypatch):
    monkeypatch.setattr(feed, "SPARE", 2)
    block(alice, bob)
    write("De Alice", at=NOON - timedelta(days=1))
    for number in range(9):
        write(f"De Bob {number}", author=bob)
    found, more = feed.lines(alice, [town.val.pk], limit=3)
    assert (found, more) == ([], True)


def test_open_feeds_of_the_quarter_of_its_town_and_of_its_group_are_told(town, alice, told):
    group = Group.objects.create(slug="velo", name="Vélo", territory=town.val)
    post = Post.objects.create(kind="incident", author=alice, title="x", territory=town.val, group=group)
    publish_post(post)
    assert sorted(told) == ["feed:92040-val-de-seine", "feed:92040_town", f"group:{group.pk}"]
    told.clear()
    thread.card(post, "Ville", "Merci.")
    assert set(told) == {post.topic, "feed:92040-val-de-seine", "feed:92040_town", f"group:{group.pk}"}


def test_who_may_listen(town, alice):
    from django.contrib.auth.models import AnonymousUser

    from community.live.audience import may_listen

    assert may_listen(AnonymousUser(), "feed:92040-val-de-seine") and may_listen(alice, "feed:92040_town")
    assert not may_listen(alice, "feed:nowhere")


def test_a_refill_finds_what_was_entered_one_by_one(town, alice, write):
    group = Group.objects.create(slug="velo", name="Vélo", territory=town.val)
    post = write("Un trou", also_in=[town.centre], group=group)
    thread.card(post, "GPSO", "Réparé.", at=NOON)
    write("Secret", group=group, group_only=True)
    fields = ("territory", "group", "at", "kind", "post", "comment", "number")
    before = sorted(map(str, FeedEntry.objects.values_list(*fields)))
    feed.refill()
    assert sorted(map(str, FeedEntry.objects.values_list(*fields))) == before
    assert len(before) == 7


def test_frames_carry_nothing_of_the_post_but_its_number(town, alice, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(live.sending, "send", lambda topic, message: sent.append(json.loads(message["frames"][""])))
    post = Post.objects.create(kind="incident", author=alice, title="Mon secret", territory=town.val)
    with django_capture_on_commit_callbacks(execute=True):
        publish_post(post)
    assert sent[0] == {"topic": sent[0]["topic"], "kind": "post", "html": None, "id": post.pk, "post_kind": "incident"}
