"""Django's ASGI handler with one thread hop per page.

Django runs each of our dozen middlewares in async mode once the server is async, which costs most of them two thread hops
a request. Views here are synchronous, so the whole chain runs synchronously in one thread: a page then costs half. Nothing
in it calls back into the event loop, so a stop under load finds no thread waiting for a loop that is gone.
"""

from asgiref.sync import sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.core.handlers.exception import convert_exception_to_response
from servestatic.middleware import ServeStaticMiddleware


class Pages(ASGIHandler):
    def load_middleware(self, is_async=False):
        super().load_middleware(is_async=False)
        in_one_thread = sync_to_async(self._middleware_chain, thread_sensitive=True)

        async def page(request):
            return await in_one_thread(request)

        self._middleware_chain = convert_exception_to_response(ServeStaticMiddleware(page))
