"""Enough neighbours hide a thing until a moderator decides; not too few, too new, nor an official voice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.moderation import deciding, flagging, things
from community.moderation.models import Decision, Flag
from community.notifications.models import Notification
from community.posts import entries, thread
from community.posts.models import Post


def told(member):
    rows = Notification.objects.filter(recipient=member, kind__startswith="moderation").order_by("pk")
    return list(rows.values_list("title", flat=True))


def test_the_third_neighbour_hides_it_and_the_author_is_told_that_a_machine_counted(post, bob, crowd, flag, client):
    one, two, three = crowd(3)
    flag(one, post.topic)
    flag(two, post.topic, "hate")
    assert Post.objects.published().filter(pk=post.pk).exists()
    flag(three, post.topic)
    assert not Post.objects.published().filter(pk=post.pk).exists()
    decision = Decision.objects.get()
    assert (decision.action, decision.automated, decision.moderator, decision.flag_count) == ("suspend", True, None, 3)
    assert decision.reason.code == "spam"
    assert told(bob) == ["Masqué en attendant une décision : Vends montre"]
    client.force_login(bob)
    page = client.get(decision.get_absolute_url()).content.decode()
    assert "une machine, qui a compté les alertes" in page and "Contester" not in page


def test_those_who_moderate_are_called_at_once_and_nobody_else(post, crowd, flag, mira, otto, alice):
    for member in crowd(3):
        sent = flag(member, post.topic)
    called = Notification.objects.filter(kind="moderation_waiting")
    assert [(note.recipient, note.title, note.link) for note in called] == [
        (mira, "Masqué en attendant votre décision : Vends montre", f"/admin/moderation/{sent.case_id}/")
    ]


def test_a_comment_becomes_a_stub_for_everybody_and_its_words_come_back(post, comment, crowd, flag, mira, because):
    for member in crowd(3):
        sent = flag(member, f"comment:{comment.pk}", "hate")
    (html,), _earlier = entries.latest(post)
    assert "masqué par la modération" in html and "voleur" not in html
    post.refresh_from_db()
    assert post.comment_count == 0
    deciding.decide(sent.case, mira, "keep", because("hate"))
    (html,), _earlier = entries.latest(post)
    assert "voleur" in html
    post.refresh_from_db()
    assert post.comment_count == 1
    assert told(comment.author)[-1] == "Remis en ligne par la modération : Vends montre"


def test_new_accounts_limited_ones_and_visitors_do_not_count(post, crowd, neighbours, flag, because):
    one, two = crowd(2)
    flag(one, post.topic)
    flag(two, post.topic)
    late = neighbours(3)[2]  # joined a moment ago
    flag(late, post.topic)
    for number in range(5):
        thing = things.find(post.topic, late)
        flagging.flag(thing, because("spam"), email=f"v{number}@example.org")
    assert Decision.objects.count() == 0
    assert Post.objects.published().filter(pk=post.pk).exists()


@pytest.fixture
def neighbours(town):
    from conftest import join

    made = {}

    def some(count):
        for number in range(1, count + 1):
            made.setdefault(number, None)
            made[number] = made[number] or join(f"Voisin{number}", town.val)
        return [made[number] for number in range(1, count + 1)]

    return some


def test_who_cries_wolf_three_times_is_read_but_no_longer_counted(post, crowd, flag):
    *two, wolf = crowd(3)
    for number in range(3):
        old = flag(wolf, post.topic)
        Flag.objects.filter(pk=old.pk).update(
            topic=f"post:{number + 900}", closed_at=timezone.now(), unfounded_at=timezone.now()
        )
    for member in [*two, wolf]:
        flag(member, post.topic)
    assert Decision.objects.count() == 0
    Flag.objects.filter(flagger=wolf).update(unfounded_at=timezone.now() - timedelta(days=200))
    Flag.objects.filter(topic=post.topic, flagger=wolf).delete()
    flag(wolf, post.topic)
    assert Decision.objects.get().action == "suspend"


@pytest.mark.parametrize("kind", ["news", "poll", "outcome"])
def test_official_cards_and_the_towns_posts_are_never_hidden_by_the_number(post, crowd, flag, kind):
    card = thread.card(post, "GPSO", "Nous venons mardi.")
    said = Post.objects.create(
        kind=kind, title="Travaux", text="Rue fermée.", territory=post.territory, published_at=timezone.now()
    )
    for member in crowd(4):
        flag(member, f"comment:{card.pk}", "other")
        flag(member, said.topic, "other")
    assert Decision.objects.count() == 0
    assert Post.objects.published().filter(pk=said.pk).exists()


def test_the_town_sets_how_many(post, crowd, flag, settings):
    settings.FLAGS_TO_HIDE = 2
    for member in crowd(2):
        flag(member, post.topic)
    assert Decision.objects.get().action == "suspend"
