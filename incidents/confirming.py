"""To confirm: "I see it too", "still there", "gone". One row per member, counts moved by the database.

The author's own row counts: a report is the first of the confirmations asked for, so that the number on the card,
the number of people who saw it and the progress ("3 of 5") are one number (docs/decisions/0008).

Rows are locked in one order everywhere, incident then post, so that no two verbs wait for each other."""

from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Count, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django_tasks import task

from community import live
from community.posts.models import Post, Vote
from community.posts.photos import attach

from . import telling

VOTE = (
    f"INSERT INTO {Vote._meta.db_table} (post_id, member_id, created_at, seen_at) VALUES (%s, %s, %s, %s) "  # noqa: S608
    "ON CONFLICT (post_id, member_id) DO NOTHING"
)


def recent_votes(days, at):
    """How many members said within the last `days` days that they see it, as a subquery."""
    votes = Vote.objects.filter(post=OuterRef("pk"), seen_at__gte=at - timedelta(days=days), gone_at=None).order_by()
    counted = votes.values("post").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@task
def tell_confirmed(incident_id, member_id):
    """The author hears that neighbours see it too: one notification that counts them, whoever they are."""
    telling.tell_confirmed(incident_id, member_id)


class Confirming:
    @transaction.atomic
    def confirm(self, member, photo_keys=(), at=None, quietly=False):
        """Count `member` among those who see it; False when they already were. It may escalate by that."""
        at = at or timezone.now()
        if not self._vote(member, at):
            attach(photo_keys, self, member, role="confirmation")
            return False
        type(self).objects.filter(pk=self.pk).update(last_seen_at=at)
        Post.objects.filter(pk=self.pk).update(vote_count=F("vote_count") + 1, sequence=F("sequence") + 1)
        attach(photo_keys, self, member, role="confirmation")
        self.look_again(at)
        self.escalate_if_due(at=at, quietly=quietly) or self.show_status(quietly=quietly)
        if self.author_id and not quietly:
            tell_confirmed.enqueue(self.pk, member.pk)
        return True

    def _vote(self, member, at):
        """Whether this row is new. In plain SQL: one statement, no savepoint, on the hottest path there is."""
        at = connection.ops.adapt_datetimefield_value(at)
        with connection.cursor() as cursor:
            cursor.execute(VOTE, [self.pk, member.pk, at, at])
            return cursor.rowcount == 1

    @transaction.atomic
    def unconfirm(self, member):
        """Take a confirmation back; False when there was none. The author withdraws the whole report instead."""
        if member.pk == self.author_id:
            return False
        mine = Vote.objects.filter(post_id=self.pk, member=member)
        gone, _by_model = mine.filter(gone_at__isnull=False).delete()
        taken = gone or mine.delete()[0]
        if taken:
            self._count_gone(-gone)
            self._touch(vote_count=F("vote_count") - 1)
        return bool(taken)

    @transaction.atomic
    def still_there(self, member, at=None):
        """They have been there again and it is still there; who never said so confirms by that."""
        at = at or timezone.now()
        mine = Vote.objects.filter(post_id=self.pk, member=member)
        back = mine.filter(gone_at__isnull=False).update(gone_at=None, seen_at=at)
        if not back and not mine.update(seen_at=at):
            return self.confirm(member, at=at)
        self._count_gone(-back, last_seen_at=at)
        self._touch()
        return True

    @transaction.atomic
    def gone(self, member, at=None):
        """They no longer see it; only who once did can say so, once. False otherwise."""
        at = at or timezone.now()
        said = Vote.objects.filter(post_id=self.pk, member=member, gone_at=None).update(gone_at=at)
        if said:
            self._count_gone(said)
            self._touch()
        return bool(said)

    def _count_gone(self, by, **also):
        if by or also:
            type(self).objects.filter(pk=self.pk).update(gone_count=F("gone_count") + by, **also)

    def _touch(self, **counts):
        """The next number of the thread, whatever was counted, and the open pages told."""
        Post.objects.filter(pk=self.pk).update(sequence=F("sequence") + 1, **counts)
        self.look_again()
        self.show_status()

    def look_again(self, at=None):
        """Read what others may have moved since this object was fetched, in one query."""
        seen = ("vote_count", "sequence", "state", "last_seen_at", "gone_count", "escalated_at")
        rows = type(self).objects.filter(pk=self.pk)
        if self.needed:
            rows = rows.annotate(recent=recent_votes(self.category.within_days, at or timezone.now()))
            seen = (*seen, "recent")
        for field, value in rows.values(*seen).get().items():
            setattr(self, field, value)
        if self.escalated_at and self._state.fields_cache.get("ticket", True) is None:
            del self._state.fields_cache["ticket"]  # another's confirmation has opened it meanwhile

    @property
    def progress(self):
        """Of the confirmations asked for, how many are there: never more than asked."""
        if not hasattr(self, "recent"):
            self.look_again()
        return min(self.recent, self.needed)

    def show_status(self, quietly=False):
        """Draw the state anew on every open page of it."""
        if quietly:
            return
        html = live.rendered("incidents/status.html", {"incident": self})
        live.publish(self.topic, "status", html=html, seq=self.sequence, votes=self.vote_count)
