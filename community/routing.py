"""Which ASGI protocol goes where."""

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.urls import path

from community.asgi import pages
from community.intake import ByteCount
from community.live import Page

application = ProtocolTypeRouter(
    {
        "http": ByteCount(pages),
        "websocket": OriginValidator(
            AuthMiddlewareStack(URLRouter([path("ws/", Page.as_asgi())])), settings.LIVE_ORIGINS
        ),
    }
)
