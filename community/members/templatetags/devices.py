"""What a browser says of itself, in words a person recognises: "Firefox, Windows"."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# In this order: most browsers also name those they descend from.
BROWSERS = [("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
            ("FxiOS", "Firefox"), ("Chrome", "Chrome"), ("CriOS", "Chrome"), ("Safari", "Safari")]  # fmt: skip
SYSTEMS = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
           ("CrOS", "ChromeOS"), ("Mac OS", "Mac"), ("Linux", "Linux")]  # fmt: skip
POCKET = {"iPhone", "iPad", "Android"}


def _first(said, known):
    return next((name for mark, name in known if mark in said), "")


@register.filter
def device_name(user_agent):
    """“Mozilla/5.0 (Windows NT 10.0…) … Firefox/130.0” → “Firefox, Windows”."""
    said = user_agent or ""
    return ", ".join(filter(None, [_first(said, BROWSERS), _first(said, SYSTEMS)])) or _("un appareil inconnu")


@register.filter
def device_icon(user_agent):
    return "smartphone" if _first(user_agent or "", SYSTEMS) in POCKET else "monitor"
