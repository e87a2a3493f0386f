"""Saving a search, changing it, pausing it: its hook and the moment of its next letter follow."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .hooks import hook_of
from .models import Intent
from .price_steps import LABELS, STEPS
from .saved import Often, SavedSearch, SearchHit

MOST = 50  # of one member
DAYS = {Often.DAILY: 1, Often.WEEKLY: 7}


@transaction.atomic
def save(search):
    """Keep a new search or what has changed of an old one. ValidationError beyond MOST, or for words that would fit
    everything."""
    if search.words and len(max(search.words.split(), key=len)) < 2:
        raise ValidationError({"words": _("Écrivez au moins un mot de deux lettres.")})
    if not search.pk:
        get_user_model().objects.select_for_update().values_list("pk").get(pk=search.member_id)  # counted one by one
        if SavedSearch.objects.filter(member=search.member).count() >= MOST:
            raise ValidationError(
                _("Vous avez déjà %(most)s recherches : supprimez-en une d’abord.") % {"most": MOST}, code="most"
            )
    search.label = (search.label or in_words(search))[:120]
    _follow(search)
    search.save()
    return search


@transaction.atomic
def pause(search, paused=True):
    """Nothing is looked for while it is paused; what was found and not told is told no more."""
    search.paused_at = timezone.now() if paused else None
    _follow(search)
    search.save(update_fields=["paused_at", "hook", "next_at", "south", "west", "north", "east"])
    if paused:
        SearchHit.objects.filter(search=search, told_at=None).update(told_at=search.paused_at)


def _follow(search):
    search.outline()
    search.hook = hook_of(search)
    search.next_at = next_letter(search.often, timezone.now()) if search.is_running else None


def next_letter(often, now):
    """The next time that a letter leaves, at the hour of the morning paper; None for who is told at once."""
    if often not in DAYS:
        return None
    today = timezone.localtime(now).replace(hour=settings.DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today + timedelta(days=DAYS[often])


def in_words(search):
    """What it looks for, short enough for a list: “vélo · Je donne · Gratuit · Val-de-Seine”."""
    intents = [str(Intent(code).label) for code in search.intents.split(",") if code]
    parts = [search.words, search.category.name if search.category else "", ", ".join(intents)]
    parts += [_price(search.most_cents), search.place or (search.territory.name if search.territory else "")]
    return " · ".join(filter(None, parts)) or _("Toutes les annonces")


def _price(cents):
    if cents is None:
        return ""
    step = next((step for step, most in STEPS.items() if most == cents), None)
    return str(LABELS[step]) if step else _("%(euros)s € ou moins") % {"euros": f"{cents / 100:g}"}
