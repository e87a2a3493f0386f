"""The desk over plain HTTP: who sees it, what waits, what one click does."""

import pytest

from community.moderation import appealing, deciding
from community.moderation.models import Appeal, Case, Decision
from community.posts import thread
from community.posts.models import Post

QUEUE = "/admin/moderation/"


def page(client, address=QUEUE):
    return client.get(address).content.decode()


def test_mira_reads_the_queue_grouped_by_thing_and_decides(client, post, alice, crowd, flag, mira):
    (other,) = crowd(1)
    case = flag(alice, post.topic, words="Il demande de l'argent.").case
    flag(other, post.topic)
    client.force_login(mira)
    queue = page(client)
    assert queue.count('name="case"') == 1 and "2 alertes" in queue and "Vends montre" in queue
    told = page(client, f"{QUEUE}{case.pk}/")
    for words in ("payez d&#x27;avance", "Il demande de l&#x27;argent.", "Alice", "rien n’a été décidé", "Bob"):
        assert words in told, words
    assert client.post(f"{QUEUE}{case.pk}/claim/").status_code == 302
    said = {"action": "hide", "reason": Case.objects.get().flags.first().reason_id, "words": ""}
    answer = client.post(f"{QUEUE}{case.pk}/decide/", said)
    assert answer.status_code == 400 and "Dites pourquoi" in answer.content.decode()
    assert client.post(f"{QUEUE}{case.pk}/decide/", {**said, "words": "Arnaque."}).status_code == 302
    assert not Post.objects.published().filter(pk=post.pk).exists()
    assert "Rien n’attend" in page(client)


def test_the_second_moderator_is_told_who_has_it(client, post, alice, flag, mira, nora):
    case = flag(alice, post.topic).case
    deciding.claim(case, mira)
    client.force_login(nora)
    assert "Mira s’en charge" in page(client, f"{QUEUE}{case.pk}/")
    said = {"action": "keep", "reason": case.flags.get().reason_id}
    answer = client.post(f"{QUEUE}{case.pk}/decide/", said)
    assert answer.status_code == 409 and "Mira s’en est déjà chargé" in answer.content.decode()
    assert Case.objects.get().is_open


@pytest.mark.parametrize("who", ["otto", "alice", "charlie"])
def test_nobody_else_finds_the_desk(client, post, alice, flag, mira, who, request):
    case = flag(alice, post.topic).case
    decision = deciding.decide(case, mira, "hide", case.flags.get().reason, "Arnaque.")
    made = appealing.appeal(decision, post.author, "Si.")
    client.force_login(request.getfixturevalue(who))
    for address in (QUEUE, f"{QUEUE}{case.pk}/", f"{QUEUE}appeals/{made.pk}/"):
        assert client.get(address).status_code in (302, 403, 404)
    for address in (f"{QUEUE}keep/", f"{QUEUE}{case.pk}/decide/", f"{QUEUE}{case.pk}/claim/"):
        assert client.post(address, {"case": case.pk, "action": "keep"}).status_code in (302, 403, 404)
    assert "Modération" not in page(client, "/admin/")
    assert Decision.objects.count() == 1


def test_a_comment_is_judged_with_what_was_said_around_it(client, post, comment, alice, flag, mira):
    thread.say(post, alice, "Ne dites pas cela.", quietly=True)
    case = flag(alice, f"comment:{comment.pk}", "hate").case
    client.force_login(mira)
    assert "Ne dites pas cela." in page(client, f"{QUEUE}{case.pk}/")


def test_many_are_kept_at_once_and_anothers_are_passed_over(client, post, comment, alice, flag, mira, nora):
    first, second = flag(alice, post.topic).case, flag(alice, f"comment:{comment.pk}").case
    deciding.claim(second, nora)
    client.force_login(mira)
    answer = client.post(f"{QUEUE}keep/", {"case": [first.pk, second.pk, "x", "9" * 30]}, follow=True)
    assert "1 dossier clos" in answer.content.decode()
    assert list(Case.objects.open()) == [second]


def test_the_queue_costs_the_same_whatever_waits(client, post, alice, crowd, flag, mira, town, queries):
    flag(alice, post.topic)
    client.force_login(mira)
    page(client)
    with queries(15):
        assert page(client).count('name="case"') == 1
    for number, member in enumerate(crowd(30)):
        other = Post.objects.create(kind="incident", author=member, title=f"N° {number}", territory=town.val,
                                    published_at=post.published_at)  # fmt: skip
        flag(alice, other.topic)
    with queries(15):
        assert page(client).count('name="case"') == 25
    assert page(client, f"{QUEUE}?p=2").count('name="case"') == 6


def test_nora_answers_the_objection_and_mira_cannot(client, post, alice, bob, flag, mira, nora, because):
    decision = deciding.decide(flag(alice, post.topic).case, mira, "hide", because("spam"), "Arnaque.")
    made = appealing.appeal(decision, bob, "Je ne demande rien d'avance.")
    address = f"{QUEUE}appeals/{made.pk}/"
    client.force_login(mira)
    assert "un autre modérateur répondra" in page(client, address)
    answer = client.post(address, {"restore": "no", "answer": "Non."})
    assert answer.status_code == 409 and Appeal.objects.get().decided_at is None
    client.force_login(nora)
    assert "Je ne demande rien" in page(client, address)
    assert client.post(address, {"restore": "yes", "answer": ""}).status_code == 400
    assert client.post(address, {"restore": "yes", "answer": "Vous avez raison."}).status_code == 302
    assert Post.objects.published().filter(pk=post.pk).exists()
    assert "Vous avez raison." in page(client, address)


def test_the_first_page_shows_the_numbers(client, post, alice, flag, mira):
    flag(alice, post.topic)
    client.force_login(mira)
    assert "<b>1</b> à décider" in page(client, "/admin/")


def test_a_moderator_does_not_learn_who_flagged_them(client, post, alice, flag, mira, nora, because):
    Post.objects.filter(pk=post.pk).update(author=mira)
    case = flag(alice, post.topic).case
    client.force_login(mira)
    assert "Vends montre" not in page(client)
    for address in (f"{QUEUE}{case.pk}/", f"{QUEUE}{case.pk}/claim/", f"{QUEUE}{case.pk}/decide/"):
        assert client.post(address).status_code in (404, 405)
    assert client.get(f"{QUEUE}{case.pk}/").status_code == 404
    made = appealing.appeal(deciding.decide(case, nora, "hide", because("spam"), "Arnaque."), mira, "Si.")
    assert client.get(f"{QUEUE}appeals/{made.pk}/").status_code == 404
    client.force_login(nora)
    assert "Alice" in page(client, f"{QUEUE}{case.pk}/")
