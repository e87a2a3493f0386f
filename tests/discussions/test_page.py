"""The page of a discussion: read, answered, mended, settled, taken away; and who may not."""

import uuid

import pytest
from pictures import phone_jpeg, sent

from community.members.blocks import block
from community.notifications.models import Mail, Notification
from community.notifications.muting import mute
from community.posts import cards, photos, states, thread
from community.posts.follow import follow
from community.posts.models import FeedEntry, MapCount, Photo, Post
from discussions.models import Discussion


@pytest.fixture
def cat(say):
    return say(text="Il a **peur**.", tags=["chat"])


def address(said):
    return f"/discussions/{said.pk}/"


def html_of(client, said):
    return client.get(address(said)).content.decode()


def test_everyone_reads_it(client, cat):
    html = html_of(client, cat)
    assert "Un chat gris" in html and "<strong>peur</strong>" in html and "Val-de-Seine" in html
    assert 'href="/members/alice/"' in html and 'href="/feed/?tag=chat"' in html
    assert f'href="/flag/?about=post:{cat.pk}"' in html
    assert "csrf" not in html  # the same for every visitor


def test_what_a_neighbour_may_do_there(client, cat, bob, alice):
    client.force_login(bob)
    html = html_of(client, cat)
    assert f'href="/messages/new/?post={cat.pk}"' in html and "Écrire à Alice" in html
    assert "Mettre en sourdine" in html and "Alerter la modération" in html and "réglé" not in html
    mute(bob, cat.topic)
    client.post(f"/posts/{cat.pk}/follow/", {"follow": "yes"})
    html = html_of(client, cat)
    assert "Lever la sourdine" in html and "Ne plus suivre" in html
    client.force_login(alice)
    html = html_of(client, cat)
    assert "/messages/new/" not in html and f"about=post:{cat.pk}" not in html and "C’est réglé" in html


@pytest.mark.parametrize("comments", [0, 30])
def test_a_page_takes_as_many_queries_whatever_was_said(client, cat, bob, comments, queries):
    for number in range(comments):
        thread.say(cat, bob, f"n{number}")
    client.force_login(bob)
    client.get(address(cat))
    with queries(4):
        client.get(address(cat))


def test_strangers_get_404(client, cat, alice, bob, charlie, mira):
    assert client.get("/discussions/999999/").status_code == 404
    block(alice, charlie)
    client.force_login(charlie)
    assert client.get(address(cat)).status_code == 404
    states.hide_post(cat)
    for member, status in [(bob, 404), (alice, 200), (mira, 200)]:
        client.force_login(member)
        assert client.get(address(cat)).status_code == status


def test_alice_mends_her_words_and_it_is_marked(client, cat, alice, bob):
    client.force_login(bob)
    for act in ("edit", "settle", "withdraw"):
        assert client.post(f"{address(cat)}{act}/", {"title": "Faux"}).status_code == 404
    client.force_login(alice)
    assert "Il a **peur**." in client.get(f"{address(cat)}edit/").content.decode()
    assert client.post(f"{address(cat)}edit/", {"title": " "}).status_code == 422
    before = Post.objects.get(pk=cat.pk).sequence
    client.post(f"{address(cat)}edit/", {"title": "Un chat noir", "text": "*Trouvé*", "tags": "Chat, trouvé"})
    html = html_of(client, cat)
    assert "Un chat noir" in html and "<em>Trouvé</em>" in html and "modifié" in html and "?tag=trouve" in html
    assert Post.objects.get(pk=cat.pk).sequence > before
    assert Post.objects.get(pk=cat.pk).folded == "un chat noir trouve"


def test_alice_changes_the_photos_of_what_she_said(client, cat, alice):
    client.force_login(alice)
    one, two, fresh = (photos.receive(sent(phone_jpeg(64, 48)), uploader=alice).key for _ in range(3))
    photos.attach([one, two], cat, alice)
    form = client.get(f"{address(cat)}edit/").content.decode()
    assert form.index(str(one)) < form.index(str(two)) and str(fresh) not in form
    words = {"title": "Chat", "photo_keys": [fresh, one], f"photo_alt-{fresh}": "Le chat"}
    assert client.post(f"{address(cat)}edit/", words).status_code == 302
    assert list(cat.photos.values_list("key", "alt")) == [(fresh, "Le chat"), (one, "")]
    gone = client.post(f"{address(cat)}edit/", words | {"photo_keys": [uuid.uuid4()]})
    assert gone.status_code == 422 and cat.photos.count() == 2


