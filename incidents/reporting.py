"""To report: what a neighbour was told is saved is all there, or not at all."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import Truncator

from community.places.boundaries import territory_at
from community.places.coordinates import parse_point
from community.posts import mapcounts
from community.posts.announcing import announce
from community.posts.models import Follow, PostQuerySet, Vote
from community.posts.photos import attach
from community.posts.tagging import put_tags

TITLE = 80  # characters of the first line that make a title


def title_of(text, category):
    """The first line of what was written, or the category's name where nothing was."""
    first = text.strip().split("\n", 1)[0].strip()
    return Truncator(first).chars(TITLE, truncate="…") or category.name


def stand_behind(incident, at):
    """The author is the first who sees it, and follows what becomes of it. Two inserts."""
    Vote.objects.create(post_id=incident.pk, member=incident.author, created_at=at, seen_at=at)
    Follow.objects.create(post_id=incident.pk, member=incident.author, created_at=at)


class IncidentQuerySet(PostQuerySet):
    def report(
        self,
        author,
        nature,
        category,
        text,
        lat,
        lon,
        title="",
        place_label="",
        answers=None,
        anonymous=False,
        tags=(),
        photo_keys=(),
        client_key=None,
        born_from=None,
        claim="",
        email="",
        at=None,
        quietly=False,
    ):
        """One transaction: post, incident, photos, its author's own confirmation and follow, the map's counts, and
        the ticket if its category wants one at once. The same (author, client_key) again is the same incident.

        Without an `author`, it waits unpublished for `email` to answer. Raises ValidationError for a point outside
        the covered towns, community.photos.refusals.Refused for photos that are not the author's."""
        lat, lon = parse_point(lat, lon)
        at = at or timezone.now()
        incident = self.model(
            kind="incident",
            author=author,
            anonymous=anonymous,
            title=title or title_of(text, category),
            text=text,
            lat=lat,
            lon=lon,
            place_label=place_label,
            territory=territory_at(lat, lon),
            created_at=at,
            published_at=at if author else None,
            client_key=client_key,
            born_from=born_from,
            sequence=1,
            nature=nature,
            category=category,
            answers=answers or {},
            reported_at=at if author else None,
            last_seen_at=at,
            awaiting_email="" if author else email,
            visitor_key=None if author else client_key,
        )
        try:
            return self._write(incident, tags, photo_keys, claim, at, quietly)
        except IntegrityError:
            known = self._sent_before(author, client_key)
            if known is None:
                raise
            return known

    @transaction.atomic
    def _write(self, incident, tags, photo_keys, claim, at, quietly):
        incident.vote_count = 1 if incident.author else 0
        incident.save()
        put_tags(incident, tags)
        attach(photo_keys, incident, incident.author, claim=claim)
        if incident.author:
            stand_behind(incident, at)
            incident.recent = 1  # its author's own, just written
            mapcounts.shift([(incident.cell, incident.kind, incident.state, +1)])
            incident.escalate_if_due(at=at, quietly=quietly)
            announce(incident, quietly)
        return incident

    def _sent_before(self, author, client_key):
        if client_key is None:
            return None
        sent = self.filter(author=author, client_key=client_key) if author else self.filter(visitor_key=client_key)
        return sent.select_related("category", "territory").first()
