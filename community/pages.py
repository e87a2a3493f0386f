"""Django's ASGI handler with one thread hop per page, and none for a page that every visitor gets alike.

Django runs each of our dozen middlewares in async mode once the server is async, which costs most of them two thread
hops a request. Views here are synchronous, so the whole chain runs synchronously in one thread: a page then costs half.
Nothing in it calls back into the event loop, so a stop under load finds no thread waiting for a loop that is gone.
"""

from time import monotonic

from asgiref.sync import sync_to_async
from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from servestatic.middleware import ServeStaticMiddleware

VARIES = ("HTTP_HOST", "HTTP_COOKIE", "HTTP_ACCEPT_LANGUAGE", "HTTP_X_REQUESTED_WITH", "HTTP_HX_REQUEST")


class Pages(ASGIHandler):
    def load_middleware(self, is_async=False):
        super().load_middleware(is_async=False)
        in_one_thread, shelf = sync_to_async(self._middleware_chain, thread_sensitive=True), Shelf()

        async def page(request):
            return shelf.find(request) or shelf.keep(request, await in_one_thread(request))

        self._middleware_chain = convert_exception_to_response(ServeStaticMiddleware(page))


class Shelf:
    """Finished pages for visitors without a session, for the second or two that the view allows: a view marks its
    response with `response.alike_for = seconds` when its bytes are the same for every visitor."""

    ROOM = 200

    def __init__(self):
        self.pages = {}

    def find(self, request):
        """The page as it was answered last, or 304 if the visitor has it; None if it must be made."""
        until, content, headers = self.pages.get(_key(request), (0, b"", None))
        if monotonic() >= until:
            return None
        response = HttpResponse(content, headers=headers)
        return get_conditional_response(request, etag=headers.get("ETag"), response=response)

    def keep(self, request, response):
        key, seconds = _key(request), getattr(response, "alike_for", 0)
        if key and seconds and response.status_code == 200 and not response.cookies:
            if len(self.pages) >= self.ROOM:
                self.pages.clear()
            self.pages[key] = (monotonic() + seconds, response.content, dict(response.items()))
        return response


def _key(request):
    """What such a page may depend on; None for what is never kept."""
    personal = (settings.SESSION_COOKIE_NAME, "messages")
    if request.method != "GET" or any(name in request.COOKIES for name in personal):
        return None
    return request.scheme, request.get_full_path(), *(request.META.get(name) for name in VARIES)
