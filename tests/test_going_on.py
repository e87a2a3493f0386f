"""Where forms go on: an address of this site, whatever is asked."""

import pytest
from django.test import RequestFactory

from community.going_on import next_address

AWAY = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "https:evil.example"]


@pytest.mark.parametrize("asked", [*AWAY, "", "42", "2026-02-30", "posts:follows", "a b", "\0/", "x/y"])
def test_what_is_no_address_of_ours_leads_to_where_one_was(asked):
    """A bare word would be taken for the name of a view."""
    assert next_address(RequestFactory().post("/", {"next": asked}), "/here/") == "/here/"
    assert next_address(RequestFactory().get("/", {"next": asked})) is None


@pytest.mark.parametrize("asked", ["/", "/classifieds/?q=a%20b#top"])
def test_an_address_of_ours_is_gone_to(asked):
    assert next_address(RequestFactory().post("/", {"next": asked}), "/here/") == asked
    assert next_address(RequestFactory().post("/"), "/here/", {"next": asked}) == asked
