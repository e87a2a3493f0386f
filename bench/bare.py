"""What the site is compared with, on the same server: a plain Django project with one page of twenty cards and one
page of given bytes, without database or middleware, and a plain ASGI application. Served by bench.servers."""

import os
from functools import cache

import django
from django.conf import settings
from django.core.asgi import get_asgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import path

CARD = """<article class="card"><a href="/incidents/{{ card.id }}/"><h2>{{ card.title }}</h2></a>
<p><span class="badge badge-{{ card.state }}">{{ card.state }}</span> {{ card.place }}</p>
{% if card.photo %}<img src="{{ card.photo }}" alt="{{ card.alt }}" width="320" height="240">{% endif %}
<p>{{ card.text|truncatewords:24 }}</p>
<p>{{ card.votes }} confirmations, {{ card.comments }} comments,
<time>{{ card.at|date:"j F Y, H:i" }}</time></p></article>
"""
PAGE = (
    "<!doctype html><html lang=fr><title>Twenty cards</title><main>{% for card in cards %}"
    + CARD
    + "{% endfor %}</main>"
)
BYTES = os.environ.get("BENCH_BYTES", "")


@cache
def template():
    return engines["django"].from_string(PAGE)


def cards(request):
    from django.utils import timezone

    now = timezone.now()
    rows = [
        {
            "id": n,
            "title": f"Nid-de-poule devant le {n}",
            "state": "open",
            "place": f"{n} rue de l'Égalité",
            "photo": f"/media/{n}/640.webp",
            "alt": "Un trou dans la chaussée",
            "text": "Le trou s'agrandit avec la pluie et les vélos doivent l'éviter en passant sur la voie de gauche. "
            * 2,
            "votes": n,
            "comments": n % 7,
            "at": now,
        }
        for n in range(20)
    ]
    return HttpResponse(template().render({"cards": rows}))


def given(request):
    with open(BYTES, "rb") as file:
        return HttpResponse(file.read(), "text/html; charset=utf-8")


urlpatterns = [path("cards/", cards), path("bytes/", given)]


async def plain(scope, receive, send):
    """The least an ASGI application can do."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]})
    await send({"type": "http.response.body", "body": b"ok"})


def project():
    settings.configure(
        SECRET_KEY="bare",
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        INSTALLED_APPS=["daphne"],
        MIDDLEWARE=[],
        TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
        LANGUAGE_CODE="fr",
        USE_TZ=True,
    )
    django.setup()
    return get_asgi_application()


_listening = set()


async def broadcast(scope, receive, send):
    """A WebSocket that listens; the body of a POST goes to all who do. What bench.live is compared with."""
    if scope["type"] == "http":
        body = (await receive()).get("body", b"").decode()
        for one in tuple(_listening) if body else ():
            await one({"type": "websocket.send", "text": body})
        return await plain(scope, receive, send)
    await receive()
    await send({"type": "websocket.accept"})
    _listening.add(send)
    while (await receive())["type"] != "websocket.disconnect":
        pass
    _listening.discard(send)
