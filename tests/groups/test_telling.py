"""Bob publishes in a group: its members are told once, and nobody else is."""

import pytest
from django.utils import timezone

from community.groups import joining
from community.groups.models import Membership
from community.members.blocks import block
from community.notifications.models import Level, Mail, Notification, Volume
from community.notifications.muting import mute
from community.posts import telling_new
from community.posts.announcing import tell_new
from community.posts.watching import watch_topic


def told(kind="group_post"):
    rows = Notification.objects.filter(kind=kind).order_by("recipient__name")
    return list(rows.values_list("recipient__name", flat=True))


def test_members_are_told_in_the_digest_but_not_the_author(founded, said, alice, bob, carol, charlie):
    group = founded()
    joining.join(group, bob)
    joining.join(group, carol)
    Volume.objects.create(member=carol, level=Level.EVERYTHING)
    post = said(group, bob, "Qui arrose samedi ?")
    tell_new.call(post.pk)
    tell_new.call(post.pk)  # run again, it tells nobody twice
    assert told() == ["Alice", "Carol"]
    note = Notification.objects.get(recipient=alice, kind="group_post")
    assert (note.title, note.link) == (f"{group.name} : Qui arrose samedi ?", f"/posts/{post.pk}/")
    assert note.mail == Mail.DIGEST
    assert Notification.objects.get(recipient=carol, kind="group_post").mail == Mail.DUE


def test_who_asked_who_is_apart_and_who_muted_the_group_are_not_told(founded, said, alice, bob, carol, charlie, mira):
    group = founded("closed")
    for member in (bob, carol, mira):
        Membership.objects.create(group=group, member=member, joined_at=timezone.now())
    Membership.objects.create(group=group, member=charlie, asked_at=timezone.now())
    block(carol, bob)
    mute(alice, group.topic)
    watch_topic(alice, "territory:92040")  # by no other way either
    tell_new.call(said(group, bob, "Entre nous").pk)
    assert told() == ["Mira"] and told("new_post") == []


def test_who_follows_it_anyway_is_told_once(founded, said, alice, bob, charlie):
    group = founded()
    joining.join(group, bob)
    for member in (alice, charlie):
        watch_topic(member, "territory:92040")
    tell_new.call(said(group, bob, "Qui arrose ?").pk)
    assert told() == ["Alice"] and told("new_post") == ["Charlie"]


@pytest.mark.parametrize("count", [1, 20])
def test_many_are_told_in_as_many_queries_as_one(founded, said, neighbours, bob, queries, count):
    group = founded()
    members = [Membership(group=group, member=member, joined_at=timezone.now()) for member in neighbours(count)]
    Membership.objects.bulk_create(members)
    post = said(group, bob, "Qui arrose ?")
    with queries(TELLING):
        telling_new.tell(post.pk)
    assert len(told()) == count + 1  # and Alice, who founded it


TELLING = 17


def test_a_member_has_peace_from_a_group_by_one_button(client, founded, bob):
    group = founded()
    joining.join(group, bob)
    client.force_login(bob)
    address = group.get_absolute_url()
    for muting, words in (("yes", "Lever la sourdine"), ("no", "Mettre en sourdine")):
        client.post("/notifications/mute/", {"topic": group.topic, "mute": muting, "next": address})
        html = client.get(address).content.decode()
        assert words in html and "Alerter la modération" in html
