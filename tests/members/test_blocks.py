"""A block parts two members in both directions: pages, threads, answers, notifications. A third notices nothing."""

import pytest
from django.utils import timezone

from community.members.blocks import apart, are_apart, block, unblock
from community.members.models import Block
from community.notifications.models import Notification
from community.notifications.notify import notify
from community.posts import entries, thread
from community.posts.follow import follow
from community.posts.models import Comment, Post
from community.posts.telling import tell
from tests.conftest import join


@pytest.fixture
def carol(town):
    return join("Carol", town.val)


@pytest.fixture
def post(town, carol):
    lat, lon = town.in_val
    return Post.objects.create(
        kind="incident", author=carol, title="Banc cassé", lat=lat, lon=lon, territory=town.val,
        published_at=timezone.now(),
    )  # fmt: skip


def said_to(reader, post):
    return [html.split('data-number="')[1].split('"')[0] for html in entries.latest(post, reader=reader)[0]]


def test_alice_blocks_bob_and_neither_finds_the_other(client, alice, bob, charlie):
    client.force_login(alice)
    parted = client.post("/members/bob/block/", {"block": "yes"})
    assert parted["Location"] == "/members/me/blocks/"
    assert are_apart(bob, alice) and not are_apart(alice, charlie)
    assert [list(apart(one).values_list("who", flat=True)) for one in (alice, bob)] == [[bob.pk], [alice.pk]]
    assert "Bob" in client.get("/members/me/blocks/").content.decode()
    client.force_login(bob)
    assert "Alice" not in client.get("/members/me/blocks/").content.decode()
    assert not bob.notifications.exists()


def test_sent_twice_it_is_one_block_and_undone_twice_no_error(client, alice, bob):
    client.force_login(alice)
    for _ in range(2):
        assert client.post("/members/bob/block/", {"block": "yes", "next": "/feed/"})["Location"] == "/feed/"
    assert Block.objects.count() == 1
    for _ in range(2):
        assert client.post("/members/bob/block/", {"block": "no"}).status_code == 302
    assert not Block.objects.exists()


def test_one_blocks_neither_oneself_nor_who_is_not_there(client, alice, bob):
    client.force_login(alice)
    block(bob, alice)
    answers = [client.post(f"/members/{handle}/block/", {"block": "yes"}) for handle in ("alice", "personne", "bob")]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert client.get("/members/bob/block/").status_code == 405
    client.post("/members/bob/block/", {"block": "no"})
    assert are_apart(alice, bob)  # what Bob did is Bob's to undo
    client.logout()
    assert client.post("/members/bob/block/", {"block": "yes"}).status_code == 302
    assert Block.objects.count() == 1


def test_each_undoes_their_own(alice, bob):
    block(alice, bob), block(bob, alice)
    assert unblock(alice, bob) and are_apart(alice, bob)
    assert unblock(bob, alice) and not are_apart(alice, bob)
    assert (unblock(alice, bob), block(alice, alice)) == (False, False)


def test_their_words_are_not_in_each_others_threads(client, post, alice, bob, carol, mira):
    thread.say(post, bob, "un, de Bob")
    first = thread.say(post, alice, "deux, d'Alice")
    thread.say(post, carol, "trois, à Alice", reply_to=first)
    thread.card(post, "GPSO", "Nous venons mardi.")
    block(alice, bob)
    readers = (alice, bob, carol, mira, None)
    assert [said_to(reader, post) for reader in readers] == [
        ["2", "3", "4"], ["1", "3", "4"], ["1", "2", "3", "4"], ["1", "2", "3", "4"], ["1", "2", "3", "4"],
    ]  # fmt: skip
    assert [frame["number"] for frame in entries.missed(post, 0, alice)] == [2, 3, 4]
    client.force_login(bob)
    caught = client.get(f"/posts/{post.pk}/thread/?after=0").json()
    assert [entry["number"] for entry in caught["entries"]] == [1, 3, 4] and caught["count"] == 3
    assert "deux, d'Alice" not in "".join(entry["html"] for entry in caught["entries"])
    assert "deux" not in str(client.get(f"/posts/{post.pk}/thread/?before=4").json())


def test_what_someone_who_left_said_stays(post, alice, bob):
    thread.say(post, bob, "parti")
    Comment.objects.update(author=None)
    block(alice, bob)
    assert said_to(alice, post) == ["1"]


