"""What is talked about has ended: after seven days of silence the conversation closes, and another may begin."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.conversations import saying
from community.conversations.closing import close_what_has_ended
from community.conversations.models import Conversation
from community.conversations.opening import begin
from community.posts.models import Phase, Post

DAY = timedelta(days=1)


def state(talk):
    talk.refresh_from_db()
    return bool(talk.closes_at), bool(talk.ended_at)


def test_seven_days_after_the_end_it_closes(talk, post, bob, alice, browser):
    now = timezone.now()
    assert close_what_has_ended(now + 30 * DAY) == 0 and state(talk) == (False, False)
    Post.objects.update(state=Phase.DONE)
    assert close_what_has_ended(now) == 0 and state(talk) == (True, False)
    assert "se fermera le" in browser(bob).get(f"/messages/{talk.pk}/").content.decode()
    assert close_what_has_ended(now + 7 * DAY - timedelta(minutes=1)) == 0
    assert close_what_has_ended(now + 7 * DAY) == 1 and state(talk) == (True, True)
    assert close_what_has_ended(now + 8 * DAY) == 0
    with pytest.raises(saying.Closed):
        saying.say(talk, bob, "Allô ?")
    shown = browser(bob).get(f"/messages/{talk.pk}/").content.decode()
    assert "encore là" in shown and "Cette conversation est fermée" in shown and 'id="say-text"' not in shown
    assert f"/messages/new/?post={post.pk}" in shown
    again = begin(bob, alice, "Une dernière chose", post).conversation
    assert again.pk != talk.pk and Conversation.objects.count() == 2


def test_a_word_in_time_gives_seven_more_days(talk, bob):
    now = timezone.now()
    Post.objects.update(state=Phase.CLOSED)
    close_what_has_ended(now)
    saying.say(talk, bob, "Encore une question", at=now + 6 * DAY)
    assert close_what_has_ended(now + 12 * DAY) == 0
    assert close_what_has_ended(now + 13 * DAY) == 1


def test_what_goes_on_again_stays_open(talk):
    now = timezone.now()
    Post.objects.update(state=Phase.DONE)
    close_what_has_ended(now)
    Post.objects.update(state=Phase.OPEN)
    assert close_what_has_ended(now + 9 * DAY) == 0 and state(talk) == (False, False)


@pytest.mark.parametrize("gone", ["hidden", "deleted"])
def test_a_post_that_is_gone_has_ended(talk, post, bob, browser, gone):
    if gone == "hidden":
        Post.objects.update(hidden_at=timezone.now())
    else:
        post.delete()
    now = timezone.now()
    close_what_has_ended(now)
    assert close_what_has_ended(now + 7 * DAY) == 1
    shown = browser(bob).get(f"/messages/{talk.pk}/").content.decode()
    assert "« Banc à donner », qui n’est plus visible" in shown and "?to=alice" in shown


def test_about_nothing_it_never_closes(bob, alice):
    begin(bob, alice, "Bonjour")
    assert close_what_has_ended(timezone.now() + 400 * DAY) == 0
