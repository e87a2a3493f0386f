"""Moderators look through the ads; each leads to its page, and to where one decides."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.moderation import access
from community.posts.states import hide_post

LIST = "/admin/snippets/classifieds/classified/"


@pytest.fixture
def desk(client, mira):
    access.let_in(mira)
    client.force_login(mira)
    return lambda **asked: client.get(LIST, asked).content.decode()


def test_found_by_words_state_held_and_hidden(desk, give, sofa):
    held, hidden = give(title="Briquet", held_why="Un lien inconnu."), give(title="Couteau")
    hide_post(hidden)
    everything = desk()
    assert "Je donne" in everything and ">method<" not in "".join(everything.split())
    assert all(ad.get_absolute_url() in everything for ad in (sofa, held, hidden))
    assert f"/flag/?about=ad:{held.pk}" in everything and f"/flag/?about=post:{sofa.pk}" in everything
    for asked, found in (
        ({"q": "canap"}, [sofa]), ({"held": "true"}, [held]), ({"hidden": "true"}, [hidden]),
        ({"held": "false", "hidden": "false"}, [sofa]), ({"intent": "sell"}, []),
        ({"state": "open", "q": "brique"}, [held]),
    ):  # fmt: skip
        html = desk(**asked)
        assert [ad for ad in (sofa, held, hidden) if ad.get_absolute_url() in html] == found, asked


def test_a_door_leads_to_where_one_decides(desk, client, sofa):
    desk()
    assert client.get(f"/flag/?about=post:{sofa.pk}").status_code == 200


@pytest.mark.parametrize("who", ["alice", "otto", "bob"])
def test_nobody_else_looks(client, sofa, who, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get(LIST).status_code == 302


def test_nothing_is_edited_here(desk, client, sofa, admin):
    desk()
    for page in (f"{LIST}add/", f"{LIST}edit/{sofa.pk}/", f"{LIST}delete/{sofa.pk}/"):
        assert client.get(page).status_code == 302
    client.force_login(admin)
    assert client.get(f"{LIST}edit/{sofa.pk}/").status_code == 302 and client.get(LIST).status_code == 200


def test_with_many_it_costs_the_same(desk, give, sofa, queries):
    desk()
    with CaptureQueriesContext(connection) as one:
        desk()
    for number in range(5):
        give(title=f"Chaise {number}")
    with queries(len(one)):
        desk()
