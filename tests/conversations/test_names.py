"""Names in conversations: with a face and roles, and proposed while one types whom to write to."""

import pytest

from community.conversations.opening import begin
from community.members.blocks import block
from community.members.models import Member
from community.members.profile import Profile, Writers

ELECTED = [{"fr": "Élue", "en": "Elected", "icon": "landmark", "detail": "", "since": "2020-01-01", "until": ""}]


def proposed(client, q):
    found = client.get("/messages/who/", {"q": q}).json()["suggestions"]
    return [(one["label"], one["sort"], one["fill"]) for one in found]


def test_a_face_and_roles_stand_beside_names(alice, bob, browser):
    Member.objects.filter(pk=alice.pk).update(face="photos/aa/alice/square.webp", worn=ELECTED)
    talk = begin(bob, alice, "Bonjour").conversation
    for address in ("/messages/", f"/messages/{talk.pk}/", f"/messages/{talk.pk}/people/"):
        html = browser(bob).get(address).content.decode()
        assert "photos/aa/alice/square.webp" in html and "Élue" in html
    assert f'href="{alice.get_absolute_url()}"' in browser(bob).get(f"/messages/{talk.pk}/").content.decode()


def test_neighbours_are_proposed_by_name_or_handle(alice, bob, charlie, browser):
    his = browser(bob)
    assert proposed(his, "ali") == [("Alice", "@alice", "alice")] == proposed(his, "@alice")
    assert proposed(his, "bob") == [] == proposed(his, "") == proposed(his, "@,;")
    for address in ("/messages/new/", "/messages/new/?to=alice,charlie"):
        assert 'data-suggest="/messages/who/"' in his.get(address).content.decode()
    assert his.post("/messages/new/", {"to": "alice, ", "text": "Bonjour"}).status_code == 302


@pytest.mark.parametrize("wanted", [Writers.NOBODY, Writers.RESIDENTS])
def test_who_wants_no_messages_is_not_proposed(alice, bob, browser, wanted):
    Profile.objects.create(member=alice, messages_from=wanted)
    assert proposed(browser(bob), "alice") == []


def test_who_is_apart_or_gone_is_not_proposed_and_strangers_sign_in(alice, bob, charlie, browser):
    block(alice, bob)
    Member.objects.filter(pk=charlie.pk).update(is_active=False)
    assert proposed(browser(bob), "alice") == proposed(browser(alice), "bob") == proposed(browser(bob), "char") == []
    assert browser().get("/messages/who/", {"q": "alice"}).status_code == 302


@pytest.mark.parametrize("many", [1, 20])
def test_as_many_queries_whoever_is_found(alice, neighbours, browser, queries, many):
    neighbours(many)
    hers = browser(alice)
    proposed(hers, "vois")
    with queries(2):  # the session's member, and who is found
        assert len(proposed(hers, "vois")) == min(many, 6)
