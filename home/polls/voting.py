"""To answer a poll: who may, and the one answer of each."""

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.members.reach import within
from community.places.boundaries import atlas

from ..voice.audience import scope, territories
from ..voice.models import Audience
from .models import Ballot


def refusal(page, member):
    """Why a member may not answer, in words; "" when they may. No query: their neighbourhood's id suffices."""
    if page.is_closed:
        return _("Ce sondage est clos.")
    if member.neighbourhood_id is None:
        return _("Seules les personnes qui habitent la ville peuvent répondre : choisissez votre quartier.")
    if member.neighbourhood_id not in _of_the_town(page):
        return _("Ce sondage s’adresse aux habitants de la ville, et votre quartier est dans une autre.")
    if member.neighbourhood_id not in _asked_of(page):
        return _("Ce sondage s'adresse à d'autres quartiers que le vôtre.")
    if page.verified_only and not member.verified_at:
        return _("Pour répondre, votre adresse doit avoir été vérifiée.")
    return ""


def _of_the_town(page):
    town = next((t for t in atlas().territories if t.code == settings.TOWN_CODE), None)
    return within(scope(page) or town)


def _asked_of(page):
    """The ids of the quarters whose residents are asked. Who follows a place may live anywhere in the town."""
    if page.audience == Audience.PLACE:
        return _of_the_town(page)
    return set().union(*(within(territory) for territory in territories(page)))


@transaction.atomic
def answer(page, post, member, answers):
    """Keep a member's answers ({question id: [choice ids]}, already checked), in place of their earlier ones.

    Sent twice, or in two windows at once, it is one row. PermissionDenied when they may not, or not any more."""
    if refusal(page, member) or not post.is_public:
        raise PermissionDenied
    now = timezone.now()
    said = {"answers": answers, "quarter_id": member.neighbourhood_id}
    ballot, created = Ballot.objects.get_or_create(post=post, member=member, defaults={**said, "answered_at": now})
    if not created:
        Ballot.objects.filter(pk=ballot.pk).update(**said, changed_at=now)
    transaction.on_commit(lambda: cache.delete(tally_key(post)))
    return created


def tally_key(post):
    return f"tally:{post.pk}"
