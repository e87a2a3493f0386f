"""Pages kept for visitors: who carries no session gets the same bytes for a few seconds, and 304 while they hold.

A page is kept only if it asked for nothing of one reader: no CSRF token, no cookie to set, no message shown."""

import hashlib
from functools import wraps

from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_language

PERSONAL = ("messages", "alerts")  # cookies that change what a page says


def kept_for_visitors(seconds):
    """Decorates a view: its answer to a visitor's GET is kept for `seconds` by address, language and theme.
    Members' answers get an ETag only: their bytes are their own."""

    def decorate(view):
        @wraps(view)
        def keeping(request, *args, **kwargs):
            if settings.SESSION_COOKIE_NAME in request.COOKIES or any(name in request.COOKIES for name in PERSONAL):
                return view(request, *args, **kwargs)
            key = _key(request)
            kept = cache.get(key)
            if kept is None:
                response = view(request, *args, **kwargs)
                if not _is_everyones(request, response):
                    return response
                kept = (response.content, response["Content-Type"], _etag(response.content))
                cache.set(key, kept, seconds)
            return _answer(request, *kept)

        return keeping

    return decorate


def _is_everyones(request, response):
    asked_for_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
    return response.status_code == 200 and not asked_for_token and not response.cookies and not response.streaming


def _key(request):
    said = f"{request.get_host()}|{request.get_full_path()}|{get_language()}|{request.COOKIES.get('theme', '')}"
    said += "|" + request.headers.get("X-Requested-With", "") + request.scheme
    return "page:" + hashlib.sha256(said.encode()).hexdigest()


def _etag(content):
    return f'"{hashlib.blake2s(content, digest_size=12).hexdigest()}"'


def _answer(request, content, content_type, etag):
    response = HttpResponse(content, content_type=content_type)
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    response.alike_for = 1  # seconds for which the server may answer it again without asking (community.pages)
    return get_conditional_response(request, etag=etag, response=response)
