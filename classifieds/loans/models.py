from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.handovers.models import Handover, State


class Loan(models.Model):
    """The days for which one neighbour asks for a thing that another lends: both included, in the town's calendar.

    `handover` is how it goes out, `going_back` how it returns, once that is being arranged."""

    handover = models.OneToOneField(Handover, models.CASCADE, primary_key=True, related_name="loan")
    going_back = models.OneToOneField(Handover, models.SET_NULL, null=True, blank=True, related_name="loan_back")
    from_on = models.DateField(_("à partir du"))
    until_on = models.DateField(_("au"))
    wanted_until_on = models.DateField(_("prolonger jusqu’au"), null=True, blank=True)
    told_taken_at = models.DateTimeField(null=True, blank=True, help_text="when it was told that those days are taken")
    out_at = models.DateTimeField(null=True, blank=True)
    back_at = models.DateTimeField(null=True, blank=True)
    lost_at = models.DateTimeField(null=True, blank=True)
    damage = models.CharField(_("ce qui a souffert"), max_length=500, blank=True)
    # How many reminders of the day on which it is due have left (reminding.STAGES).
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("prêt")
        verbose_name_plural = _("prêts")
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=models.F("from_on")), name="loan_days_in_order")
        ]
        indexes = [
            models.Index(
                fields=["until_on"], name="loan_due", condition=Q(out_at__isnull=False, back_at=None, lost_at=None)
            )
        ]

    def __str__(self):
        return f"{self.handover_id}: {self.from_on}–{self.until_on}"

    def get_absolute_url(self):
        return reverse("classifieds:loan", args=[self.pk])

    @property
    def is_out(self):
        """With who borrowed it, as far as anybody has said."""
        return self.out_at is not None and self.back_at is None and self.lost_at is None

    @property
    def is_overdue(self):
        return self.is_out and self.until_on < timezone.localdate(timezone=timezone.get_default_timezone())

    @property
    def holds(self):
        """Whether its days are nobody else's: promised, or out and not back (what is lost stays so)."""
        return self.back_at is None and (self.out_at is not None or self.handover.state == State.PROMISED)
