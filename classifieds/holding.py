"""Ads that wait for a moderator. They stand in the queue that moderators have, as whatever was flagged does
(settings.FLAGGED["ad"]): left in place, the ad is published; hidden, it is refused, and its author gets the reasons and
the way to object (Regulation (EU) 2022/2065, art. 17 and 20)."""

from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from community.moderation import telling
from community.moderation.access import may_moderate
from community.moderation.deciding import decide
from community.moderation.flagged import posts
from community.moderation.flagging import open_case
from community.moderation.models import Action, Case, Flag, Reason
from community.moderation.things import Thing
from community.notifications.notify import notify
from community.posts import states
from community.posts.models import Phase

name = _("annonce retenue")
CHECKED = {  # why such a case is there, until a moderator says better
    "name_fr": "Retenue à la vérification", "name_en": "Held by the checks",
    "basis_fr": "Règles de Parvis : certaines annonces sont relues avant de paraître",
    "basis_en": "Rules of Parvis: some ads are read before they appear",
    "active": False, "position": 90,
}  # fmt: skip


def topic_of(ad):
    return f"ad:{ad.pk}"


@transaction.atomic
def wait(ad):
    """A new ad with `held_why` stands in the moderators' queue, they are called, and its author is told. Done again it
    changes nothing."""
    case = _queue(_thing(ad), ad.held_why, ad.held_at)
    if case:
        facts = {"title": ad.title, "why": ad.held_why}
        notify([ad.author], "ad_held", ad.get_absolute_url(), key=f"held:{case.pk}", facts=facts, at=ad.held_at)


def _queue(thing, why, at):
    """The case, in the queue with the machine's own flag; None when it stood there."""
    case = open_case(thing, at)
    if not Case.objects.filter(pk=case.pk, suspended_at=None).update(suspended_at=at):
        return None
    reason, _new = Reason.objects.get_or_create(code="checked", defaults=CHECKED)
    Flag.objects.create(
        case=case, topic=thing.topic, reason=reason, words=why, quote=thing.quote, label=thing.label, link=thing.link,
        author_name=thing.author.name if thing.author else "", created_at=at,
    )  # fmt: skip
    desk = reverse("moderators:case", args=[case.pk])
    telling.call_moderators("held", thing.kind, thing.label, desk, f"case:{case.pk}", but=[thing.author])
    return case


def release_held(ad, member, reason=None, at=None):
    """A moderator finds nothing wrong: it is published, and its author told. Raises as
    community.moderation.deciding.decide does."""
    decide(_case_of(ad), member, Action.KEEP, reason or _machines_reason(), at=at)
    ad.refresh_from_db()


def refuse_held(ad, member, reason, words, at=None):
    """A moderator refuses it, saying why: its author gets the reasons and may object. Raises as `release_held`."""
    decide(_case_of(ad), member, Action.HIDE, reason, words, at=at)
    ad.refresh_from_db()


def withdrawn(ad):
    """Its author has taken it back (settings.AD_OVER): nobody need read it any more."""
    open_one = Case.objects.open().filter(topic=topic_of(ad))
    if ad.held_at:
        Flag.objects.filter(case__in=open_one.values("pk"), closed_at=None).update(closed_at=ad.closed_at)
        open_one.update(closed_at=ad.closed_at)


def _case_of(ad):
    return Case.objects.open().get(topic=topic_of(ad))


def _machines_reason():
    return Reason.objects.get(code="checked")


def _thing(ad):
    label = Truncator(ad.title).chars(80, truncate="…")
    return Thing(topic_of(ad), f"{ad.title}\n\n{ad.text}".strip(), ad.author, ad.get_absolute_url(), label)


# What the moderation asks of a kind of things (community.moderation.things).


def find(member, pk):
    """For moderators and its author alone."""
    from .models import Classified

    ad = Classified.objects.select_related("author").filter(pk=pk).first()
    return _thing(ad) if ad and (may_moderate(member) or ad.author_id == member.pk) else None


def hide(pk, at):
    """Refused: the ad is over before it began. It was out of sight already."""
    from .closing import close
    from .models import Classified

    ad = Classified.objects.filter(pk=pk, held_at__isnull=False).first()
    if ad:
        close(ad, at=at)
    return False


@transaction.atomic
def show(pk):
    """Published, also after an objection to its refusal."""
    from .models import Classified
    from .offering import publish_held

    ad = Classified.objects.select_related("category").filter(pk=pk, held_at__isnull=False).first()
    if ad is None:
        return False
    if Classified.objects.filter(pk=pk, closed_at__isnull=False).update(closed_at=None, outcome=""):
        ad.closed_at, ad.outcome = None, ""
        states.set_state(ad, Phase.OPEN)
    return publish_held(ad)


def erase(pk):
    posts.erase(pk)
