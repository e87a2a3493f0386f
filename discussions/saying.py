"""To say something to neighbours: what its author was told is published is all there, once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from community.posts import mapcounts, markdown
from community.posts.announcing import announce
from community.posts.drafts import forget as forget_draft
from community.posts.follow import follow
from community.posts.models import PostQuerySet
from community.posts.photos import attach
from community.posts.tagging import put_tags
from community.posts.where import may_say, placed


class DiscussionQuerySet(PostQuerySet):
    def say(self, author, title, text, where, lat=None, lon=None, place_label="", tags=(), photo_keys=(), claim="",
            client_key=None, born_from=None, at=None, quietly=False):  # fmt: skip
        """One transaction: post, discussion, tags, photos, its author's follow, the map's counts; feeds and followers
        are told. The same (author, client_key) again is the same discussion.

        `where` is one of community.posts.where.wheres(author). Raises ValidationError for a point outside the covered
        towns or a group one has left, community.photos.refusals.Refused for photos that are not the author's."""
        may_say(author, where)
        at = at or timezone.now()
        said = self.model(
            kind="discussion", author=author, title=title, text=text, html=markdown.render(text),
            place_label=place_label, created_at=at, published_at=at, client_key=client_key, born_from=born_from,
            sequence=1, **placed(where, lat, lon),
        )  # fmt: skip
        try:
            return self._write(said, tags, photo_keys, claim, quietly)
        except IntegrityError:
            known = client_key and self.filter(author=author, client_key=client_key).first()
            if not known:
                raise
            return known

    @transaction.atomic
    def _write(self, said, tags, photo_keys, claim, quietly):
        said.save()
        put_tags(said, tags)
        attach(photo_keys, said, said.author, claim=claim)
        forget_draft(said.author, said.kind, said.client_key)
        follow(said, said.author, said.published_at)
        mapcounts.shift([(said.cell, said.kind, said.state, +1)])
        announce(said, quietly)
        return said
