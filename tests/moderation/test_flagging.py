"""To flag: for what one may see, once, with the words of that moment, and an answer that it was received."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.exceptions import ValidationError

from community.members.blocks import block
from community.moderation import flagging, telling, things
from community.moderation.models import Case, Flag
from community.notifications.models import Notification
from community.posts import states, thread
from community.posts.models import Post


def told(member):
    return list(Notification.objects.filter(recipient=member).order_by("pk").values_list("kind", "title"))


def test_alice_flags_bobs_post_and_hears_that_it_was_received(post, alice, bob, flag):
    sent = flag(alice, "post:" + str(post.pk), words="Il demande d'être payé d'avance.")
    assert (sent.case.topic, sent.case.author, sent.reason.code) == (post.topic, bob, "spam")
    assert (sent.quote, sent.label, sent.author_name) == (post.text, "Vends montre", "Bob")
    assert told(alice) == [("flag_received", "Alerte reçue : Vends montre")]
    assert told(bob) == []


def test_the_words_of_that_moment_stay_when_the_author_mends_them(comment, alice, bob, flag):
    sent = flag(alice, f"comment:{comment.pk}", "hate")
    thread.edit(comment, bob, "Bonjour à tous.")
    sent.refresh_from_db()
    assert sent.quote == "Le voisin du 12 est un voleur."
    assert sent.link.endswith("#c1")


def test_a_second_flag_adds_nothing_and_another_neighbour_joins_the_case(post, alice, neighbours, because, flag):
    first = flag(alice, post.topic)
    again, new = flagging.flag(things.find(post.topic, alice), because("hate"), "encore", alice)
    assert (again, new) == (first, False)
    (other,) = neighbours(1)
    flag(other, post.topic)
    assert Case.objects.count() == 1
    assert Flag.objects.count() == 2
    assert len(told(alice)) == 1


def test_ones_own_is_refused(post, bob, because):
    with pytest.raises(ValidationError, match="retirer vous-même"):
        flagging.flag(things.find(post.topic, bob), because("other"), "", bob)
    assert Case.objects.count() == 0


def test_nobody_flags_what_they_may_not_see(client, post, comment, alice, charlie):
    states.hide_post(post)
    for member in (alice, charlie, AnonymousUser()):
        assert things.find(post.topic, member) is None
        assert things.find(f"comment:{comment.pk}", member) is None
    client.force_login(alice)
    for topic in (post.topic, f"comment:{comment.pk}", "post:999999", "post:x", "ticket:1", "", "post:" + "9" * 30):
        assert client.get("/flag/", {"about": topic}).status_code == 404
        assert client.post(f"/flag/?about={topic}", {"reason": "spam"}).status_code == 404


def test_a_member_is_flagged_by_who_blocked_them_and_not_the_other_way(alice, bob):
    block(alice, bob)
    assert things.find(bob.topic, alice).author == bob
    assert things.find(alice.topic, bob) is None
    assert things.find(bob.topic, AnonymousUser()) is None


def test_the_page_without_script(client, post, alice):
    client.force_login(alice)
    page = client.get("/flag/", {"about": post.topic}).content.decode()
    assert "payez d&#x27;avance" in page and "Publicité ou arnaque" in page and 'name="email"' not in page
    answer = client.post(f"/flag/?about={post.topic}", {"reason": "", "words": "Attention"})
    assert answer.status_code == 400
    assert "Attention" in answer.content.decode()
    answer = client.post(f"/flag/?about={post.topic}", {"reason": "spam", "words": "Attention"}, follow=True)
    assert "c’est reçu" in answer.content.decode()
    assert Flag.objects.get().words == "Attention"
    again = client.get("/flag/", {"about": post.topic}).content.decode()
    assert "Vous avez alerté la modération" in again and "<textarea" not in again


def test_bob_reads_that_it_is_his_own(client, post, bob):
    client.force_login(bob)
    page = client.get("/flag/", {"about": post.topic}).content.decode()
    assert "C’est de vous" in page and "Envoyer aux modérateurs" not in page
    assert client.post(f"/flag/?about={post.topic}", {"reason": "spam"}).status_code == 400


def test_a_visitor_flags_with_an_address_and_is_answered_there(client, post, visitors_mail):
    said = {"reason": "spam", "words": "Arnaque", "email": "Vera@Example.org"}
    for _twice in range(2):
        assert client.post(f"/flag/?about={post.topic}", said).status_code == 302
    sent = Flag.objects.get()
    assert (sent.email, sent.flagger) == ("vera@example.org", None)
    (letter,) = mail.outbox
    assert letter.to == ["vera@example.org"] and letter.subject == "Alerte reçue : Vends montre"
    assert "Arnaque\n" not in letter.body and "Publicité ou arnaque" in letter.body
    assert client.post(f"/flag/?about={post.topic}", {"reason": "spam"}).status_code == 400


def test_a_machine_falls_into_the_trap(client, post):
    said = {"reason": "spam", "email": "bot@example.org", "website": "https://example.org"}
    assert client.post(f"/flag/?about={post.topic}", said).status_code == 400
    assert Flag.objects.count() == 0


def test_too_many_flags_from_one_address_are_told_to_wait(client, post, alice, bob, settings):
    settings.ACCOUNT_RATE_LIMITS = {"flag": "2/h/ip"}
    client.force_login(alice)
    said = {"reason": "spam", "words": "Je le redis."}
    answers = [client.post(f"/flag/?about={topic}", said) for topic in (post.topic, post.topic, bob.topic)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "attendez une heure" in answers[2].content.decode() and "Je le redis." in answers[2].content.decode()


def test_the_longest_words_are_kept_and_one_more_is_refused(post, alice, because):
    thing = things.find(post.topic, alice)
    with pytest.raises(ValidationError, match="trop long"):
        flagging.flag(thing, because("spam"), "é" * 2001, alice)
    sent, _new = flagging.flag(thing, because("spam"), "é" * 2000, alice)
    assert len(sent.words) == 2000


def test_a_moderator_who_flags_goes_on_to_decide(client, post, mira):
    client.force_login(mira)
    answer = client.post(f"/flag/?about={post.topic}", {"reason": "spam"})
    assert answer.url == f"/admin/moderation/{Case.objects.get().pk}/"
    assert client.get(answer.url).status_code == 200


def test_whose_a_nameless_post_is_stays_with_the_moderators(client, post, comment, alice, bob, mira):
    Post.objects.filter(pk=post.pk).update(anonymous=True)
    client.force_login(alice)
    for topic in (post.topic, f"comment:{comment.pk}"):
        page = client.get("/flag/", {"about": topic}).content.decode()
        assert "Envoyer aux modérateurs" in page and "Bob" not in page and bob.handle not in page
        client.post(f"/flag/?about={topic}", {"reason": "spam"})
    assert not Notification.objects.filter(recipient=alice, facts__icontains="Bob").exists()
    client.force_login(mira)
    assert "Bob" in client.get(f"/admin/moderation/{Case.objects.first().pk}/").content.decode()


@pytest.fixture
def visitors_mail(monkeypatch):
    """The visitors' mail leaves at once."""
    monkeypatch.setattr(type(telling.write_to_visitor), "enqueue", lambda task, *args: task.call(*args))


def test_nobody_learns_who_wrote_without_a_name_by_flagging_it(client, post, alice, bob):
    comment = thread.say(post, bob, "C'est moi qui l'ai dit.", quietly=True)
    type(post).objects.filter(pk=post.pk).update(anonymous=True)
    client.force_login(alice)
    for topic in (post.topic, f"comment:{comment.pk}"):
        page = client.get(f"/flag/?about={topic}").content.decode()
        assert "payez d" in page or "moi qui l" in page
        assert "/members/bob/" not in page and "Bob" not in page


def test_what_those_apart_say_cannot_be_read_by_flagging_it(client, post, alice, bob, charlie):
    said = thread.say(post, alice, "Je ne veux plus de Charlie.", quietly=True)
    block(alice, charlie)
    client.force_login(charlie)
    assert client.get(f"/flag/?about=comment:{said.pk}").status_code == 404
    client.force_login(bob)
    assert client.get(f"/flag/?about=comment:{said.pk}").status_code == 200
