"""What is done by the clock (settings.TICK)."""

from django.db import transaction
from django.utils import timezone

from community.posts.photos import delete_files

from .models import Incident
from .without_account import ANSWER_WITHIN


def forget_unconfirmed():
    """Delete reports whose sender's address never answered, photos and files included. Returns how many."""
    old = Incident.objects.filter(published_at=None, created_at__lt=timezone.now() - ANSWER_WITHIN)
    forgotten = 0
    for incident in old.exclude(awaiting_email="").iterator(chunk_size=200):
        with transaction.atomic():
            still = Incident.objects.select_for_update(of=("self",)).filter(pk=incident.pk).exclude(awaiting_email="")
            if not still.exists():
                continue
            photos = list(incident.photos.all())
            incident.delete()
        for photo in photos:
            delete_files(photo)
        forgotten += 1
    return forgotten
