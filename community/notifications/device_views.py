"""This browser as a device that shows notifications: let in, renewed, forgotten; and what lets a phone install us."""

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import devices

MOST_BYTES = 4096


@login_required
@require_POST
def add(request):
    """What the browser's PushManager gave, as JSON: {endpoint, keys: {p256dh, auth}}. 204, or 400 for anything else."""
    try:
        endpoint, p256dh, auth = _subscription(json.loads(request.body[:MOST_BYTES]))
        agent = request.headers.get("User-Agent", "")[:400]
        devices.subscribe(request.user, endpoint, p256dh, auth, agent, request.session.session_key)
    except (ValueError, TypeError, LookupError, RecursionError):
        return HttpResponse(status=400)
    return HttpResponse(status=204)


@csrf_exempt  # a service worker has no token; it proves itself by the old address, which nobody else knows
@require_POST
def renew(request):
    """The service worker was given another address: {old, endpoint, keys}."""
    try:
        sent = json.loads(request.body[:MOST_BYTES])
        known = devices.renew(str(sent["old"]), *_subscription(sent))
    except (ValueError, TypeError, LookupError, RecursionError):
        return HttpResponse(status=400)
    return HttpResponse(status=204 if known else 404)


def _subscription(sent):
    return sent["endpoint"], str(sent["keys"]["p256dh"]), str(sent["keys"]["auth"])


@login_required
@require_POST
def forget(request):
    """pk=… from the list, or endpoint=… from the browser itself."""
    pk, endpoint = request.POST.get("pk", ""), request.POST.get("endpoint", "")
    if pk.isdecimal() and len(pk) < 19:
        devices.forget(request.user, pk=pk)
        messages.success(request, _("Cet appareil ne recevra plus de notification."))
    elif endpoint:
        devices.forget(request.user, endpoint=endpoint)
    return redirect("/notifications/settings/#devices")


@require_safe
@cache_control(no_cache=True, max_age=0)
def service_worker(request):
    """At the top of the site, so that it may speak for all of it."""
    answer = render(request, "notifications/service-worker.js", content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    return answer


@require_safe
@cache_control(public=True, max_age=3600)
def manifest(request):
    """What a phone needs to put the site among its applications."""
    icons = [("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable")]
    said = {
        "id": "/",
        "name": "Parvis",
        "short_name": "Parvis",
        "description": _("Le réseau des voisins et le guichet de la ville, au même endroit."),
        "lang": request.LANGUAGE_CODE,
        "start_url": "/feed/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#f6f2ea",
        "theme_color": "#fefcf9",
        "icons": [
            {"src": static(f"community/{name}"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size, purpose in icons
        ],
    }
    return JsonResponse(said, content_type="application/manifest+json")
