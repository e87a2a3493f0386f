"""Browsers that show notifications: letting one in, and forgetting it."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from community import outgoing

from .models import PushSubscription
from .sealing import are_keys

MOST = 20  # browsers of one member; the oldest go
LONGEST = PushSubscription._meta.get_field("endpoint").max_length
BROWSERS = [("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("Chrome", "Chrome"), ("Safari", "Safari")]  # fmt: skip
SYSTEMS = [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
           ("Macintosh", "Mac"), ("Linux", "Linux")]  # fmt: skip


def subscribe(member, endpoint, p256dh, auth, agent="", session_key=""):
    """Let a browser of the member's in; a browser that was somebody else's is theirs now. Raises ValueError for what is
    no address of a push service or no keys."""
    if not (is_endpoint(endpoint) and are_keys(p256dh, auth)):
        raise ValueError("not a subscription")
    fields = {"member": member, "p256dh": p256dh, "auth": auth, "agent": in_words(agent), "failures": 0}
    row, _new = PushSubscription.objects.update_or_create(
        endpoint=endpoint, defaults={**fields, "session_key": session_key or ""}
    )
    newest = PushSubscription.objects.filter(member=member).order_by("-pk").values("pk")[:MOST]
    PushSubscription.objects.filter(member=member).exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()
    return row


def renew(old, endpoint, p256dh, auth):
    """The browser's service gave it another address. Who knows the old one is that browser. False when nobody does."""
    if not (is_endpoint(endpoint) and are_keys(p256dh, auth)):
        raise ValueError("not a subscription")
    PushSubscription.objects.filter(endpoint=endpoint).exclude(endpoint=old).delete()
    fields = {"endpoint": endpoint, "p256dh": p256dh, "auth": auth, "failures": 0}
    return bool(PushSubscription.objects.filter(endpoint=old).update(**fields))


def forget(member, **which):
    """Forget browsers of the member's: pk=… or endpoint=…."""
    return PushSubscription.objects.filter(member=member, **which).delete()[0]


def forget_session(session_key):
    """Whoever signs out on a shared computer leaves nothing behind that speaks."""
    if session_key:
        PushSubscription.objects.filter(session_key=session_key).delete()


def is_endpoint(url):
    """An https address that is not one of our own network's; http only where settings.OUTGOING_ALLOWED opens it."""
    if not isinstance(url, str) or len(url) > LONGEST:
        return False
    try:
        parts = outgoing.checked(url)
    except outgoing.Forbidden:
        return False
    return parts.scheme == "https" or parts.host in settings.OUTGOING_ALLOWED


def in_words(agent):
    """“Firefox, Android” from what a browser says of itself."""

    def first_of(marks):
        return next((words for mark, words in marks if re.search(rf"\b{mark}", agent)), "")

    found = [first_of(BROWSERS), first_of(SYSTEMS)]
    return ", ".join(filter(None, found)) or _("un navigateur")
