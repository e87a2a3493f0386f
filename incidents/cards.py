"""The card of an incident in a list."""

from django.template.loader import render_to_string

from community.posts.cards import first_photos

from .models import Incident


def drawn(pks):
    """{id: HTML} of these incidents' cards. Two queries."""
    photos = first_photos(pks)
    rows = Incident.objects.filter(pk__in=pks).select_related("category", "ticket")
    return {incident.pk: _draw(incident, photos.get(incident.pk)) for incident in rows}


def _draw(incident, photo):
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