def test_alice_calls_it_settled_and_changes_her_mind(client, cat, alice):
    client.force_login(alice)
    client.post(f"{address(cat)}settle/", {"settled": "yes"})
    client.post(f"{address(cat)}settle/", {"settled": "yes"})
    cat.refresh_from_db()
    assert cat.state == "done"
    html = html_of(client, cat)
    assert html.count("réglé, dit son auteur") == 1 and "Toujours d’actualité" in html
    (card,) = cards.cards([(cat.pk, cat.sequence)], "fr")
    assert "Réglé" in card
    client.post(f"{address(cat)}settle/", {"settled": "no"})
    cat.refresh_from_db()
    assert cat.state == "open"


def test_those_who_follow_hear_once_that_it_is_settled(client, cat, alice, bob, charlie, mira):
    for member in (bob, charlie, mira):
        follow(cat, member)
    block(charlie, alice)
    client.force_login(alice)
    for settled in ("yes", "no", "yes"):
        client.post(f"{address(cat)}settle/", {"settled": settled})
    told = Notification.objects.filter(kind="discussion_settled")
    assert sorted(told.values_list("recipient__name", flat=True)) == ["Bob", "Mira"]
    note = told.get(recipient=bob)
    assert (note.title, note.link, note.mail) == (f"C’est réglé : {cat.title}", f"/posts/{cat.pk}/", Mail.DIGEST)


def test_taken_away_before_anybody_answered_nothing_is_left(client, say, alice, bob):
    said = say(where="point", lat=48.825, lon=2.255, tags=["chat"])
    thread.say(said, alice, "Je précise.")
    client.force_login(alice)
    assert client.post(f"{address(said)}withdraw/").url == "/feed/"
    said.refresh_from_db()
    assert (said.text, said.tags.count(), said.title) == ("", 0, "Message retiré par son auteur")
    assert not MapCount.objects.filter(count__gt=0).exists()
    assert "vous seul" in html_of(client, said)
    assert client.post(f"{address(said)}edit/").status_code == 404
    client.force_login(bob)
    assert client.get(address(said)).status_code == 404


def test_what_others_answered_stays_theirs_under_a_stub(client, say, alice, bob, django_capture_on_commit_callbacks):
    said = say("Un chat gris", "Il a peur.", where="point", lat=48.825, lon=2.255)
    photo = Photo.objects.create(uploader=alice, post=said, original="originals/y.jpg", format="JPEG")
    thread.say(said, bob, "Je l'ai vu au marché.")
    client.force_login(alice)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{address(said)}withdraw/")
    client.force_login(bob)
    html = html_of(client, said)
    assert "Message retiré par son auteur" in html and "vu au marché" in html
    assert "Un chat gris" not in html and "Il a peur" not in html
    assert not Photo.objects.filter(pk=photo.pk).exists()
    assert not FeedEntry.objects.filter(post=said.pk).exists()
    assert not MapCount.objects.filter(count__gt=0).exists()
    said.refresh_from_db()
    assert (said.cell, said.lat, said.hidden_at) == (None, None, None)
    (card,) = cards.cards([(said.pk, said.sequence)], "fr")
    assert "Un chat gris" not in card
    assert Discussion.objects.get(pk=said.pk).withdraw(alice) is False


def test_cards_of_one_and_of_many_in_as_many_queries(say, queries):
    some = [say(f"n{n}") for n in range(12)]
    for few in (some[:1], some[1:]):
        with queries(2):
            assert len(cards.cards([(said.pk, said.sequence) for said in few], "fr", "discussion")) == len(few)


def test_the_list_is_the_feed_of_this_kind(client):
    assert client.get("/discussions/").url == "/feed/?kind=discussion"
