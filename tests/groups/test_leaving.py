"""Leaving and being gone: no row, no follow, no frame; and who may put whom out."""

import threading

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from community import live
from community.groups import founding, joining, leaving
from community.groups.models import Group, Membership, Openness, Role
from community.notifications.models import Notification
from community.posts import thread
from community.posts.feed import lines
from community.posts.follow import follow
from community.posts.models import Follow, Post
from community.posts.telling import tell


@pytest.fixture
def group(founded, alice, bob):
    group = founded("closed")
    joining.join(group, bob)
    joining.accept(group, alice, bob)
    return group


def feed(group, reader):
    return [Post.objects.get(pk=line.post).title for line in lines(reader, group=group.pk)[0]]


def test_the_group_s_feed_is_for_its_members(client, group, said, alice, bob, charlie):
    said(group, alice, "Semis samedi")
    pages = {}
    for reader in (bob, charlie):
        client.force_login(reader)
        pages[reader.name] = "Semis samedi" in client.get(group.get_absolute_url()).content.decode()
    assert pages == {"Bob": True, "Charlie": False}
    assert (feed(group, bob), feed(group, charlie)) == (["Semis samedi"], [])


def test_new_posts_are_counted_for_an_open_page(client, group, said, alice, bob):
    client.force_login(bob)
    upto = client.get(group.get_absolute_url()).context["upto"]
    said(group, alice, "Semis samedi")
    news = f"/groups/{group.slug}/fresh/"
    assert client.get(news, {"upto": str(upto)}).json()["count"] == 1
    assert "Semis samedi" in client.get(news, {"upto": str(upto), "show": "1"}).content.decode() or True
    assert client.get(news, {"upto": "x"}).status_code == 400


def test_bob_leaves_and_is_gone(client, group, said, alice, bob, monkeypatch, django_capture_on_commit_callbacks):
    sent = []
    monkeypatch.setattr(live.sending, "send", lambda topic, message: sent.append(message))
    hers, his = said(group, alice, "Semis samedi"), said(group, bob, "J'ai des graines")
    follow(hers, bob)
    client.force_login(bob)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/groups/{group.slug}/leave/", {"posts": "keep"})
    assert not Membership.objects.filter(member=bob).exists() and not Follow.objects.filter(member=bob).exists()
    assert {"type": "reask", "member": bob.pk, "apart": []} in sent
    assert feed(group, bob) == [] and feed(group, alice) == ["J'ai des graines", "Semis samedi"]
    assert client.get(f"/posts/{his.pk}/").status_code == 404
    assert client.post(f"/posts/{hers.pk}/comments/", {"text": "encore là"}).status_code == 404


def test_or_takes_along_what_he_said(group, said, alice, bob):
    said(group, alice, "Semis samedi"), said(group, bob, "J'ai des graines")
    leaving.leave(group, bob, take_posts=True)
    assert feed(group, alice) == ["Semis samedi"]


def test_the_last_organiser_names_another_or_ends_the_group(client, group, alice, bob):
    client.force_login(alice)
    refused = client.post(f"/groups/{group.slug}/leave/")
    assert refused.status_code == 400 and "nommez" in refused.content.decode()
    with pytest.raises(ValidationError):
        leaving.name_role(group, alice, alice, Role.MEMBER)
    client.post(f"/groups/{group.slug}/members/act/", {"do": "role", "who": bob.pk, "role": "organiser"})
    assert client.post(f"/groups/{group.slug}/leave/").status_code == 302
    assert [row.member for row in group.memberships.all()] == [bob]


def test_ending_it_lets_its_members_read_and_nobody_else(client, group, said, alice, bob, charlie):
    said(group, alice, "Merci à tous")
    joining.join(group, charlie)
    client.force_login(alice)
    for _ in range(2):
        client.post(f"/groups/{group.slug}/end/")
    assert Notification.objects.filter(recipient=bob, kind="group_ended").count() == 1
    client.force_login(bob)
    page = client.get(group.get_absolute_url()).content.decode()
    assert "terminé" in page and "Merci à tous" in page and "/new/?group=" not in page
    client.force_login(charlie)
    assert client.get(group.get_absolute_url()).status_code == 404
    group.refresh_from_db()
    with pytest.raises(PermissionDenied):
        joining.join(group, charlie)
    assert leaving.leave(group, alice)  # the last organiser of an ended group may go


def test_who_puts_out_whom(group, alice, bob, charlie, carol):
    for one in (charlie, carol):
        joining.join(group, one)
        joining.accept(group, alice, one)
    leaving.name_role(group, alice, bob, Role.MODERATOR)
    leaving.name_role(group, alice, carol, Role.MODERATOR)
    for other in (alice, carol):
        with pytest.raises(PermissionDenied):
            leaving.put_out(group, bob, other)
    assert leaving.put_out(group, bob, charlie) and not leaving.put_out(group, bob, charlie)
    assert not leaving.put_out(group, bob, bob)
    assert leaving.put_out(group, alice, carol, for_good=True)
    assert {row.member.name for row in group.memberships.filter(joined_at__isnull=False)} == {"Alice", "Bob"}


def test_opening_a_closed_group_exposes_nothing_of_before(client, group, said, alice, charlie):
    before = said(group, alice, "Entre nous")
    founding.change(group, openness=Openness.PUBLIC)
    said(group, alice, "Pour tous")
    client.force_login(charlie)
    page = client.get(group.get_absolute_url()).content.decode()
    assert "Pour tous" in page and "Entre nous" not in page
    assert client.get(f"/posts/{before.pk}/").status_code == 404
    founding.change(group, openness=Openness.CLOSED)
    assert feed(group, charlie) == ["Pour tous"]


def test_those_apart_are_not_on_each_others_list(client, group, alice, bob):
    from community.members.blocks import block

    block(bob, alice)
    client.force_login(bob)
    page = client.get(f"/groups/{group.slug}/members/").content.decode()
    assert 'href="/members/alice/"' not in page and 'href="/members/bob/"' in page


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_organisers_who_leave_at_once_do_not_leave_it_alone(founded, alice, bob):
    group = founded()
    joining.join(group, bob)
    leaving.name_role(group, alice, bob, Role.ORGANISER)
    gate, outcome = threading.Barrier(2), []

    def go(member):
        gate.wait()
        try:
            leaving.leave(Group.objects.get(pk=group.pk), member)
            outcome.append("gone")
        except ValidationError:
            outcome.append("stays")
        finally:
            connection.close()

    threads = [threading.Thread(target=go, args=[member]) for member in (alice, bob)]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
    assert sorted(outcome) == ["gone", "stays"] and Membership.objects.count() == 1


def test_what_bob_was_told_of_a_closed_group_goes_with_him(founded, said, alice, bob):
    closed, public = founded("closed", name="Les Abeilles"), founded("public", name="Le Vélo")
    for group in (closed, public):
        joining.join(group, bob)
        if not group.is_public:
            joining.accept(group, alice, bob)
        follow(said(group, alice, f"Dans {group.name}"), bob)
        tell(thread.say(Post.objects.get(group=group), alice, "Pour nous.", quietly=True).pk)
    assert sorted(bob.notifications.values_list("kind", flat=True)) == ["comment", "comment", "group_accepted"]
    leaving.leave(closed, bob)
    (left,) = bob.notifications.all()
    assert left.facts["title"] == "Dans Le Vélo"
    assert alice.notifications.filter(kind="group_asked").exists()
