"""Ads that a member keeps at hand: they hear of a lower price, that it is free again, and that it has gone."""

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from community.handovers.models import Handover
from community.notifications.notify import notify
from community.posts.follow import link_to
from community.posts.readers import may_see

from .models import Favourite
from .price_steps import price_of

MOST = 500  # of one member


def keep(ad, member):
    """Keeping it twice changes nothing. ValidationError beyond MOST."""
    if Favourite.objects.filter(member=member).count() >= MOST:
        raise ValidationError(_("Vous gardez déjà %(most)s annonces : retirez-en une d’abord.") % {"most": MOST})
    Favourite.objects.bulk_create([Favourite(ad=ad, member=member)], ignore_conflicts=True)


def let_go(ad, member):
    return bool(Favourite.objects.filter(ad=ad, member=member).delete()[0])


def price_fell(ad):
    """Its author asks for less: to be called within the transaction that changes the price, with the new one."""
    return _tell(ad, "ad_cheaper", f"ad_cheaper:{ad.pk}:{price_of(ad)}")


def free_again(ad):
    """Whom it was promised to will not have it. To be called within the transaction that frees it."""
    ad.refresh_from_db(fields=["sequence"])
    return _tell(ad, "ad_free_again", f"ad_free_again:{ad.pk}:{ad.sequence}")


def gone(ad):
    """It is over (settings.AD_OVER). Those in line for it are told by the hand-over itself."""
    return _tell(ad, "ad_gone", f"ad_gone:{ad.pk}", but=Handover.objects.filter(post=ad.pk).values("partner"))


def _tell(ad, kind, key, but=()):
    keepers = Favourite.objects.filter(ad=ad.pk).values("member")
    members = get_user_model().objects.filter(pk__in=keepers, is_active=True).exclude(pk__in=but)
    facts = {
        "title": ad.title, "text": ad.text[:300], "cents": price_of(ad), "place": ad.place_label or ad.territory.name,
    }  # fmt: skip
    return notify(may_see(members, ad), kind, link_to(ad), ad.topic, key, facts, by=ad.author, nameless=ad.anonymous)
