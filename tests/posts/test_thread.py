"""What neighbours say under a post: numbered, corrected, taken back, answered, told, and safe for the next reader."""

import json
import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community import live
from community.notifications.models import Mail, Notification
from community.posts import entries, thread
from community.posts.follow import follow, unfollow
from community.posts.models import Comment, Follow, Post
from community.posts.states import hide_post
from community.posts.telling import tell


@pytest.fixture
def post(town, alice):
    lat, lon = town.in_val
    return Post.objects.create(
        kind="incident", author=alice, title="Banc cassé", text="Près du pont", lat=lat, lon=lon,
        territory=town.val, published_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def frames(monkeypatch, django_capture_on_commit_callbacks):
    """What `live.publish` would have sent, as (topic, {language: frame})."""
    sent = []

    def keep(topic, message):
        if message["type"] == "frame":
            sent.append((topic, {lang: json.loads(text) for lang, text in message["frames"].items()}))

    monkeypatch.setattr(live.sending, "send", keep)
    return sent


def texts(post):
    return [(c.number, c.text) for c in Comment.objects.filter(post=post)]


def test_comments_are_numbered_one_after_the_other(post, alice, bob):
    thread.say(post, bob, "Je l'ai vu aussi.")
    thread.card(post, "GPSO", "Nous venons mardi.")
    thread.say(post, alice, "Merci !")
    assert texts(post) == [(1, "Je l'ai vu aussi."), (2, "Nous venons mardi."), (3, "Merci !")]
    post.refresh_from_db()
    assert (post.sequence, post.comment_count) == (3, 2)


def test_a_change_moves_the_sequence_and_not_the_place(post, bob):
    first = thread.say(post, bob, "un")
    thread.say(post, bob, "deux")
    thread.edit(first, bob, "un, corrigé")
    assert [(f["number"], f["seq"]) for f in entries.missed(post, 1)] == [(2, 2), (1, 3)]
    assert "modifié" in entries.missed(post, 2)[0]["html"]


def test_a_comment_sent_again_is_the_same_comment(post, bob):
    key = uuid.uuid4()
    first = thread.say(post, bob, "Bonjour", client_key=key)
    again = thread.say(post, bob, "Bonjour", client_key=key)
    post.refresh_from_db()
    assert (again.pk, post.comment_count, post.sequence) == (first.pk, 1, 1)


def test_a_reply_to_a_reply_stands_under_the_same_comment(post, alice, bob):
    top = thread.say(post, bob, "Question")
    reply = thread.say(post, alice, "Réponse", reply_to=top)
    assert thread.say(post, bob, "Merci", reply_to=reply).reply_to == top
    later = thread.say(post, alice, "Autre chose")
    html, earlier = entries.latest(post)
    assert [f'data-number="{n}"' in h for n, h in zip([1, 2, 3, later.number], html, strict=True)] == [True] * 4
    assert earlier is None


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b\u202e"])
def test_nothing_is_no_comment(post, bob, text):
    with pytest.raises(ValidationError, match="Écrivez"):
        thread.say(post, bob, text)
    assert texts(post) == []


def test_too_much_is_refused_in_numbers(post, bob):
    with pytest.raises(ValidationError, match="4001 caractères"):
        thread.say(post, bob, "a" * 4001)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        (
            "![x](http://e.org/a.png)",
            '<p>!<a href="http://e.org/a.png" rel="nofollow ugc noopener noreferrer">x</a></p>',
        ),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("*bien* et **fort**", "<p><em>bien</em> et <strong>fort</strong></p>"),
        ("un\ndeux", "<p>un<br>\ndeux</p>"),
        ("abc\u202edef\u200b", "<p>abcdef</p>"),
        ("# titre", "<p># titre</p>"),
    ],
)
def test_what_is_written_is_safe_for_the_next_reader(post, bob, text, html):
    assert thread.say(post, bob, text).html == html


def test_addresses_become_links(post, bob):
    html = thread.say(post, bob, "voir www.issy.com").html
    assert 'href="http://www.issy.com"' in html and "nofollow" in html


