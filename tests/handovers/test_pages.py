"""The pages of hand-overs: the box under a post, one's own list, the page of one, the panel of a conversation."""

import uuid
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from classifieds.models import Classified
from community.handovers import ending, live, meeting
from community.handovers.asking import ask
from community.handovers.models import Handover, Lot
from community.handovers.promising import promise
from community.members.blocks import block
from community.posts import states
from community.posts.models import Post


def box(post, member):
    """What the page of a post includes, as that reader sees it."""
    request = RequestFactory().get("/")
    request.user = member
    post = type(post).objects.select_related("author").get(pk=post.pk)
    template = Template("{% load handovers %}{% handover_box post %}")
    return template.render(Context({"request": request, "post": post}))


def test_a_visitor_is_led_to_sign_in_and_gets_no_token(sofa, client):
    html = box(sofa, AnonymousUser())
    assert f'href="/handovers/ask/{sofa.pk}/"' in html and "csrf" not in html and "<form" not in html
    assert client.get(f"/handovers/ask/{sofa.pk}/").headers["Location"].startswith("/accounts/login/")


def test_bob_asks_from_the_page(client, sofa, alice, bob):
    html = box(sofa, bob)
    assert "Bonjour, cela m’intéresse : est-ce encore disponible ?" in html and 'name="client_key"' in html
    assert "Alice" in html and "Nouveau ici" in html and 'name="units"' not in html
    client.force_login(bob)
    key = str(uuid.uuid4())
    for _twice in range(2):
        answer = client.post(f"/handovers/ask/{sofa.pk}/", {"text": "Bonjour !", "client_key": key})
    mine = Handover.objects.get()
    assert answer.headers["Location"] == f"/handovers/{mine.pk}/"
    html = box(sofa, bob)
    assert "Alice est prévenu" in html and "<textarea" not in html
    assert client.get(f"/handovers/ask/{sofa.pk}/").status_code == 302


def test_what_was_typed_is_kept(client, give, bob):
    chairs = give(units=4)
    client.force_login(bob)
    for said in ({"text": "Six !", "units": "6"}, {"text": "Six !", "units": "-1"}, {"text": "Six !" + "x" * 4000}):
        answer = client.post(f"/handovers/ask/{chairs.pk}/", said)
        assert answer.status_code == 422 and "Six !" in answer.content.decode()
    assert not Handover.objects.exists()


def test_who_may_not_see_it_cannot_ask(client, sofa, alice, bob, charlie):
    page = f"/handovers/ask/{sofa.pk}/"
    client.force_login(alice)
    assert client.post(page, {"text": "Moi"}).status_code == 404
    block(alice, charlie)
    client.force_login(charlie)
    assert client.get(page).status_code == client.post(page, {"text": "Moi"}).status_code == 404
    states.hide_post(sofa)
    client.force_login(bob)
    assert client.post(page, {"text": "Moi"}).status_code == 404


def test_alice_promises_from_the_line(client, sofa, asked, alice, bob, charlie):
    second = ask(sofa, charlie, "Moi aussi")
    html = box(sofa, alice)
    assert "2 personnes intéressées" in html and html.index("Bob") < html.index("Charlie")
    assert "Promettre à Bob" in html and "Promettre à Charlie" in html
    client.force_login(alice)
    client.post(f"/handovers/{asked.pk}/promise/", {"units": "1"})
    answer = client.post(f"/handovers/{second.pk}/promise/", follow=True)
    assert "déjà promis à quelqu’un d’autre" in answer.content.decode()
    html = box(sofa, alice)
    assert "Promettre à" not in html and "est dans la file" in html
    assert "Votre place dans la file : 1" in box(sofa, charlie) and "Bob" not in box(sofa, charlie)


def test_the_box_of_a_post_that_hands_nothing_over_is_empty(town, alice, bob):
    from community.posts.where import wheres
    from discussions.models import Discussion

    said = Discussion.objects.say(alice, "Bonjour", "", wheres(alice)[0])
    assert box(said, bob) == ""


def test_the_box_of_an_ad_without_a_lot_is_empty(sofa, alice, bob):
    Lot.objects.filter(post=sofa.pk).delete()
    assert box(Post.objects.get(pk=sofa.pk), alice) == box(Classified.objects.get(pk=sofa.pk), bob) == ""


def test_where_nothing_goes_on_the_list_says_where_it_would_come_from(client, bob):
    client.force_login(bob)
    html = client.get("/handovers/").content.decode()
    for address in ("/classifieds/", "/classifieds/?intent=lend", "/lost-found/"):
        assert f'class="btn btn-primary" href="{address}"' in html or f'class="btn" href="{address}"' in html


@pytest.mark.parametrize("many", [1, 30])
def test_the_box_asks_as_much_for_one_as_for_thirty(give, alice, bob, neighbours, queries, many):
    chairs = give(units=40)
    for one in [bob, *neighbours(many - 1)]:
        mine = promise(ask(chairs, one, "Bonjour"), alice)
        meeting.propose(mine, one, timezone.now() + timedelta(days=1), "Ici")
    with queries(6):  # the post, its lot, the line, appointments, appointments kept, answers
        assert box(chairs, alice).count("proposé</span>") == many
    with queries(6):
        assert "Bob" not in box(chairs, bob)


