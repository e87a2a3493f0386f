"""Telling a crowd (ten thousand followers, a whole town) in batches: the memory of one batch, and a row that remembers
how far it came. Killed in the middle and called again it goes on behind the last whole batch: each is told once."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from .models import Round
from .notify import notify

BATCH = 500


def notify_many(members, kind, link, topic="", *, key, batch=None, **how):
    """`notify` each of a queryset of members, in the order of their ids; to be called from a task, outside of any
    transaction. `key` names this telling and is what nobody is told twice. Returns how many were told in all.

    Who joins the queryset meanwhile with a smaller id than the last one told is not told."""
    Round.objects.get_or_create(key=key)
    while not (so_far := _one_batch(members, key, batch or BATCH, kind, link, topic, how)).done_at:
        pass
    return so_far.told


@transaction.atomic
def _one_batch(members, key, batch, kind, link, topic, how):
    """The batch and how far it reaches are saved together, under the row's lock. The Round as it is then."""
    so_far = Round.objects.select_for_update().get(key=key)
    if so_far.done_at:
        return so_far
    chosen = list(members.filter(pk__gt=so_far.after).order_by("pk")[:batch])
    if chosen:
        so_far.told += notify(chosen, kind, link, topic, key, **how)
        so_far.after = chosen[-1].pk
    if len(chosen) < batch:
        so_far.done_at = timezone.now()
    so_far.save()
    return so_far


def forget_rounds():
    """Rounds that ended a month ago (settings.TICK): the notifications' own keys still stand."""
    old = timezone.now() - timedelta(days=30)
    return Round.objects.filter(done_at__lt=old).delete()[0]