def test_an_answer_to_words_one_no_longer_sees_stands_by_itself(client, post, alice, bob):
    thread.say(post, bob, "un, de Bob")
    block(bob, alice)
    client.force_login(alice)  # from a page opened before
    sent = client.post(
        f"/posts/{post.pk}/comments/", {"text": "Bonjour", "reply_to": "1"}, headers={"x-requested-with": "fetch"}
    )
    assert (sent.status_code, sent.json()["under"]) == (201, None)
    assert said_to(bob, post) == ["1"]


def test_nobody_is_told_of_what_they_do_not_see(post, alice, bob, carol):
    thread.say(post, bob, "je suis le fil")
    block(alice, bob)
    said = thread.say(post, alice, "Venez @bob et @carol")
    tell(said.pk)
    assert [note.recipient for note in Notification.objects.all()] == [carol]


def test_from_a_page_opened_before_nothing_can_be_done_to_what_is_no_longer_seen(client, town, alice, bob):
    from incidents.models import Incident, Nature

    incident = Incident.objects.report(alice, Nature.PROBLEM, town.pothole, "Trou", *town.in_val, quietly=True)
    client.force_login(bob)
    assert client.get(incident.get_absolute_url()).status_code == 200
    block(alice, bob)
    by_script = {"x-requested-with": "fetch"}
    posts, incidents = f"/posts/{incident.pk}", f"/incidents/{incident.pk}"
    for address in (
        f"{posts}/comments/", f"{posts}/follow/", f"{incidents}/confirm/", f"{incidents}/still-there/",
        f"{incidents}/gone/", f"{incidents}/join/", f"{incidents}/verdict/", f"{incidents}/unconfirm/",
    ):  # fmt: skip
        assert client.post(address, {"text": "x", "fixed": "no"}, headers=by_script).status_code == 404, address
    for address in (f"{posts}/", f"{posts}/thread/", f"{incidents}/", f"{incidents}/status/"):
        assert client.get(address).status_code == 404, address
    assert incident.comments.count() == 0 and incident.votes.count() == 1


def test_a_thread_costs_the_same_with_and_without_blocks(client, post, alice, bob, carol, queries):
    thread.say(post, carol, "un")
    entries.latest(post, reader=alice)
    with queries(1):
        entries.latest(post, reader=alice)
    block(alice, bob)
    for number in range(5):
        thread.say(post, bob, f"{number}")
    with queries(1):
        entries.latest(post, reader=alice)


def test_a_block_does_not_tell_who_wrote_without_a_name(client, post, alice, bob, town):
    lat, lon = town.in_val
    nameless = Post.objects.create(
        kind="incident", author=bob, anonymous=True, title="Sans mon nom", lat=lat, lon=lon, territory=town.val,
        published_at=timezone.now(),
    )  # fmt: skip
    thread.say(nameless, bob, "Je reviens.", quietly=True)
    thread.say(post, bob, "Sous mon nom.", quietly=True)
    before = [Post.objects.visible_to(alice).filter(pk=nameless.pk).exists(), said_to(alice, nameless)]
    block(alice, bob)
    assert [Post.objects.visible_to(alice).filter(pk=nameless.pk).exists(), said_to(alice, nameless)] == before
    assert before == [True, ["1"]] and said_to(alice, post) == []


def test_what_was_told_before_a_block_is_taken_back(alice, bob, carol, post):
    follow(post, alice)
    for who in (bob, carol):
        tell(thread.say(post, who, f"C'est {who.name}.", quietly=True).pk)
    notify([bob], "comment", "/", by=alice), notify([alice], "ticket_answered", "/")
    assert sorted(alice.notifications.values_list("kind", "by__name")) == [
        ("comment", "Carol"), ("ticket_answered", None),
    ]  # fmt: skip
    assert set(bob.notifications.values_list("by__name", flat=True)) == {"Alice", "Carol"}
    block(alice, carol)
    assert [note.kind for note in alice.notifications.all()] == ["ticket_answered"]
    block(alice, bob)
    assert [note.by for note in bob.notifications.all()] == [carol]


def test_what_is_told_of_somebody_nameless_stays(alice, bob, post):
    Post.objects.filter(pk=post.pk).update(anonymous=True, author=bob)
    post.refresh_from_db()
    follow(post, alice)
    tell(thread.say(post, bob, "Je reviens.", quietly=True).pk)
    block(alice, bob)
    assert [(note.kind, note.by) for note in alice.notifications.all()] == [("comment", None)]
    assert not bob.notifications.exists()
