"""The bridge from what nobody took to the city: given away and bulky, it is reported for collection when its author had
asked for that (settings.TICK), with the same photos and at the very door; and the report is closed when somebody takes
it after all (settings.AD_OVER)."""

import uuid
from contextlib import suppress

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from classifieds.closing import close, in_each_language
from classifieds.models import Classified
from community.handovers.models import Handover
from community.notifications.notify import notify
from community.places.geocoding import label_at
from community.posts.models import Comment, Phase, Photo
from community.posts.photos import MOST, forget
from community.posts.taking_along import copy
from community.posts.thread import card
from community.tickets.models import Category, Ticket
from community.tickets.steps import Changed, take
from community.tickets.workflow import State
from incidents.models import OPEN_PHASES, Incident, Nature

AT_ONCE = 50  # collections that one turn of the chore asks for
KEYS = uuid.UUID("5d0a8a0e-0c5f-4b51-9f0e-5d6a2a6f1c39")  # one report for one ad, whoever sends it
ASKED = gettext_noop(
    "Personne ne l’a encore pris : l’enlèvement est demandé à la ville. Vous pouvez encore être plus vite."
)


def collect_due():
    """Ask for the collection of what is due, and bring ads and reports together again where one has ended without the
    other. How many were asked for."""
    now = timezone.now()
    asked = sum(collect(ad, now) for ad in _due(now)[:AT_ONCE])
    _settle(now)
    return asked


def _due(at):
    """Free to take, in public, promised to nobody, and its time is over."""
    promised = Handover.objects.filter(post=OuterRef("pk"), state="promised")
    rows = (
        Classified.objects.published()
        .select_related("author")
        .filter(collect_at__lte=at, closed_at=None, collection=None)
    )
    return rows.filter(~Exists(promised), author__isnull=False, exact_lat__isnull=False).order_by("collect_at", "pk")


def collect(ad, at):
    """Report one ad for collection; whether this call did. Photos are copied before: what a killed process has copied
    belongs to nothing and is swept away with the other loose photos."""
    category = Category.objects.filter(code=settings.COLLECTION_CATEGORY, active=True).first()
    if category is None:
        return _say_that_nobody_collects(ad, at)
    place = label_at(ad.exact_lat, ad.exact_lon)
    photos = [copied for photo in _photos(ad) if (copied := _copied(photo, ad.author))]
    if _report(ad, category, place, photos, at):
        return True
    for photo in photos:
        forget(photo)
    return False


def _photos(ad):
    return ad.photos.filter(comment=None, state=Photo.State.READY).select_related("post")[:MOST]


def _copied(photo, member):
    with suppress(FileNotFoundError):
        return copy(photo, member)


@transaction.atomic
def _report(ad, category, place, photos, at):
    """Claimed, reported, handed to the service, and told: all of it, once."""
    if not _due(at).filter(pk=ad.pk).exists() or not _claim(ad):
        return False
    incident = Incident.objects.report(
        ad.author, Nature.PROBLEM, category, _text(ad), ad.exact_lat, ad.exact_lon, title=_title(ad), place_label=place,
        anonymous=True, photo_keys=[photo.key for photo in photos], client_key=uuid.uuid5(KEYS, str(ad.pk)),
        born_from=ad, at=at,
    )  # fmt: skip
    incident.escalate(at=at)
    Classified.objects.filter(pk=ad.pk).update(collection=incident.pk)
    card(ad, "", "", Comment.Kind.STATE, in_each_language(ASKED), at=at)
    _tell(ad, "ad_collection", incident.get_absolute_url(), at)
    return True


def _claim(ad):
    """One winner: the row is changed once."""
    return Classified.objects.filter(pk=ad.pk, collect_at__isnull=False, closed_at=None).update(collect_at=None)


def _title(ad):
    with translation.override(ad.author.language):
        return (_("À enlever : %(title)s") % {"title": ad.title})[:140]


def _text(ad):
    with translation.override(ad.author.language):
        day = date_format(timezone.localdate(ad.published_at), "j F Y")
        said = _("%(title)s. Proposé aux voisins depuis le %(day)s, personne ne l’a pris.")
        return said % {"title": ad.title, "day": day}


@transaction.atomic
def _say_that_nobody_collects(ad, at):
    """Where the city has no such category the ad stays as it is, and its author is told."""
    if _claim(ad):
        _tell(ad, "ad_not_collected", ad.get_absolute_url(), at)
    return False


def _tell(ad, kind, link, at):
    notify([ad.author], kind, link, topic=ad.topic, key=f"{kind}:{ad.pk}", facts={"title": ad.title}, at=at)


def ad_over(ad):
    """Somebody took it, or its author keeps it: there is nothing to collect any more. An ad that has only expired
    leaves the request where it is: the thing still stands there."""
    Classified.objects.filter(pk=ad.pk, collect_at__isnull=False).update(collect_at=None)
    if ad.collection_id and ad.outcome:
        _call_off(Incident.objects.get(pk=ad.collection_id), timezone.now())


def _call_off(incident, at):
    """Taken back where no service has heard of it, else closed with it."""
    if incident.author and incident.withdraw(incident.author, at):
        return
    ticket = Ticket.objects.select_related("post", "service", "authority", "category").filter(post=incident.pk).first()
    if ticket and ticket.is_open:
        with suppress(Changed):  # the desk acts on it this very moment; the next turn of the chore looks again
            take(ticket, "nothing_left", None, to_state=State.RESOLVED, at=at, quietly=True, closed_at=at)


def _settle(at):
    """What ended on one side alone: collected, and the ad still runs; said gone later, and the report still runs."""
    for ad in Classified.objects.filter(collection__state=Phase.DONE, closed_at=None):
        close(ad, at=at)
    gone = Classified.objects.filter(closed_at__isnull=False, collection__state__in=OPEN_PHASES).exclude(outcome="")
    for ad in gone.filter(collection__hidden_at=None):
        ad_over(ad)
