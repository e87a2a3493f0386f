"""The card of an ad in a list."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.posts.cards import first_photos

from .models import Classified, Outcome


def drawn(pks):
    """{id: HTML} of these ads' cards. Two queries."""
    photos = first_photos(pks)
    rows = Classified.objects.filter(pk__in=pks).select_related("category", "territory")
    return {ad.pk: _draw(ad, photos.get(ad.pk)) for ad in rows}


def _draw(ad, photo):
    return render_to_string(
        "components/card.html",
        {
            "url": ad.get_absolute_url(),
            "title": ad.title,
            "place": ad.territory.name,
            "when": ad.published_at,
            "photo": photo.url("small") if photo else "",
            "photo_alt": photo.alt if photo else "",
            "icon": ad.category.icon,
            "category": " · ".join(
                filter(None, [ad.get_intent_display(), ad.category.name, "" if ad.intent == "give" else ad.price_words])
            ),
            "phase": ad.state if ad.is_reserved or ad.is_over else "",
            "state": _state(ad),
            "comments": ad.comment_count,
        },
    )


def _state(ad):
    if ad.is_over:
        return _("Parti") if ad.outcome in (Outcome.HERE, Outcome.ELSEWHERE) else _("Terminée")
    return _("Réservé") if ad.is_reserved else ""