@pytest.mark.parametrize("many", [1, 30])
def test_the_list_asks_as_much_for_one_as_for_thirty(client, give, alice, bob, queries, many):
    type(bob).objects.update(date_joined=timezone.now() - timedelta(days=30))
    bob.refresh_from_db()
    for number in range(many):
        promise(ask(give(title=f"Chaise {number}"), bob, "Bonjour"), alice)
    client.force_login(bob)
    client.get("/handovers/")
    with queries(5):  # the member, those that go on, those that are over, their ads, appointments
        html = client.get("/handovers/").content.decode()
    assert html.count("Convenez d’un rendez-vous") == many


def test_the_list_shows_what_waits_for_oneself_first(client, give, alice, bob, charlie):
    quiet, urgent = give(title="Chaise"), give(title="Table")
    mine = promise(ask(quiet, bob, "1"), alice)
    ask(urgent, bob, "2")
    meeting.propose(mine, alice, timezone.now() + timedelta(days=1), "Ici")
    client.force_login(bob)
    html = client.get("/handovers/").content.decode()
    assert html.index("Chaise") < html.index("Table") and "is-mine" in html
    client.force_login(charlie)
    assert "Chaise" not in client.get("/handovers/").content.decode()


def test_a_hand_over_is_for_the_two_alone(client, promised, alice, bob, charlie, mira):
    page = f"/handovers/{promised.pk}/"
    for member, status in ((alice, 200), (bob, 200), (charlie, 404), (mira, 404)):
        client.force_login(member)
        assert client.get(page).status_code == status
        assert client.get(f"/handovers/of/{promised.post_id}/").status_code == (302 if status == 200 else 404)
        assert live.may_listen(member, str(promised.pk)) is (status == 200)
    for act in ("promise", "renege", "withdraw", "done", "meet", "thank", "accept", "nothing"):
        assert client.post(f"{page}{act}/").status_code == 404
    client.force_login(bob)
    assert client.post(f"{page}renege/").status_code == 404 and client.get(f"{page}done/").status_code == 405
    block(alice, bob)
    assert client.get(page).status_code == 404 and "Canapé" not in client.get("/handovers/").content.decode()
    client.logout()
    assert client.get(page).status_code == 302


def test_the_whole_way_by_plain_forms(client, sofa, asked, alice, bob, state):
    page, when = f"/handovers/{asked.pk}/", timezone.localtime() + timedelta(days=1)
    client.force_login(alice)
    client.post(f"{page}promise/")
    client.force_login(bob)
    assert "12 rue Horace Vernet" in client.get(page).content.decode()
    said = {"day": f"{when:%Y-%m-%d}", "time": "18:00", "minutes": "15", "where": "other", "other_place": "Le square"}
    client.post(f"{page}meet/", said)
    client.force_login(alice)
    html = client.get(page).content.decode()
    assert "Bob vous propose un rendez-vous" in html and "Le square" in html and "/handovers/calendar/" in html
    client.post(f"{page}accept/")
    assert "Rendez-vous pris avec Bob" in client.get(page).content.decode()
    client.post(f"{page}done/")
    client.force_login(bob)
    assert "Un mot pour Alice" in client.get(page).content.decode()
    assert client.post(f"{page}thank/", {"text": " "}).status_code == 422
    client.post(f"{page}thank/", {"text": "Merci !"})
    client.post(f"{page}thank/", {"text": "Encore merci !"})
    html = client.get(page).content.decode()
    assert "« Merci ! »" in html and "Encore" not in html and state(asked) == "done"


def test_an_appointment_that_has_changed_is_not_accepted_unseen(client, promised, alice, bob):
    first = meeting.propose(promised, bob, timezone.now() + timedelta(days=1), "Ici")
    meeting.propose(promised, bob, timezone.now() + timedelta(days=2), "Là-bas")
    client.force_login(alice)
    answer = client.post(f"/handovers/{promised.pk}/accept/", {"appointment": first.pk}, follow=True)
    assert "Trop tard" in answer.content.decode() and meeting.standing(promised).state == "proposed"


def test_the_conversation_of_the_two_shows_where_they_stand(client, asked, alice, bob, queries):
    talk = f"/messages/{asked.conversation_id}/"
    client.force_login(alice)
    html = client.get(talk).content.decode()
    assert "Bob attend votre réponse" in html and f'action="/handovers/{asked.pk}/promise/"' in html
    answer = client.post(f"/handovers/{asked.pk}/promise/", {"next": talk})
    assert answer.headers["Location"] == talk
    away = client.post(f"/handovers/{asked.pk}/renege/", {"next": "https://ailleurs.example/"})
    assert away.headers["Location"] == f"/handovers/{asked.pk}/"


def test_after_the_end_there_is_nothing_to_ask_for(sofa, promised, alice, bob, charlie):
    ending.done(promised, alice)
    sofa.refresh_from_db()
    assert "Dire merci" in box(sofa, bob)
    for reader in (charlie, AnonymousUser()):
        html = box(sofa, reader)
        assert "C’est terminé" in html and "<form" not in html
