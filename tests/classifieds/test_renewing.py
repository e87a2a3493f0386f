"""An ad ends in time, and is renewed by one click in a mail: once, by nobody else, signed in or not."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.utils import timezone

from classifieds import renewing
from classifieds.models import Classified
from community.handovers.models import Handover
from community.members.models import Member
from community.notifications.mail import send_due_mail
from community.notifications.models import Notification


@pytest.fixture
def ending(sofa):
    """The sofa's ad, two days before its end."""
    return left(sofa, timedelta(days=2))


def left(ad, time):
    Classified.objects.filter(pk=ad.pk).update(expires_at=timezone.now() + time)
    ad.refresh_from_db()
    return ad


def test_its_author_is_asked_once(ending, give):
    give(title="Une autre")  # has a month
    assert renewing.warn_and_close() == (1, 0) and renewing.warn_and_close() == (0, 0)
    (note,) = Notification.objects.all()
    assert (note.recipient, note.kind, note.link) == (ending.author, "ad_ending", f"/posts/{ending.pk}/")
    assert "/classifieds/renew/" in note.facts["renew"]


def test_the_mail_says_the_day_and_bears_the_link(ending, alice):
    Member.objects.filter(pk=alice.pk).update(language="en")
    renewing.warn_and_close()
    note = Notification.objects.get()
    Notification.objects.update(mail="due", mail_next_at=timezone.now())
    send_due_mail.call()
    (sent,) = mail.outbox
    assert note.facts["renew"] in sent.body and note.facts["day_en"] in sent.body
    assert note.facts["renew"] in sent.alternatives[0][0]


def test_one_click_without_signing_in(client, ending):
    link = renewing.link_for(ending)
    html = client.get(link).content.decode()
    assert "renouveler" in html and Classified.objects.get().renewals == 0  # mail programs look, they do not press
    answer = client.post(link)
    ad = Classified.objects.get()
    assert "C’est renouvelé" in answer.content.decode() and ad.renewals == 1 and ad.warned_at is None
    assert timedelta(days=29) < ad.expires_at - timezone.now() <= timedelta(days=30)
    assert ad.listed_at > ending.listed_at


def test_pressed_again_it_is_said_and_done_once(client, ending):
    link = renewing.link_for(ending)
    client.post(link)
    until = Classified.objects.get().expires_at
    for answer in (client.post(link), client.get(link)):
        assert answer.status_code == 200 and "C’est déjà fait" in answer.content.decode()
    assert Classified.objects.get().expires_at == until and Classified.objects.get().renewals == 1


def test_forged_cut_or_old_it_says_what_to_do(client, ending, time_machine):
    link = renewing.link_for(ending)
    forged = signing.dumps([ending.pk, 0], salt="another")
    odd = signing.dumps("words", salt=renewing.SALT)
    for bad in (
        f"/classifieds/renew/{forged}/",
        link[:-3] + "/",
        "/classifieds/renew/x/",
        f"/classifieds/renew/{odd}/",
    ):
        answer = client.post(bad)
        assert answer.status_code == 410 and "pas complet" in answer.content.decode()
    time_machine.move_to(timezone.now() + timedelta(days=15))
    answer = client.post(link)
    assert answer.status_code == 410 and "fait son temps" in answer.content.decode()
    assert "/classifieds/mine/" in answer.content.decode() and Classified.objects.get().renewals == 0


def test_the_link_of_one_ad_renews_no_other(client, ending, give):
    other = left(give(title="Une autre"), timedelta(days=2))
    client.post(renewing.link_for(ending))
    assert Classified.objects.get(pk=other.pk).renewals == 0


def test_over_or_hidden_it_is_not_renewed(client, ending):
    from classifieds.closing import close
    from community.posts import states

    link = renewing.link_for(ending)
    close(ending)
    assert "remettre en ligne" in client.post(link).content.decode() and Classified.objects.get().renewals == 0
    states.hide_post(ending)
    assert client.post(link).status_code == 410 and ending.title not in client.get(link).content.decode()


def test_signed_in_she_renews_what_ends_soon_and_nothing_else(client, sofa, alice, bob):
    client.force_login(alice)
    client.post(f"/classifieds/{sofa.pk}/renew/")
    assert Classified.objects.get().renewals == 0  # it has a month
    left(sofa, timedelta(days=2))
    client.force_login(bob)
    assert client.post(f"/classifieds/{sofa.pk}/renew/").status_code == 404
    client.force_login(alice)
    assert "renouveler" in client.get(f"/classifieds/{sofa.pk}/").content.decode()
    client.post(f"/classifieds/{sofa.pk}/renew/")
    assert Classified.objects.get().renewals == 1


def test_what_has_run_out_is_closed_and_asked_about(client, sofa, alice):
    left(sofa, timedelta(minutes=-1))
    assert renewing.warn_and_close() == (0, 1) and renewing.warn_and_close() == (0, 0)
    ad = Classified.objects.get()
    assert (ad.state, ad.outcome, ad.listed_at) == ("closed", "", None)
    assert Notification.objects.get().kind == "ad_ended"
    client.force_login(alice)
    assert "Qu’est-elle devenue" in client.get(f"/classifieds/{ad.pk}/").content.decode()
    client.post(f"/classifieds/{ad.pk}/end/", {"outcome": "elsewhere"})
    assert Classified.objects.get().outcome == "elsewhere"


def test_what_is_promised_to_somebody_does_not_run_out(sofa, bob):
    left(sofa, timedelta(minutes=-1))
    Handover.objects.create(post=sofa, owner=sofa.author, partner=bob, state="promised")
    assert renewing.warn_and_close() == (0, 0)


def test_what_its_author_left_behind_is_closed(sofa, alice):
    Member.objects.filter(pk=alice.pk).update(is_active=False)
    assert renewing.warn_and_close() == (0, 1) and Classified.objects.get().closed_at
    assert not Notification.objects.exists()


def test_a_run_takes_so_many_queries_whatever_there_is(sofa, queries):
    with queries(3):
        renewing.warn_and_close()
