"""The card of an item in a list."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.posts.cards import first_photos
from community.posts.markdown import plain

from .models import Item
from .things import ICONS


def drawn(pks):
    """{id: HTML} of these items' cards. Two queries."""
    photos = first_photos(pks)
    rows = Item.objects.filter(pk__in=pks).select_related("territory", "authority")
    return {item.pk: _draw(item, photos.get(item.pk)) for item in rows}


def state_words(item):
    if item.returned:
        return _("Rendu")
    if item.closed_at:
        return _("Clos")
    return item.get_side_display()


def _draw(item, photo):
    return render_to_string(
        "components/card.html",
        {
            "url": item.get_absolute_url(),
            "title": item.title,
            "excerpt": plain(item.text)[:160],
            "author": item.office if item.authority_id else "",
            "place": item.line or item.place_label or item.territory.name,
            "when": item.published_at,
            "photo": photo.url("small") if photo else "",
            "photo_alt": photo.alt if photo else "",
            "phase": item.state,
            "state": state_words(item),
            "icon": ICONS.get(item.what, "package"),
            "category": item.get_what_display(),
            "comments": item.comment_count,
        },
    )
