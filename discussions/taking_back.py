"""What its author may do with their word afterwards: mend it, call it settled, take it away."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from community import live
from community.posts import markdown, states
from community.posts.follow import tell_followers
from community.posts.models import Comment, FeedEntry, Phase
from community.posts.photos import delete_files, rearrange
from community.posts.tagging import put_tags
from community.posts.thread import advance, card

GONE = gettext_noop("Message retiré par son auteur")
SETTLED, OPEN_AGAIN = gettext_noop("C'est réglé, dit son auteur"), gettext_noop("Toujours d'actualité, dit son auteur")


class Mended:
    @transaction.atomic
    def mend(self, member, title, text, tags, photo_keys=None):
        """Its author changes the words, and the photos if they are given; it is marked, and open pages show it. False
        once it is taken away."""
        if not self._is_still(member):
            return False
        self.title, self.text, self.html = title, text, markdown.render(text)
        self.edited_at = timezone.now()
        self.save(update_fields=["title", "text", "html", "edited_at"])
        put_tags(self, tags)
        if photo_keys is not None:
            rearrange(self, photo_keys, member)
        self._show_words()
        return True

    @transaction.atomic
    def settle(self, member, settled=True):
        """Its author says that it is settled, or is so no longer; the thread says it too. Those who follow it are told
        the first time that it is settled. False when it was so."""
        if not self._is_still(member) or not states.set_state(self, Phase.DONE if settled else Phase.OPEN):
            return False
        words = SETTLED if settled else OPEN_AGAIN
        card(self, "", "", Comment.Kind.STATE, {**_in_each_language(words), "phase": self.state})
        if settled:
            who = "" if self.anonymous else member.name
            tell_followers(self, "discussion_settled", but=member, key=f"settled:{self.pk}", who=who)
        self._show_words()
        return True

    @transaction.atomic
    def withdraw(self, member):
        """Its author takes it away, words, photos, tags and all. What others answered stays theirs, under a stub that
        no feed and no map shows; where nobody has answered, nothing is left to see."""
        if not self._is_still(member):
            return False
        self.withdrawn_at = timezone.now()
        self._forget_words()
        others = Comment.objects.filter(post=self.pk, kind=Comment.Kind.COMMENT).exclude(author=member)
        if not others.exists():
            return states.hide_post(self, at=self.withdrawn_at)
        self._leave_feeds()
        self._show_words()
        return True

    def _is_still(self, member):
        """Whether it stands, its row locked from now on; PermissionDenied for anybody but its author."""
        if member.pk != self.author_id:
            raise PermissionDenied
        rows = type(self).objects.select_for_update(of=("self",))
        return rows.filter(pk=self.pk, withdrawn_at=None, hidden_at=None).first() is not None

    def _forget_words(self):
        self.title, self.text, self.html, self.place_label = GONE, "", "", ""
        gone = ["title", "text", "html", "place_label", "withdrawn_at"]
        self.save(update_fields=gone)
        put_tags(self, [])
        photos = list(self.photos.filter(comment=None))
        self.photos.filter(comment=None).delete()
        transaction.on_commit(lambda: [delete_files(photo) for photo in photos], robust=True)

    def _leave_feeds(self):
        states.set_state(self, Phase.CLOSED)
        FeedEntry.objects.filter(post=self.pk).delete()
        states.take_off_the_map(self)

    def _show_words(self):
        live.publish(self.topic, "words", seq=advance(self))


def _in_each_language(words):
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[f"words_{language}"] = _(words)
    return said
