"""A post that an editor names, by its number, its address or its ticket's reference."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from community.posts.models import Post
from community.tickets.models import Ticket

ADDRESS = re.compile(r"(?:https?://[^/]+)?/(?:[a-z-]+)/(\d{1,18})/?(?:[?#].*)?")


def post_id(text):
    """The id of the public post that is meant, or None."""
    text = text.strip()
    found = ADDRESS.fullmatch(text)
    number = text.lstrip("#") if text.lstrip("#").isdecimal() else found and found.group(1)
    if number is None:
        number = Ticket.objects.filter(reference=text.upper()[:24]).values_list("post", flat=True).first()
    known = Post.objects.published().filter(pk=number) if number and len(str(number)) < 19 else Post.objects.none()
    return known.values_list("pk", flat=True).first()


class PostReference(blocks.CharBlock):
    def __init__(self, **kwargs):
        more = {"label": gettext_lazy("Publication"), "max_length": 200}
        help_text = gettext_lazy("Son adresse sur Parvis, ou la référence de sa demande (ISSY-2026-00042).")
        super().__init__(**{**more, "help_text": help_text, **kwargs})

    def clean(self, value):
        value = super().clean(value)
        if value and post_id(value) is None:
            raise ValidationError(_("Aucune publication visible de tous n'a cette adresse ou cette référence."))
        return value

    def deconstruct(self):
        return blocks.CharBlock().deconstruct()
