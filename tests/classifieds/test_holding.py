"""An ad that the checks hold: nobody but its author and the moderators sees it, and nobody waits without an answer."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from classifieds import holding
from classifieds.closing import close
from classifieds.models import Classified
from community.moderation import access, appealing
from community.moderation.deciding import Taken
from community.moderation.models import Case, Decision, Reason
from community.notifications.models import Notification
from community.posts.models import FeedEntry

WHY = "Des règles protègent les animaux vivants : un modérateur regarde avant de publier."


@pytest.fixture
def mira(mira):
    access.let_in(mira)
    return mira


@pytest.fixture
def rabbit(give, mira):
    return give(title="Lapin nain", text="Deux ans, très doux.", held_why=WHY)


def told(member, kind):
    return list(Notification.objects.filter(recipient=member, kind=kind).values_list("title", flat=True))


def is_public(ad):
    return Classified.objects.published().filter(pk=ad.pk, listed_at__isnull=False).exists()


def test_it_waits_in_the_queue_and_both_sides_know(rabbit, alice, bob, mira, client):
    assert not is_public(rabbit) and not FeedEntry.objects.filter(post=rabbit.pk).exists()
    assert told(alice, "ad_held") == ["Un modérateur relit votre annonce : Lapin nain"]
    assert told(mira, "moderation_waiting") == ["À relire avant de paraître : Lapin nain"]
    assert not Notification.objects.filter(recipient=bob).exists()
    client.force_login(bob)
    assert client.get(rabbit.get_absolute_url()).status_code == 404
    client.force_login(alice)
    assert client.get(rabbit.get_absolute_url()).status_code == 200


def test_the_desk_shows_its_words_and_why(rabbit, mira, bob, client):
    case = Case.objects.get(topic=f"ad:{rabbit.pk}")
    client.force_login(mira)
    page = client.get(reverse("moderators:case", args=[case.pk])).content.decode()
    assert "Deux ans, très doux." in page and WHY in page and "la vérification automatique" in page
    assert "Lapin nain" in client.get(reverse("moderators:queue")).content.decode()
    assert client.get(rabbit.get_absolute_url()).status_code == 200  # with its photos
    client.force_login(bob)
    assert client.get(reverse("moderators:case", args=[case.pk])).status_code == 302  # to sign in as somebody else
    assert client.get(f"/flag/?about=ad:{rabbit.pk}").status_code == 404


def test_released_it_is_published_with_its_full_time(rabbit, mira, alice):
    later = timezone.now() + timedelta(days=2)
    holding.release_held(rabbit, mira, at=later)
    assert is_public(rabbit)
    assert (rabbit.held_at, rabbit.held_why) == (None, "")
    assert told(alice, "moderation_decision") == ["Remis en ligne par la modération : Lapin nain"]
    with pytest.raises(Case.DoesNotExist):
        holding.release_held(rabbit, mira)


def test_refused_its_author_reads_why_and_may_object(rabbit, mira, alice, client):
    holding.refuse_held(rabbit, mira, Reason.objects.get(code="dangerous"), "Un lapin se confie à une association.")
    decision = Decision.objects.get()
    assert (decision.action, decision.member, decision.restricts) == ("hide", alice, True)
    assert rabbit.closed_at and not is_public(rabbit)
    assert told(alice, "moderation_decision") == ["Masqué par la modération : Lapin nain"]
    client.force_login(alice)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "Un lapin se confie à une association." in page and "Contester" in page


def test_an_objection_that_is_right_publishes_it(rabbit, mira, otto, alice):
    access.let_in(otto)
    holding.refuse_held(rabbit, mira, Reason.objects.get(code="other"), "Non.")
    made = appealing.appeal(Decision.objects.get(), alice, "C’est une peluche !")
    appealing.judge(made, otto, restore=True, answer="En effet.")
    rabbit.refresh_from_db()
    assert is_public(rabbit) and rabbit.closed_at is None


def test_nobody_else_decides(rabbit, bob, mira, otto):
    with pytest.raises(PermissionDenied):
        holding.release_held(rabbit, bob)
    access.let_in(otto)
    case = Case.objects.get(topic=f"ad:{rabbit.pk}")
    Case.objects.filter(pk=case.pk).update(moderator=otto, claimed_at=timezone.now())
    with pytest.raises(Taken):
        holding.release_held(rabbit, mira)
    assert not is_public(rabbit)


def test_taken_back_by_its_author_it_waits_for_nobody(rabbit, mira):
    close(rabbit, "kept")
    assert not Case.objects.open().exists()


def test_waiting_twice_is_waiting_once(rabbit, mira, alice):
    holding.wait(rabbit)
    assert Case.objects.get().flags.count() == 1
    assert len(told(mira, "moderation_waiting")) == len(told(alice, "ad_held")) == 1
