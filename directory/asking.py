"""To ask neighbours for advice: what its author was told is published is all there, once."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from community.posts import mapcounts, markdown
from community.posts.announcing import announce
from community.posts.drafts import forget as forget_draft
from community.posts.follow import follow
from community.posts.models import PostQuerySet
from community.posts.where import may_say, placed


class AdviceQuerySet(PostQuerySet):
    def ask(self, author, title, text, where, category=None, client_key=None, at=None, quietly=False):
        """One transaction: post, advice, its author's follow; feeds and followers are told. The same (author,
        client_key) again is the same one.

        `where` is one of community.posts.where.wheres(author), but for a point: a good plumber is no place on the map.
        Raises ValidationError for a group one has left."""
        may_say(author, where)
        at = at or timezone.now()
        asked = self.model(
            kind="advice", author=author, title=title, text=text, html=markdown.render(text), category=category,
            created_at=at, published_at=at, client_key=client_key, sequence=1, **placed(where),
        )  # fmt: skip
        try:
            return self._write(asked, quietly)
        except IntegrityError:
            known = client_key and self.filter(author=author, client_key=client_key).first()
            if not known:
                raise
            return known

    @transaction.atomic
    def _write(self, asked, quietly):
        asked.save()
        forget_draft(asked.author, asked.kind, asked.client_key)
        follow(asked, asked.author, asked.published_at)
        mapcounts.shift([(asked.cell, asked.kind, asked.state, +1)])
        announce(asked, quietly)
        return asked
