"""To object: the author alone, for six months, to somebody else than who decided."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.moderation import appealing, deciding
from community.moderation.models import Appeal
from community.notifications.models import Notification
from community.posts import states
from community.posts.models import Post

SPRING = datetime(2027, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def hidden(post, alice, mira, flag, because):
    """Mira has hidden Bob's post, and stopped him for thirty days."""
    return deciding.decide(flag(alice, post.topic).case, mira, "hide", because("spam"), "Arnaque.", days=30)


def told(member, kind="appeal_decided"):
    return list(Notification.objects.filter(recipient=member, kind=kind).values_list("title", flat=True))


def test_bob_objects_and_nora_gives_it_back(client, hidden, post, alice, bob, nora):
    client.force_login(bob)
    page = client.get(hidden.get_absolute_url()).content.decode()
    assert "Arnaque." in page and "Contester" in page and "Alice" not in page and "Mira" not in page
    address = f"{hidden.get_absolute_url()}appeal/"
    assert client.post(address, {"words": " "}).status_code == 400
    for _twice in range(2):
        client.post(address, {"words": "La montre est à moi, et je la montre d'abord."})
    made = Appeal.objects.get()
    appealing.judge(made, nora, restore=True, answer="La remise en main propre était proposée.")
    assert Post.objects.published().filter(pk=post.pk).exists()
    assert told(bob) == ["Vous aviez raison, c’est remis comme avant : Vends montre"]
    assert told(alice) == ["Une décision après votre alerte est annulée : Vends montre"]
    page = client.get(hidden.get_absolute_url()).content.decode()
    assert "La remise en main propre" in page and "par un autre modérateur" in page
    assert client.post(f"/posts/{post.pk}/comments/", {"text": "Merci"}).status_code == 302  # the limit is lifted


def test_an_objection_calls_those_who_may_judge_it(hidden, bob, mira, nora):
    appealing.appeal(hidden, bob, "Si.")
    called = Notification.objects.filter(kind="moderation_waiting")
    assert [(note.recipient, note.title) for note in called] == [(nora, "Une décision est contestée : Vends montre")]


def test_who_moderates_alone_is_called_to_judge_too(hidden, bob, mira):
    appealing.appeal(hidden, bob, "Si.")
    assert Notification.objects.get(kind="moderation_waiting").recipient == mira


def test_upheld_stays_hidden_with_reasons(hidden, post, bob, nora):
    made = appealing.appeal(hidden, bob, "Si.")
    with pytest.raises(ValidationError):
        appealing.judge(made, nora, restore=False, answer="")
    appealing.judge(made, nora, restore=False, answer="Rien de nouveau.")
    assert not Post.objects.published().filter(pk=post.pk).exists()
    assert told(bob) == ["Décision confirmée après votre contestation : Vends montre"]
    with pytest.raises(deciding.Taken):
        appealing.judge(made, nora, restore=True, answer="Si, finalement.")


def test_strangers_and_even_who_flagged_find_nothing(client, hidden, alice, charlie, otto):
    for member in (alice, charlie, otto):
        client.force_login(member)
        for address in (hidden.get_absolute_url(), f"{hidden.get_absolute_url()}appeal/"):
            assert client.get(address).status_code == 404
            assert client.post(address, {"words": "Moi aussi"}).status_code in (404, 405)
        with pytest.raises(PermissionDenied):
            appealing.appeal(hidden, member, "Moi aussi")
    client.logout()
    assert client.get(hidden.get_absolute_url()).status_code == 302


def test_a_moderator_reads_the_statement_but_does_not_object_for_the_author(client, hidden, nora):
    client.force_login(nora)
    assert client.get(hidden.get_absolute_url()).status_code == 200
    assert client.post(f"{hidden.get_absolute_url()}appeal/", {"words": "x"}).status_code == 404


def test_six_months_and_not_a_day_less(client, post, alice, bob, mira, flag, because):
    with time_machine.travel(SPRING, tick=False):
        decision = deciding.decide(flag(alice, post.topic).case, mira, "hide", because("spam"), "Arnaque.")
    with time_machine.travel(datetime(2027, 9, 1, 9, tzinfo=UTC), tick=False):
        client.force_login(bob)
        assert appealing.may_object(decision, bob)
        assert "Contester" in client.get(decision.get_absolute_url()).content.decode()
    with time_machine.travel(datetime(2027, 9, 1, 9, 0, 1, tzinfo=UTC), tick=False):
        assert not appealing.may_object(decision, bob)
        with pytest.raises(appealing.TooLate):
            appealing.appeal(decision, bob, "Tard.")
        assert "a pris fin" in client.get(decision.get_absolute_url()).content.decode()
        assert client.post(f"{decision.get_absolute_url()}appeal/", {"words": "Tard."}).status_code == 302
    assert Appeal.objects.count() == 0


def test_who_decided_does_not_judge_unless_alone_and_then_it_is_said(client, hidden, bob, mira, nora):
    made = appealing.appeal(hidden, bob, "Si.")
    with pytest.raises(PermissionDenied):
        appealing.judge(made, mira, restore=False, answer="Non.")
    nora.groups.clear()
    mira = type(mira).objects.get(pk=mira.pk)
    appealing.judge(made, mira, restore=False, answer="Non.")
    made.refresh_from_db()
    assert made.alone
    client.force_login(bob)
    assert "elle est seule à modérer" in client.get(hidden.get_absolute_url()).content.decode()
    assert "par la même personne" in client.get("/moderation/").content.decode()


def test_what_its_author_had_taken_back_before_is_not_shown_again(post, alice, bob, mira, nora, flag, because):
    case = flag(alice, post.topic).case
    states.hide_post(post)  # Bob has withdrawn it
    decision = deciding.decide(case, mira, "hide", because("spam"), "Arnaque.")
    appealing.judge(appealing.appeal(decision, bob, "Si."), nora, restore=True, answer="Oui.")
    assert decision.hidden_at is None
    assert not Post.objects.published().filter(pk=post.pk).exists()


def test_a_kept_post_gives_nothing_to_object_to(post, alice, bob, mira, flag, because):
    decision = deciding.decide(flag(alice, post.topic).case, mira, "keep", because("spam"))
    assert not appealing.may_object(decision, bob, timezone.now())
    with pytest.raises(PermissionDenied):
        appealing.appeal(decision, bob, "Si.")
