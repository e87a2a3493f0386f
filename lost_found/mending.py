"""What its author may do with an item that stands: mend its words."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from community import live
from community.posts.models import Photo
from community.posts.photos import rearrange
from community.posts.tagging import put_tags
from community.posts.thread import advance

from .numbers import hash_of


class Mending:
    def is_managed_by(self, member):
        """Its author; for what an office keeps, who has a seat at its authority."""
        if not member.is_authenticated:
            return False
        if self.author_id:
            return member.pk == self.author_id
        return bool(self.authority_id) and member.seats.filter(authority=self.authority_id).exists()

    def own_photos(self):
        """Those its author came with, which they may put in another order."""
        photos = self.photos.filter(comment=None, role=Photo.Role.REPORT)
        return photos.exclude(state=Photo.State.REFUSED)

    @transaction.atomic
    def mend(self, member, colours, tags, number="", photo_keys=None, claim="", **fields):
        """Change the words, and which photos there are in which order (None: as they are); an empty number leaves the
        one that is kept. It is looked for again. False once closed.

        Raises community.photos.refusals.Refused."""
        from .telling import coded, look_for_the_other_half

        if not self._stands_for(member):
            return False
        if number:
            fields["number_hash"] = hash_of(number)
        for name, value in {**fields, "colour_codes": coded(colours), "edited_at": timezone.now()}.items():
            setattr(self, name, value)
        self.save(update_fields=[*fields, "colour_codes", "edited_at"])
        put_tags(self, tags)
        if photo_keys is not None:
            rearrange(self, photo_keys, member, claim=claim)
        live.publish(self.topic, "words", seq=advance(self))
        look_for_the_other_half.enqueue([self.pk])
        return True

    def _stands_for(self, member):
        """Whether it is open, its row locked from now on; PermissionDenied for who may not change it."""
        if not self.is_managed_by(member):
            raise PermissionDenied
        rows = type(self).objects.select_for_update(of=("self",))
        return rows.filter(pk=self.pk, closed_at=None, hidden_at=None).first() is not None
