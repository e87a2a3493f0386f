"""The card of an incident in a list, kept by (post, version, language): nothing in it is one reader's own."""

from django.core.cache import cache
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from community.posts.models import Photo

from .models import Incident

KEPT = 24 * 3600  # seconds; a change makes a new version, so an old one only takes room


def cards(versions, language):
    """The safe HTML of each (id, sequence), in their order. No query when all are kept, else two."""
    keys = {pk: f"card:{pk}:{sequence}:{language}" for pk, sequence in versions}
    kept = cache.get_many(keys.values())
    missing = [pk for pk, key in keys.items() if key not in kept]
    if missing:
        drawn = {keys[incident.pk]: draw(incident) for incident in _fetched(missing)}
        cache.set_many(drawn, KEPT)
        kept.update(drawn)
    return [mark_safe(kept[key]) for key in keys.values() if key in kept]  # noqa: S308  our own template's output


def _fetched(pks):
    rows = Incident.objects.filter(pk__in=pks).select_related("category", "ticket")
    ready = Photo.objects.filter(post__in=pks, state=Photo.State.READY, comment=None).order_by("-position", "-pk")
    first = {photo.post_id: photo for photo in ready}
    for incident in rows:
        incident.first_photo = first.get(incident.pk)
    return rows


def draw(incident):
    """The HTML of one card."""
    photo = incident.first_photo
    ticket = getattr(incident, "ticket", None)
    return render_to_string(
        "incidents/card.html",
        {
            "url": incident.get_absolute_url(),
            "title": incident.title,
            "place": incident.place_label,
            "when": incident.published_at,
            "photo": photo.url("small") if photo else "",
            "photo_alt": photo.alt if photo else "",
            "phase": incident.state,
            "state": ticket.get_state_display() if ticket and incident.state != "open" else "",
            "icon": incident.category.icon,
            "category": incident.category.name,
            "comments": incident.comment_count,
            "confirmations": incident.vote_count,
            "lat": incident.lat,
            "lon": incident.lon,
            "pk": incident.pk,
        },
    )
