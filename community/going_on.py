"""Where a form says to go on once it is done."""

from django.utils.http import url_has_allowed_host_and_scheme


def next_address(request, otherwise=None, data=None):
    """`next` of a form or an address (or of the `data` that were kept of one), where it leads to this site; else
    `otherwise`.

    It begins with "/": `redirect` takes a bare word for the name of a view, and fails on one that there is not."""
    asked = (data or request.POST).get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if safe and asked.startswith("/") else otherwise
