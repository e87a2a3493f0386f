"""The end of an item: back with its owner, taken away, or let go by the clock. What was private is erased by that."""

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from community import live
from community.handovers import course, ending
from community.posts import states
from community.posts.follow import tell_followers
from community.posts.models import Comment, FeedEntry, Phase
from community.posts.photos import delete_files
from community.posts.thread import advance, card, say

from .things import PERSONAL

RETURNED = gettext_noop("C’est de nouveau chez son propriétaire")
SEARCHED_AGAIN = gettext_noop("Finalement, ce n’est pas encore rendu")
CLOSED = gettext_noop("Plus cherché : l’annonce est close")
GONE = gettext_noop("Annonce retirée par son auteur")


class Closing:
    @transaction.atomic
    def give_back(self, member, thanks=""):
        """It is with its owner again, says who told of it: those who asked about it hear it. False when closed."""
        self._lock_line()
        if not self._stands_for(member) or not self.is_back(member):
            return False
        if thanks:  # a comment of theirs, so that it may be taken back and flagged as any other
            say(self, member, thanks)
        self._tell_line(member)
        return True

    @transaction.atomic
    def is_back(self, by=None):
        """It is with its owner again: the thread says so, those who follow it are told. False when it was closed."""
        if not self.close(returned=True):
            return False
        card(self, "", "", Comment.Kind.STATE, {**in_each_language(RETURNED), "phase": Phase.DONE})
        tell_followers(self, "item_returned", but=by, key=f"returned:{self.pk}")
        return True

    @transaction.atomic
    def is_not_back(self):
        """One of the two says that it did not happen: it is on the list again, without what was private."""
        now = timezone.now()
        rows = type(self).objects.filter(pk=self.pk, returned=True)
        if not rows.update(closed_at=None, listed_at=now, kept_at=now, returned=False):
            return False
        self.closed_at, self.listed_at, self.returned = None, now, False
        states.set_state(self, Phase.PROGRESS)
        card(self, "", "", Comment.Kind.STATE, {**in_each_language(SEARCHED_AGAIN), "phase": Phase.OPEN})
        return True

    @transaction.atomic
    def let_go(self):
        """Nobody looks for it any more, by the clock, or its office has it no longer. False when it was closed."""
        self._lock_line()
        if not self.close():
            return False
        card(self, "", "", Comment.Kind.STATE, {**in_each_language(CLOSED), "phase": Phase.CLOSED})
        self._tell_line()
        return True

    @transaction.atomic
    def withdraw(self, member):
        """Its author takes it away, words, photos and all: nobody sees it any more."""
        self._lock_line()
        if not self._stands_for(member) or not self.close():
            return False
        self._tell_line(member)
        self.title, self.text, self.place_label = GONE, "", ""
        self.save(update_fields=["title", "text", "place_label"])
        self._forget_photos()
        return states.hide_post(self)

    @transaction.atomic
    def close(self, returned=False, at=None):
        """It leaves the list and the matches; secret, question, number and photos of papers are erased. False when it
        was closed."""
        now = at or timezone.now()
        private = {"number_hash": "", "secret": "", "question": ""}
        rows = type(self).objects.filter(pk=self.pk, closed_at=None)
        if not rows.update(closed_at=now, listed_at=None, returned=returned, **private):
            return False
        self.closed_at, self.listed_at, self.returned = now, None, returned
        for name in private:
            setattr(self, name, "")
        states.set_state(self, Phase.DONE if returned else Phase.CLOSED)
        if self.what in PERSONAL:
            self._forget_photos()
        if not returned:
            FeedEntry.objects.filter(post=self.pk).delete()
        live.publish(self.topic, "words", seq=advance(self))
        return True

    def _lock_line(self):
        """Before the item itself, as hand-overs do: two acts at once wait for one another."""
        if self.author_id:
            course.locked(self.pk)

    def _tell_line(self, by=None):
        if self.author_id:
            ending.gone(self, by=by)

    def _forget_photos(self):
        photos = list(self.photos.filter(comment=None))
        self.photos.filter(comment=None).delete()
        transaction.on_commit(lambda: [delete_files(photo) for photo in photos], robust=True)


def in_each_language(words):
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[f"words_{language}"] = _(words)
    return said
