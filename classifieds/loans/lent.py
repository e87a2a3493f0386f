"""That a thing is lent just now, and until when: said on the ad's card and page, without a name."""

from datetime import date

from django.utils.translation import gettext as _

from community import live
from community.posts.thread import advance

from . import days
from .models import Loan


def until(ads):
    """{id: the day on which one of them is to be back} of those ads of which none is left at home; `date.max` where
    nobody expects it back. The ads are known with their lots. One query, none where nothing is lent."""
    lent = {ad.pk: ad.lot.units for ad in ads if ad.intent == "lend" and not ad.is_over and hasattr(ad, "lot")}
    out = {pk: [] for pk in lent}
    for loan in _out(lent) if lent else ():
        out[loan.handover.post_id].append(date.max if loan.lost_at else loan.until_on)
    return {pk: min(found) for pk, found in out.items() if len(found) >= lent[pk]}


def _out(ads):
    return Loan.objects.filter(handover__post__in=ads, out_at__isnull=False, back_at=None).select_related("handover")


def words(day):
    """ "Prêté jusqu’au 12 décembre"; of what is late or lost, that it is lent: the rest is between the two."""
    if day == date.max or day < days.today():
        return _("Prêté en ce moment")
    return _("Prêté jusqu’au %(day)s") % {"day": days.day_words(day)}


def changed(post):
    """What an ad says of its loans is another thing now: kept cards are drawn anew, open pages are told."""
    live.publish(post.topic, "words", seq=advance(post))
