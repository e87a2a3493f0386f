"""Many neighbours speak at once, on real threads: numbers without gap or double, one comment per key, one removal."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from racing import RACE, at_once

from community.notifications import mail
from community.notifications.models import Mail, Notification
from community.posts import entries, thread
from community.posts.models import Comment, Post
from community.posts.telling import tell

pytestmark = RACE


@pytest.fixture
def post(transactional_db, town, alice):
    lat, lon = town.in_val
    return Post.objects.create(
        kind="incident", author=alice, title="Banc cassé", lat=lat, lon=lon, territory=town.val,
        published_at=timezone.now(),
    )  # fmt: skip


def test_numbers_have_no_gap_and_no_double(post, bob, neighbours):
    people = neighbours(8)

    def speak(member):
        def act():
            for turn in range(5):
                thread.say(Post.objects.get(pk=post.pk), member, f"tour {turn}")

        return act

    assert at_once(*map(speak, people)) == [None] * 8
    assert list(Comment.objects.values_list("number", flat=True)) == list(range(1, 41))
    post.refresh_from_db()
    assert (post.sequence, post.comment_count) == (40, 40)


def test_a_page_that_polls_meanwhile_misses_nothing(post, neighbours):
    people, seen, last = neighbours(6), [], 0

    def speak(member):
        return lambda: [thread.say(Post.objects.get(pk=post.pk), member, "mot") for _ in range(5)] and None

    def read():
        nonlocal last
        while len(seen) < 30:
            for frame in entries.missed(post, last):
                seen.append(frame["seq"])
                last = frame["seq"]

    assert at_once(read, *map(speak, people)) == [None] * 7
    assert seen == list(range(1, 31))


def test_a_form_sent_ten_times_at_once_is_one_comment(post, bob):
    key = uuid.uuid4()
    said = at_once(*[lambda: thread.say(Post.objects.get(pk=post.pk), bob, "Bonjour", client_key=key).pk] * 10)
    assert len(set(said)) == 1
    post.refresh_from_db()
    assert (Comment.objects.count(), post.comment_count, post.sequence) == (1, 1, 1)


def test_one_removal_counts_once(post, bob):
    comment = thread.say(post, bob, "mot")
    done = at_once(*[lambda: thread.remove(Comment.objects.select_related("post").get(pk=comment.pk), bob)] * 5)
    assert sum(isinstance(one, PermissionDenied) for one in done) == 4
    post.refresh_from_db()
    assert post.comment_count == 0


def test_the_same_news_told_ten_times_at_once_is_told_once(post, alice, bob):
    comment = thread.say(post, bob, "@alice, regarde")
    assert at_once(*[lambda: tell(comment.pk)] * 10) == [None] * 10
    assert Notification.objects.filter(recipient=alice).count() == 1


def test_ten_senders_send_one_mail(post, alice, bob, mailoutbox):
    comment = thread.say(post, bob, "@alice, regarde")
    tell(comment.pk)
    note = Notification.objects.get(recipient=alice)
    assert sorted(at_once(*[lambda: mail.send_one(note.pk)] * 10)) == [False] * 9 + [True]
    assert len(mailoutbox) == 1
    note.refresh_from_db()
    assert (note.mail, note.mail_attempts) == (Mail.SENT, 1)
