"""The ASGI handler: a visitor's page is answered again from the shelf, a member's never is."""

import pytest
from django.http import HttpResponse
from django.test import AsyncRequestFactory

from community.pages import Shelf


def page(seconds=60, words="hello", **headers):
    response = HttpResponse(words, headers={"ETag": '"1"', **headers})
    response.alike_for = seconds
    return response


def ask(path="/incidents/", cookies="", method="GET", **headers):
    if cookies:
        headers["cookie"] = cookies
    return AsyncRequestFactory().generic(method, path, headers=headers)


@pytest.fixture
def shelf():
    shelf = Shelf()
    shelf.keep(ask(), page())
    return shelf


def test_the_next_visitor_gets_the_same_bytes(shelf):
    again = shelf.find(ask())
    assert (again.status_code, again.content, again["ETag"]) == (200, b"hello", '"1"')


def test_who_has_it_already_gets_304(shelf):
    assert shelf.find(ask(**{"if-none-match": '"1"'})).status_code == 304


@pytest.mark.parametrize(
    "other",
    [
        {"path": "/incidents/?category=lamp"},
        {"cookies": "sessionid=alice"},
        {"cookies": "theme=parvis-dark"},
        {"cookies": "messages=thanks"},
        {"accept-language": "en"},
        {"x-requested-with": "fetch"},
        {"method": "POST"},
        {"method": "HEAD"},
    ],
)
def test_any_other_request_is_asked_anew(shelf, other):
    assert shelf.find(ask(**other)) is None


@pytest.mark.parametrize("cookies", ["sessionid=alice", "theme=light; messages=thanks"])
def test_what_a_member_was_answered_is_not_kept(cookies):
    shelf = Shelf()
    shelf.keep(ask(cookies=cookies), page())
    assert shelf.pages == {}


def test_a_page_that_was_not_marked_or_sets_a_cookie_is_not_kept():
    shelf, with_cookie = Shelf(), page()
    with_cookie.set_cookie("csrftoken", "mine")
    shelf.keep(ask(), HttpResponse("personal"))
    shelf.keep(ask(), with_cookie)
    assert shelf.pages == {}


def test_it_forgets_in_time_and_never_grows_beyond_its_room():
    shelf = Shelf()
    shelf.keep(ask(), page(seconds=-1))
    assert shelf.find(ask()) is None
    for number in range(Shelf.ROOM + 5):
        shelf.keep(ask(f"/{number}/"), page())
    assert len(shelf.pages) <= Shelf.ROOM