def test_one_may_correct_one_s_own_for_fifteen_minutes(post, bob, alice, mira):
    comment = thread.say(post, bob, "faute")
    for other in (alice, mira):
        with pytest.raises(PermissionDenied):
            thread.edit(comment, other, "autre")
    thread.edit(comment, bob, "sans faute")
    comment.refresh_from_db()
    assert comment.text == "sans faute" and comment.edited_at
    Comment.objects.filter(pk=comment.pk).update(created_at=timezone.now() - timedelta(minutes=16))
    comment.refresh_from_db()
    with pytest.raises(PermissionDenied):
        thread.edit(comment, bob, "trop tard")


def test_a_removed_comment_leaves_a_stub_without_its_words(post, alice, bob):
    comment = thread.say(post, bob, "mot regretté")
    with pytest.raises(PermissionDenied):
        thread.remove(comment, alice)
    thread.remove(comment, bob)
    post.refresh_from_db()
    (frame,) = entries.missed(post, 1)
    assert "Commentaire retiré" in frame["html"] and "regretté" not in frame["html"]
    assert post.comment_count == 0
    stale = Comment.objects.get(pk=comment.pk)
    stale.removed_at = None  # as a second browser still sees it
    with pytest.raises(PermissionDenied):
        thread.remove(stale, bob)
    post.refresh_from_db()
    assert post.comment_count == 0


def test_an_official_card_is_nobody_s_to_change(post, mira):
    card = thread.card(post, "Ville d'Issy", "Réparé.", facts={"phase": "done", "words_fr": "Résolu"})
    for act in (lambda: thread.edit(card, mira, "x"), lambda: thread.remove(card, mira)):
        with pytest.raises(PermissionDenied):
            act()


