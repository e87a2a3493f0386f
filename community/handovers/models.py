"""From "I am interested" to thanks: how a thing, a loan or an hour of help passes from one neighbour to another."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.conversations.models import Conversation
from community.posts.models import Post


class Lot(models.Model):
    """What a post has to hand over: so many units, of which so many are not promised yet.

    `left` moves by a conditional update alone: of two who are promised the last one, one gets it."""

    post = models.OneToOneField(Post, models.CASCADE, primary_key=True, related_name="lot")
    units = models.PositiveSmallIntegerField(_("quantité"), default=1)
    left = models.PositiveSmallIntegerField(_("reste"), default=1)

    class Meta:
        verbose_name = _("lot")
        verbose_name_plural = _("lots")
        constraints = [models.CheckConstraint(condition=Q(left__lte=F("units")), name="lot_left_within_units")]

    def __str__(self):
        return f"{self.post_id}: {self.left}/{self.units}"


class State(models.TextChoices):
    """Where a hand-over stands. What may follow what is told in `course.py`."""

    INTERESTED = "interested", _("intéressé")
    PROMISED = "promised", _("promis")
    DONE = "done", _("remis")
    NO_SHOW = "no_show", _("pas venu")
    WITHDRAWN = "withdrawn", _("s’est désisté")
    ELSEWHERE = "elsewhere", _("parti ailleurs")


LIVE = (State.INTERESTED, State.PROMISED)


class Handover(models.Model):
    """One neighbour's turn at what a post offers. `owner` is who published it, `partner` who answered; of help, of a
    loan and of a wanted thing the thing goes the other way, the course is the same."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="handovers", verbose_name=_("publication"))
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="handovers_owned")
    partner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="handovers_joined")
    conversation = models.ForeignKey(Conversation, models.SET_NULL, null=True, blank=True, related_name="handovers")
    state = models.CharField(max_length=10, choices=State.choices, default=State.INTERESTED)
    units = models.PositiveSmallIntegerField(_("quantité"), default=1)
    # The place in line: who asked first is told first when it is free again.
    asked_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True, help_text="when the owner first answered")
    promised_at = models.DateTimeField(null=True, blank=True)
    # Until then the one it is promised to must have agreed on an appointment; after that, the next in line is told.
    answer_by = models.DateTimeField(null=True, blank=True)
    # Reminded once that the other waits for a word: the owner before a promise, the partner after it.
    nudged_at = models.DateTimeField(null=True, blank=True)
    # Told that the owner has not answered for a week.
    unanswered_at = models.DateTimeField(null=True, blank=True)
    # "It is free again, do you still want it?": when that was asked, when they said yes, when the next one was asked.
    offered_at = models.DateTimeField(null=True, blank=True)
    wanted_at = models.DateTimeField(null=True, blank=True)
    passed_on_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="who said so; None: nobody did, time did",
    )  # fmt: skip
    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+",
        help_text="who did not come",
    )  # fmt: skip
    thanks = models.TextField(_("merci"), max_length=500, blank=True)
    thanks_public = models.BooleanField(default=False)
    thanked_at = models.DateTimeField(null=True, blank=True)
    client_key = models.UUIDField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("remise")
        verbose_name_plural = _("remises")
        constraints = [
            models.UniqueConstraint(
                fields=["post", "partner"], condition=Q(state__in=["interested", "promised"]), name="handover_once"
            ),
            models.UniqueConstraint(fields=["partner", "client_key"], name="handover_sent_once"),
        ]
        indexes = [
            models.Index(fields=["post", "state", "asked_at"], name="handover_line"),
            models.Index(fields=["answer_by"], name="handover_silent", condition=Q(state="promised")),
            models.Index(
                fields=["asked_at"], name="handover_unanswered", condition=Q(state="interested", answered_at=None)
            ),
            models.Index(
                fields=["offered_at"], name="handover_offered",
                condition=Q(state="interested", wanted_at=None, passed_on_at=None),
            ),
            models.Index(fields=["owner", "-asked_at"], name="handover_of_owner"),
            models.Index(fields=["partner", "-asked_at"], name="handover_of_partner"),
        ]  # fmt: skip

    def __str__(self):
        return f"{self.post_id}→{self.partner_id} {self.state}"

    @property
    def topic(self):
        return f"handover:{self.pk}"

    def get_absolute_url(self):
        return reverse("handovers:page", args=[self.pk])

    def other(self, member):
        """Whom a member of the two deals with."""
        return self.partner if member.pk == self.owner_id else self.owner

    def is_of(self, member):
        return member.pk in (self.owner_id, self.partner_id)

    @property
    def is_live(self):
        return self.state in LIVE


class Appointment(models.Model):
    """When and where the two meet: proposed by one, accepted or declined by the other; one stands at a time."""

    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposé")
        ACCEPTED = "accepted", _("accepté")
        DECLINED = "declined", _("refusé")
        CANCELLED = "cancelled", _("annulé")

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="appointments")
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(_("quand"))
    minutes = models.PositiveSmallIntegerField(_("durée (minutes)"), default=15)
    place_label = models.CharField(_("où"), max_length=200)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    # At the owner's: the address is the kind's to say (HandedOver.where), and is not written down once more here.
    at_home = models.BooleanField(default=False)
    note = models.CharField(_("précision"), max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)
    # RFC 5545 SEQUENCE: grows with each change that a calendar must take over.
    sequence = models.PositiveSmallIntegerField(default=0)
    reminded_day_at = models.DateTimeField(null=True, blank=True)
    reminded_soon_at = models.DateTimeField(null=True, blank=True)
    questioned_at = models.DateTimeField(null=True, blank=True, help_text="when both were asked whether it is done")

    class Meta:
        verbose_name = _("rendez-vous")
        verbose_name_plural = _("rendez-vous")
        constraints = [
            models.UniqueConstraint(
                fields=["handover"], condition=Q(state__in=["proposed", "accepted"]), name="appointment_one_stands"
            )
        ]
        indexes = [models.Index(fields=["at"], name="appointment_due", condition=Q(state="accepted"))]

    def __str__(self):
        return f"{self.handover_id} {self.at:%Y-%m-%d %H:%M}"

    @property
    def ends_at(self):
        return self.at + timedelta(minutes=self.minutes)

    @property
    def stands(self):
        return self.state in (self.State.PROPOSED, self.State.ACCEPTED)
