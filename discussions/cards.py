"""The card of a discussion in a list."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.posts.cards import first_photos
from community.posts.markdown import plain

from .models import Discussion


def drawn(pks):
    """{id: HTML} of these discussions' cards. Two queries."""
    photos = first_photos(pks)
    rows = Discussion.objects.filter(pk__in=pks).select_related("group", "author", "territory")
    return {said.pk: _draw(said, photos.get(said.pk)) for said in rows}


def _draw(said, photo):
    return render_to_string(
        "components/card.html",
        {
            "url": said.get_absolute_url(),
            "title": _("Message retiré par son auteur") if said.withdrawn_at else said.title,
            "excerpt": plain(said.text)[:200],
            "author": said.author.name if said.author and not said.withdrawn_at else "",
            "place": said.place_label or said.territory.name,
            "when": said.published_at,
            "photo": photo.url("small") if photo else "",
            "photo_alt": photo.alt if photo else "",
            "phase": "done" if said.is_settled else "",
            "state": _("Réglé") if said.is_settled else "",
            "icon": "users-round" if said.group else "message-circle",
            "category": said.group.name if said.group else _("Discussion"),
            "comments": said.comment_count,
        },
    )
