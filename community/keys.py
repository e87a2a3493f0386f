"""Numbers in addresses: `<key:pk>` is one that a row of ours may have. A longer one is no address at all; no database
takes it, and a comparison with it would end in an error instead of "not found"."""

from django.urls import register_converter
from django.urls.converters import IntConverter


class Key(IntConverter):
    regex = "[0-9]{1,18}"


register_converter(Key, "key")


def key_in(text):
    """The number of a row that a text names; None for what no row of ours may have."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 19 else None