def test_the_same_fragment_goes_to_everybody_in_their_language(post, bob, frames, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        thread.say(post, bob, "Bonjour")
    ((topic, sent),) = frames
    assert topic == post.topic
    assert sent["fr"] | {"html": None} == {
        "topic": post.topic, "kind": "comment", "html": None, "seq": 1, "number": 1, "under": None,
    }  # fmt: skip
    assert "Répondre" in sent["fr"]["html"] and "Bob" in sent["fr"]["html"]
    assert 'href="/members/bob/"' in sent["fr"]["html"] and f'data-by="{bob.pk}"' not in sent["fr"]["html"]


def test_who_reports_without_a_name_stays_without_one_in_the_thread(post, alice, bob):
    Post.objects.filter(pk=post.pk).update(anonymous=True)
    post.refresh_from_db()
    thread.say(post, alice, "C'est moi qui l'ai signalé")
    thread.say(post, bob, "Merci")
    html, _earlier = entries.latest(post)
    assert "Alice" not in html[0] and "Un voisin" in html[0] and "alice" not in html[0]
    assert "Bob" in html[1]
    follow(post, bob)
    tell(Comment.objects.get(number=1).pk)
    assert Notification.objects.get(recipient=bob).title == "Un voisin a commenté : Banc cassé"


def test_who_is_told(post, alice, bob, charlie, mira):
    follow(post, mira)
    first = thread.say(post, bob, "Vous en pensez quoi ?")
    reply = thread.say(post, charlie, "@alice a raison, @bob", reply_to=first)
    tell(reply.pk, first.pk)
    tell(reply.pk, first.pk)  # the worker was killed and runs it again
    told = Notification.objects.order_by("recipient__name").values_list("recipient__name", "kind", "mail", "count")
    assert list(told) == [
        ("Alice", "mention", Mail.DUE, 1),
        ("Bob", "mention", Mail.DUE, 1),
        ("Mira", "comment", Mail.DIGEST, 1),
    ]
    assert Notification.objects.get(recipient=alice).link == f"/posts/{post.pk}/#c2"


def test_several_comments_are_one_notification_until_it_is_read(post, alice, bob, charlie):
    for member, text in [(bob, "un"), (charlie, "deux"), (bob, "trois")]:
        tell(thread.say(post, member, text).pk)
    note = Notification.objects.get(recipient=alice)
    assert (note.count, note.title, note.text) == (3, "3 nouveaux commentaires : Banc cassé", "trois")
    Notification.objects.filter(pk=note.pk).update(read_at=timezone.now())
    tell(thread.say(post, bob, "quatre").pk)
    assert Notification.objects.filter(recipient=alice, read_at=None).get().count == 1


def test_a_hidden_post_tells_nobody(post, alice, bob):
    comment = thread.say(post, bob, "mot")
    hide_post(post)
    tell(comment.pk)
    assert not Notification.objects.exists()


def test_following_twice_is_following_once(post, bob):
    follow(post, bob)
    follow(post, bob)
    assert Follow.objects.filter(post=post, member=bob).count() == 1
    unfollow(post, bob)
    assert not Follow.objects.filter(post=post).exists()


# --- the pages ---------------------------------------------------------------------------------------------------


def url(post, name="comments"):
    return f"/posts/{post.pk}/{name}/"


SCRIPT = {"headers": {"X-Requested-With": "fetch"}}


def test_without_a_script_one_comes_back_to_what_one_said(post, bob, client):
    client.force_login(bob)
    answer = client.post(url(post), {"text": "Bonjour", "client_key": str(uuid.uuid4())})
    assert (answer.status_code, answer["Location"]) == (302, f"/posts/{post.pk}/#c1")


@pytest.mark.parametrize("others", [0, 30])
def test_a_comment_takes_seven_queries_and_a_reply_eight(post, alice, bob, client, queries, others):
    for _ in range(others):
        thread.say(post, alice, "avant")
    top = thread.say(post, alice, "Question")
    client.force_login(bob)
    client.get(url(post, "thread"))
    with queries(7):
        assert client.post(url(post), {"text": "Bonjour"}, **SCRIPT).status_code == 201
    with queries(8):
        client.post(url(post), {"text": "Réponse", "reply_to": top.number}, **SCRIPT)


def test_what_was_typed_stays_with_its_error(post, bob, client):
    client.force_login(bob)
    text = "long " * 1000
    answer = client.post(url(post), {"text": text})
    assert answer.status_code == 400
    assert text.strip() in answer.content.decode() and "4999 caractères, c&#x27;est trop" in answer.content.decode()
    assert client.post(url(post), {"text": text}, **SCRIPT).json() == {
        "error": "4999 caractères, c'est trop : 4000 au plus."
    }
    assert texts(post) == []


def test_a_megabyte_is_refused(post, bob, client):
    client.force_login(bob)
    assert client.post(url(post), {"text": "a" * 999_000}).status_code == 400
    answer = client.post(url(post), f"text={'a' * 1_100_000}", content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (400, 413)
    assert texts(post) == []


def test_a_visitor_signs_in_first_and_keeps_their_words(post, bob, client):
    answer = client.post(url(post), {"text": "Ne me perdez pas"})
    assert answer.status_code == 302 and answer["Location"].startswith("/accounts/login/?next=/posts/")
    assert client.post(url(post), {"text": "Ne me perdez pas"}, **SCRIPT).status_code == 401
    assert client.session["draft"] == {"post": post.pk, "text": "Ne me perdez pas"}


def test_strangers_see_nothing_of_a_hidden_post(post, alice, bob, client):
    comment = thread.say(post, bob, "mot")
    hide_post(post)
    client.force_login(bob)
    for address in (url(post, "thread"), f"/comments/{comment.pk}/edit/", f"/comments/{comment.pk}/remove/"):
        assert client.get(address).status_code == 404
    assert client.post(url(post), {"text": "coucou"}).status_code == 404
    assert client.post(url(post, "follow"), {"follow": "yes"}).status_code == 404
    client.force_login(alice)
    assert client.get(url(post, "thread")).status_code == 200
    assert client.post(url(post), {"text": "coucou"}).status_code == 404


def test_what_one_missed_comes_in_order_and_once(post, bob, client):
    for number in range(5):
        thread.say(post, bob, f"mot {number}")
    caught = client.get(url(post, "thread"), {"after": 3}).json()
    assert [(f["number"], f["seq"]) for f in caught["entries"]] == [(4, 4), (5, 5)]
    assert (caught["seq"], caught["more"], caught["count"]) == (5, False, 5)
    assert client.get(url(post, "thread"), {"after": 5}).json()["entries"] == []
    assert client.get(url(post, "thread"), {"after": "9" * 40}).status_code == 200


def test_much_that_was_missed_comes_in_pieces(post, bob, client, monkeypatch):
    monkeypatch.setattr(entries, "MOST_MISSED", 2)
    for number in range(3):
        thread.say(post, bob, f"mot {number}")
    first = client.get(url(post, "thread"), {"after": 0}).json()
    assert (first["seq"], first["more"]) == (2, True)
    second = client.get(url(post, "thread"), {"after": 2}).json()
    assert ([f["seq"] for f in second["entries"]], second["more"]) == ([3], False)


def test_earlier_entries_are_a_click_away(post, bob, client, monkeypatch):
    monkeypatch.setattr(entries, "AT_ONCE", 2)
    for number in range(5):
        thread.say(post, bob, f"mot {number}")
    html, earlier = entries.latest(post)
    assert (len(html), earlier) == (2, 4)
    before = client.get(url(post, "thread"), {"before": earlier}).json()
    assert (len(before["entries"]), before["earlier"]) == (2, 2)


def test_correcting_and_removing_by_hand(post, alice, bob, client):
    comment = thread.say(post, bob, "faute")
    client.force_login(alice)
    assert client.post(f"/comments/{comment.pk}/edit/", {"text": "x"}).status_code == 403
    assert client.post(f"/comments/{comment.pk}/remove/").status_code == 403
    client.force_login(bob)
    assert "faute" in client.get(f"/comments/{comment.pk}/edit/").content.decode()
    assert client.post(f"/comments/{comment.pk}/edit/", {"text": " "}).status_code == 400
    assert client.post(f"/comments/{comment.pk}/edit/", {"text": "juste"}).status_code == 302
    assert client.get(f"/comments/{comment.pk}/remove/").status_code == 200
    assert client.post(f"/comments/{comment.pk}/remove/", **SCRIPT).json()["seq"] == 3


def test_following_by_a_button(post, bob, client):
    client.force_login(bob)
    assert client.post(url(post, "follow"), {"follow": "yes"}, **SCRIPT).json() == {"follows": True}
    assert Follow.objects.filter(post=post, member=bob).exists()
    client.post(url(post, "follow"), {"follow": "no"})
    assert not Follow.objects.filter(post=post, member=bob).exists()


def test_a_hidden_comment_leaves_a_stub_tells_nobody_and_comes_back_whole(post, alice, bob):
    said = thread.say(post, bob, "Un mot de trop")
    assert thread.hide_comment(said)
    assert not thread.hide_comment(said)
    tell(said.pk)
    assert Notification.objects.count() == 0
    (html,), _earlier = entries.latest(post)
    assert "masqué par la modération" in html and "Un mot de trop" not in html
    assert thread.show_comment(said)
    assert not thread.show_comment(said)
    (html,), _earlier = entries.latest(post)
    assert "Un mot de trop" in html
    post.refresh_from_db()
    assert post.comment_count == 1
    thread.hide_comment(said)
    assert thread.erase_comment(said) and not thread.erase_comment(said)
    post.refresh_from_db()
    assert (post.comment_count, Comment.objects.get(pk=said.pk).text) == (0, "")


def test_who_writes_too_fast_waits_and_keeps_the_words(post, alice, bob, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"comment": "2/m/user"}
    client.force_login(bob)
    for number in range(2):
        assert client.post(url(post), {"text": f"Mot {number}"}).status_code == 302
    answer = client.post(url(post), {"text": "Mot de trop"})
    assert answer.status_code == 429 and "Mot de trop" in answer.content.decode()
    assert client.post(url(post), {"text": "Mot de trop"}, **SCRIPT).status_code == 429
    client.force_login(alice)
    assert client.post(url(post), {"text": "Le mien"}).status_code == 302


def test_staff_take_nobodys_words_away_but_by_moderation(post, bob, otto):
    said = thread.say(post, bob, "Le service de l'éclairage dort.")
    with pytest.raises(PermissionDenied):
        thread.remove(said, otto)
    assert texts(post) == [(1, "Le service de l'éclairage dort.")]
