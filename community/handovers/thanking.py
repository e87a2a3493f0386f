"""A word of thanks from the one who received: for the other alone, or for all to read under the post."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.places.words import clean
from community.posts import thread

from . import course, kinds, telling
from .models import Handover, State

LONGEST = 500


def may_thank(handover, member):
    """The one who received, once it is done, once."""
    return handover.state == State.DONE and not handover.thanked_at and member.pk == receiver(handover).pk


def receiver(handover):
    giver = kinds.of(handover.post).thing_comes_from(handover)
    return handover.partner if giver.pk == handover.owner_id else handover.owner


@transaction.atomic
def thank(handover, by, text, public=False, at=None):
    """Raises ValidationError for a text that cannot be sent, PermissionDenied for anybody but who received it. Thanked
    already, it is so.

    In public it is a comment under its writer's name, so that it may be taken back and flagged as any other."""
    text = checked(text)
    at, handover = at or timezone.now(), course.begun(handover)
    if by.pk != receiver(handover).pk:
        raise PermissionDenied
    course.must_be_still(handover, State.DONE)
    public = public and handover.post.is_public and handover.post.comments_closed_at is None
    rows = Handover.objects.filter(pk=handover.pk, thanked_at=None)
    if not rows.update(thanks=text, thanks_public=public, thanked_at=at):
        return handover
    if public:
        thread.say(handover.post, by, text, at=at, quietly=True)
    telling.tell(handover, handover.other(by), "thanks", by=by, at=at, text=text)
    return handover


def checked(text):
    text = clean(text)
    if not text:
        raise ValidationError({"text": _("Écrivez quelques mots.")})
    if len(text) > LONGEST:
        words = _("%(count)s caractères, c'est trop : %(longest)s au plus.")
        raise ValidationError({"text": words % {"count": len(text), "longest": LONGEST}})
    return text
