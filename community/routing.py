"""Which ASGI protocol goes where."""

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from community.asgi import pages
from community.intake import ByteCount
from community.live import Door, Page

application = ProtocolTypeRouter(
    {
        "http": ByteCount(pages),
        "websocket": Door(AuthMiddlewareStack(URLRouter([path("ws/", Page.as_asgi())]))),
    }
)
