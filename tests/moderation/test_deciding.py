"""A moderator's decision: what it does, whom it tells, and what it may not."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from community.members.models import Member
from community.moderation import deciding, erasing, limits
from community.moderation.models import Case, Decision, Flag
from community.notifications import mail as letters
from community.notifications.models import Level, Notification, Volume
from community.posts import thread
from community.posts.models import Post


def told(member):
    return list(Notification.objects.filter(recipient=member).order_by("pk").values_list("kind", "title"))


def test_hidden_with_reasons_and_everyone_answered(post, alice, bob, charlie, mira, crowd, flag, because):
    (other,) = crowd(1)
    case = flag(alice, post.topic).case
    flag(other, post.topic)
    decision = deciding.decide(case, mira, "hide", because("spam"), "Vous demandez de payer d'avance.")
    assert not Post.objects.published().filter(pk=post.pk).exists()
    assert (decision.flag_count, decision.quote, decision.member, decision.automated) == (2, post.text, bob, False)
    assert told(bob) == [("moderation_decision", "Masqué par la modération : Vends montre")]
    for member in (alice, other):
        assert told(member)[1:] == [("flag_decided", "Suite donnée à votre alerte : Vends montre")]
    assert told(charlie) == told(mira) == []
    assert Flag.objects.filter(closed_at=None).count() == 0
    assert ModelLogEntry.objects.get().action == "moderation.hide"


def test_the_statement_says_everything_the_law_asks_and_nothing_of_who_flagged(post, alice, bob, mira, flag, because):
    decision = deciding.decide(
        flag(alice, post.topic, words="C'est mon voisin du 4.").case, mira, "hide", because("spam"), "Arnaque."
    )
    note = Notification.objects.get(recipient=bob)
    letter = letters.message(note)
    said = letter.body
    for words in (
        "Publication : « Vends montre »",
        "Décision : Masquage",
        "Motif : Publicité ou arnaque",
        "Règle ou loi : Règles de Parvis : ni démarchage, ni tromperie",
        "Origine : 1 alerte",
        "Décidé par une personne, sans moyen automatique.",
        "Arnaque.",
        "payez d'avance",
        "contester cette décision jusqu’au",
        decision.get_absolute_url(),
    ):
        assert words in said, words
    html = letter.alternatives[0].content
    for secret in ("Alice", "voisin du 4", "Mira"):
        assert secret not in said and secret not in html
    answer = letters.message(Notification.objects.get(recipient=alice, kind="flag_decided")).body
    assert "Arnaque." not in answer and "Bob" not in answer and "Masquage" in answer


def test_kept_tells_who_flagged_and_leaves_the_author_in_peace(post, alice, bob, mira, flag, because):
    deciding.decide(flag(alice, post.topic).case, mira, "keep", because("spam"))
    assert told(bob) == []
    assert told(alice)[-1] == ("flag_decided", "Votre alerte a été lue, et rien n’est masqué : Vends montre")
    again = flag(alice, post.topic)
    assert again.case.is_open and Case.objects.count() == 2


def test_only_illegal_content_is_removed_for_good_and_its_words_go_after_the_time_to_object(
    post, alice, mira, flag, because
):
    case = flag(alice, post.topic, "hate").case
    with pytest.raises(ValidationError, match="Seul un contenu illicite"):
        deciding.decide(case, mira, "remove", because("spam"), "Arnaque.")
    assert Case.objects.get().is_open
    decision = deciding.decide(case, mira, "remove", because("hate"), "Injure.")
    with time_machine.travel(decision.decided_at + timedelta(days=183)):
        assert erasing.erase_removed() == 0
    with time_machine.travel(decision.decided_at + timedelta(days=185)):
        assert erasing.erase_removed() == 1
        assert erasing.erase_removed() == 0
    post.refresh_from_db()
    assert (post.title, post.text) == ("—", "")
    assert Flag.objects.get().quote == Decision.objects.get().quote == ""


def test_a_limited_member_publishes_nothing_until_the_day(client, post, alice, bob, mira, flag, because):
    case = flag(alice, bob.topic, "hate").case
    with pytest.raises(ValidationError, match="combien de jours"):
        deciding.decide(case, mira, "limit", because("hate"), "Insultes.")
    decision = deciding.decide(case, mira, "limit", because("hate"), "Insultes.", days=7)
    assert told(bob) == [("moderation_decision", "La modération a suspendu vos publications")]
    client.force_login(bob)
    answer = client.post(f"/posts/{post.pk}/comments/", {"text": "Pourtant…"})
    assert answer.status_code == 400
    assert "suspendu vos publications" in answer.content.decode() and "Pourtant…" in answer.content.decode()
    answer = client.post("/incidents/new/", {"text": "Un trou", "step": "send"})
    assert answer.status_code == 422 and "suspendu vos publications" in answer.content.decode()
    assert limits.may_publish(alice) and not limits.may_publish(bob)
    with time_machine.travel(decision.decided_at + timedelta(days=7, seconds=1)):
        assert thread.say(post, bob, "Me revoilà.", quietly=True)


def test_two_cannot_have_one_case_and_a_claim_lasts_a_day(post, alice, mira, nora, flag, because):
    case = flag(alice, post.topic).case
    deciding.claim(case, mira)
    with pytest.raises(deciding.Taken) as taken:
        deciding.claim(case, nora)
    assert taken.value.by == mira
    with pytest.raises(deciding.Taken):
        deciding.decide(case, nora, "keep", because("spam"))
    deciding.claim(case, nora, at=timezone.now() + timedelta(hours=25))
    deciding.put_down(case, mira)
    case.refresh_from_db()
    assert case.moderator == nora


def test_nobody_decides_about_themselves_nor_without_the_right(post, alice, otto, flag, because, mira):
    Post.objects.filter(pk=post.pk).update(author=mira)
    case = flag(alice, post.topic).case
    for member in (mira, otto, alice):
        with pytest.raises(PermissionDenied):
            deciding.decide(case, member, "keep", because("spam"))
        with pytest.raises(PermissionDenied):
            deciding.claim(case, member)
    assert Case.objects.get().is_open


def test_a_second_decision_of_the_same_case_is_refused(post, alice, mira, nora, flag, because):
    case = flag(alice, post.topic).case
    deciding.decide(case, mira, "keep", because("spam"))
    with pytest.raises(deciding.Taken):
        deciding.decide(case, nora, "hide", because("spam"), "Non.")
    assert Post.objects.published().filter(pk=post.pk).exists()


def test_what_moderation_hid_its_author_can_neither_mend_nor_take_away(comment, alice, bob, mira, flag, because):
    deciding.decide(flag(alice, f"comment:{comment.pk}").case, mira, "hide", because("hate"), "Injure.")
    with pytest.raises(PermissionDenied):
        thread.edit(comment, bob, "Rien.")
    comment.refresh_from_db()
    with pytest.raises(PermissionDenied):
        thread.remove(comment, bob)
    assert comment.text == "Le voisin du 12 est un voleur."


def test_reasons_are_mailed_whatever_the_volume_but_not_to_who_stopped_all_mail(post, alice, bob, mira, flag, because):
    Volume.objects.create(member=bob, level=Level.QUIET, away_until=timezone.localdate() + timedelta(days=9))
    Member.objects.filter(pk=alice.pk).update(mail_stopped_at=timezone.now())
    alice.refresh_from_db()
    deciding.decide(flag(alice, post.topic).case, mira, "hide", because("spam"), "Arnaque.")
    Notification.objects.filter(recipient=bob).update(read_at=timezone.now())
    letters.send_due()
    (letter,) = mail.outbox
    assert letter.to == ["bob@example.org"] and letter.subject == "Masqué par la modération : Vends montre"
