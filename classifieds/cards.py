"""The card of an ad in a list."""

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from community.posts.cards import first_photos
from community.posts.models import Phase

from .loans.lent import until as lent_until
from .loans.lent import words as lent_words
from .models import Classified, Outcome


def drawn(pks):
    """{id: HTML} of these ads' cards. Two queries, one more where something is to be lent."""
    photos = first_photos(pks)
    ads = list(Classified.objects.filter(pk__in=pks).select_related("category", "territory", "lot"))
    lent = lent_until(ads)
    return {ad.pk: _draw(ad, photos.get(ad.pk), lent.get(ad.pk)) for ad in ads}


def _draw(ad, photo, lent):
    return render_to_string(
        "components/card.html",
        {
            "id": f"ad-{ad.pk}",  # the star beside it is named after the title
            "url": ad.get_absolute_url(),
            "title": ad.title,
            "place": ad.territory.name,
            "when": ad.published_at,
            "photo": photo.url("small") if photo else "",
            "photo_alt": photo.alt if photo else "",
            "icon": ad.category.icon,
            "category": f"{ad.get_intent_display()} · {ad.category.name}",
            "price": "" if ad.intent == "give" else ad.price_words,
            "phase": _phase(ad, lent),
            "state": _state(ad, lent),
            "comments": ad.comment_count,
        },
    )


def _phase(ad, lent):
    if ad.is_reserved or ad.is_over:
        return ad.state
    return Phase.PROGRESS if lent else ""


def _state(ad, lent):
    if ad.is_over:
        return _("Parti") if ad.outcome in (Outcome.HERE, Outcome.ELSEWHERE) else _("Terminée")
    if lent:
        return lent_words(lent)
    return _("Réservé") if ad.is_reserved else ""
