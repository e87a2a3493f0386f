"""The city's side: who answers for what, and the official case that a post may have."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from community.places.models import Territory
from community.places.translated import InReadersLanguage
from community.posts.models import Photo, Post

from .workflow import PHASE, State, open_states


class Authority(models.Model):
    """A public body answerable in a territory."""

    name = models.CharField(_("nom"), max_length=120, unique=True)
    short = models.CharField(_("nom court"), max_length=40)
    prefix = models.CharField(_("préfixe des références"), max_length=8, unique=True)
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="authorities", verbose_name=_("territoire"))
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    website = models.URLField(_("site"), blank=True)
    staff = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Seat", related_name="authorities")

    class Meta:
        verbose_name = _("autorité")
        verbose_name_plural = _("autorités")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Service(models.Model):
    """A department of an authority that does the work."""

    authority = models.ForeignKey(Authority, models.CASCADE, related_name="services", verbose_name=_("autorité"))
    code = models.SlugField(_("code"), max_length=40)
    name_fr = models.CharField(_("nom (français)"), max_length=120)
    name_en = models.CharField(_("nom (anglais)"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    triage = models.BooleanField(_("reçoit ce que rien d'autre ne prend"), default=False)

    name = InReadersLanguage("name")

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["authority", "name_fr"]
        constraints = [models.UniqueConstraint(fields=["authority", "code"], name="service_code_once")]

    def __str__(self):
        return f"{self.name} ({self.authority.short})"

    def save(self, *args, **kwargs):
        from .triage import forget

        super().save(*args, **kwargs)
        forget()


class Seat(models.Model):
    """A member's place at an authority's desk: all of it, or one service's. It opens the admin's door too."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="seats", verbose_name=_("membre"))
    authority = models.ForeignKey(Authority, models.CASCADE, related_name="seats", verbose_name=_("autorité"))
    service = models.ForeignKey(Service, models.CASCADE, null=True, blank=True, verbose_name=_("service"))

    class Meta:
        verbose_name = _("place au guichet")
        verbose_name_plural = _("places au guichet")
        constraints = [models.UniqueConstraint(fields=["member", "authority"], name="seat_once")]

    def __str__(self):
        return f"{self.member} — {self.authority.short}"

    def save(self, *args, **kwargs):
        from .seating import let_in

        super().save(*args, **kwargs)
        let_in(self.member)

    def clean(self):
        if self.service and self.authority_id and self.service.authority_id != self.authority_id:
            raise ValidationError({"service": _("Ce service n'est pas de cette autorité.")})


class CategoryGroup(models.Model):
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name_fr = models.CharField(_("nom (français)"), max_length=80)
    name_en = models.CharField(_("nom (anglais)"), max_length=80, blank=True)
    icon = models.CharField(_("icône"), max_length=40, default="map-pin")
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)

    name = InReadersLanguage("name")

    class Meta:
        verbose_name = _("famille de catégories")
        verbose_name_plural = _("familles de catégories")
        ordering = ["position", "name_fr"]

    def __str__(self):
        return self.name


class Escalation(models.TextChoices):
    AT_ONCE = "at_once", _("tout de suite")
    CONFIRMATIONS = "confirmations", _("après N confirmations")
    MODERATOR = "moderator", _("par un modérateur")


class Category(models.Model):
    """What a report is about, in residents' words, and the rules that follow from it."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    group = models.ForeignKey(CategoryGroup, models.PROTECT, related_name="categories", verbose_name=_("famille"))
    name_fr = models.CharField(_("nom (français)"), max_length=80)
    name_en = models.CharField(_("nom (anglais)"), max_length=80, blank=True)
    synonyms_fr = models.TextField(_("mots ordinaires (français)"), blank=True, help_text=_("séparés par des virgules"))
    synonyms_en = models.TextField(_("mots ordinaires (anglais)"), blank=True, help_text=_("séparés par des virgules"))
    icon = models.CharField(_("icône"), max_length=40, default="map-pin")
    position = models.PositiveSmallIntegerField(_("ordre"), default=0)
    natures = models.JSONField(_("genres permis"), default=list, help_text='["problem", "suggestion", "compliment"]')
    radius = models.PositiveSmallIntegerField(_("rayon « déjà signalé » (m)"), default=50)
    escalation = models.CharField(
        _("transmission"), max_length=14, choices=Escalation.choices, default=Escalation.CONFIRMATIONS
    )
    confirmations = models.PositiveSmallIntegerField(_("confirmations demandées"), default=3)
    within_days = models.PositiveSmallIntegerField(_("en combien de jours"), default=30)
    # [{"key", "type": text|number|date|one|several, "label_fr", "label_en", "required",
    #   "choices": [{"key", "fr", "en"}]}]
    questions = models.JSONField(_("questions"), default=list, blank=True)
    danger_fr = models.TextField(_("écran de danger (français)"), blank=True)
    danger_en = models.TextField(_("écran de danger (anglais)"), blank=True)
    danger_phone = models.CharField(_("numéro à appeler"), max_length=20, blank=True)
    without_account = models.BooleanField(_("possible sans compte"), default=True)
    active = models.BooleanField(_("proposée"), default=True)

    name = InReadersLanguage("name")
    synonyms = InReadersLanguage("synonyms")
    danger = InReadersLanguage("danger")

    class Meta:
        verbose_name = _("catégorie")
        verbose_name_plural = _("catégories")
        ordering = ["group__position", "position", "name_fr"]

    def __str__(self):
        return self.name


class Competence(models.Model):
    """A rule: for this category, in this territory or drawn area (and for these answers), that service is
    responsible, usually within so many days. The most specific rule wins (community.tickets.triage)."""

    category = models.ForeignKey(
        Category,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="competences",
        verbose_name=_("catégorie"),
        help_text=_("vide : toutes les catégories"),
    )
    territory = models.ForeignKey(Territory, models.CASCADE, related_name="competences", verbose_name=_("territoire"))
    area = models.JSONField(_("zone dessinée"), null=True, blank=True, help_text="GeoJSON Polygon, WGS 84")
    area_name = models.CharField(_("nom de la zone"), max_length=120, blank=True)
    answers = models.JSONField(_("réponses exigées"), default=dict, blank=True, help_text='{"question": "réponse"}')
    service = models.ForeignKey(Service, models.PROTECT, related_name="competences", verbose_name=_("service"))
    days = models.PositiveSmallIntegerField(_("délai habituel (jours)"), default=15)
    reason_fr = models.CharField(_("pourquoi (français)"), max_length=300, blank=True)
    reason_en = models.CharField(_("pourquoi (anglais)"), max_length=300, blank=True)

    reason = InReadersLanguage("reason")

    class Meta:
        verbose_name = _("compétence")
        verbose_name_plural = _("compétences")

    def __str__(self):
        category = self.category or _("Toutes catégories")
        return f"{category}, {self.area_name or self.territory} → {self.service}"

    def save(self, *args, **kwargs):
        from .triage import forget

        super().save(*args, **kwargs)
        forget()

    def delete(self, *args, **kwargs):
        from .triage import forget

        forget()
        return super().delete(*args, **kwargs)

    def clean(self):
        from community.places.geojson import BadGeometry, boundary

        try:
            if self.area:
                boundary(self.area)
        except (BadGeometry, AttributeError) as reason:
            raise ValidationError({"area": str(reason)}) from reason


class Counter(models.Model):
    """The last number given by an authority in a year; its row lock keeps references from doubling."""

    authority = models.ForeignKey(Authority, models.CASCADE)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority", "year"], name="counter_once")]

    def __str__(self):
        return f"{self.authority.prefix}-{self.year}: {self.last}"


class TicketQuerySet(models.QuerySet):
    def at_desk_of(self, member):
        """The tickets this member answers for: those of their authorities, or of their one service there.
        Administrators answer for all."""
        if member.is_superuser:
            return self
        whole = Seat.objects.filter(member=member, service=None).values("authority")
        one = Seat.objects.filter(member=member).exclude(service=None).values("service")
        return self.filter(models.Q(authority__in=whole) | models.Q(service__in=one))

    def readable_at_desk_by(self, member):
        """Those, and the ones their authority had before it handed them on."""
        if member.is_superuser:
            return self
        mine = Seat.objects.filter(member=member).values("authority")
        had = Step.objects.filter(ticket=models.OuterRef("pk"), authority__in=mine)
        own = self.model.objects.at_desk_of(member).values("pk")
        return self.filter(models.Q(pk__in=own) | (~models.Q(authority__in=mine) & models.Exists(had)))

    def open(self):
        return self.filter(state__in=open_states())

    def overdue(self, now=None):
        return self.open().filter(due_at__lt=now or timezone.now())


class Ticket(models.Model):
    """The official case: who has it, where it stands, when it is due. Its steps are in `history`."""

    reference = models.CharField(_("référence"), max_length=24, unique=True)
    post = models.OneToOneField(Post, models.PROTECT, related_name="ticket")
    category = models.ForeignKey(Category, models.PROTECT, related_name="tickets", verbose_name=_("catégorie"))
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="tickets", verbose_name=_("autorité"))
    service = models.ForeignKey(Service, models.PROTECT, related_name="tickets", verbose_name=_("service"))
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="tickets",
        verbose_name=_("suivi par"),
    )
    state = models.CharField(_("état"), max_length=14, choices=State.choices, default=State.RECEIVED)
    reason_fr = models.CharField(_("pourquoi ce service"), max_length=400, blank=True)
    reason_en = models.CharField(max_length=400, blank=True)
    needs_triage = models.BooleanField(_("à orienter"), default=False)
    # What the city was given to read when it came: later edits of the post do not change it.
    statement = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("reçu le"), default=timezone.now)
    due_at = models.DateTimeField(_("échéance"), null=True, blank=True)
    changed_at = models.DateTimeField(default=timezone.now)
    closed_at = models.DateTimeField(_("clos le"), null=True, blank=True)
    round = models.PositiveSmallIntegerField(default=1, help_text="how many times it has been opened")

    reason = InReadersLanguage("reason")

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande")
        verbose_name_plural = _("demandes")
        indexes = [
            models.Index(fields=["authority", "state", "due_at"], name="ticket_queue"),
            models.Index(fields=["authority", "-created_at"], name="ticket_newest"),
        ]

    def __str__(self):
        return self.reference

    @property
    def topic(self):
        """Where its desk listens for what happens to it."""
        return f"desk:{self.authority_id}"

    @property
    def is_open(self):
        return self.state in open_states()

    @property
    def is_overdue(self):
        return self.is_open and self.due_at is not None and self.due_at < timezone.now()

    @property
    def phase(self):
        """What residents see of its state."""
        return PHASE[self.state]

    @cached_property
    def after_photos(self):
        return list(self.post.photos.filter(role=Photo.Role.AFTER))

    @property
    def public_steps(self):
        """What everyone may read of its history, oldest first. One query."""
        return self.history.filter(public=True).select_related("authority")

    @property
    def timeline(self):
        """The public steps as components/timeline.html wants them. Nobody's name: the authority speaks."""
        return [
            {
                "words": step.words,
                "when": step.at,
                "phase": step.phase,
                "who": step.authority.short if step.text else "",
                "note": step.text,
            }
            for step in self.public_steps
        ]


class AppendOnly(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("a ticket's history is append-only")

    def delete(self):
        raise TypeError("a ticket's history is append-only")


class Step(models.Model):
    """One line of a ticket's history: who, when, what and why. Written once, never changed."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="history")
    at = models.DateTimeField(default=timezone.now)
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+", help_text="at whose desk it was done")
    act = models.CharField(max_length=20)
    from_state = models.CharField(max_length=14, blank=True)
    to_state = models.CharField(max_length=14, blank=True)
    text = models.TextField(blank=True)
    public = models.BooleanField(default=True, help_text="internal notes are for the desk of `authority` alone")
    facts = models.JSONField(default=dict, blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        verbose_name = _("étape")
        verbose_name_plural = _("étapes")
        ordering = ["at", "pk"]

    def __str__(self):
        return f"{self.ticket_id} {self.act}"

    def save(self, *args, **kwargs):
        if self.pk:
            raise TypeError("a ticket's history is append-only")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise TypeError("a ticket's history is append-only")

    @property
    def words(self):
        """What happened, as a headline in the reader's language."""
        from .words import headline

        return headline(self)

    @property
    def phase(self):
        return PHASE.get(self.to_state, "")

    @property
    def after(self):
        """The photos taken after the work that came with this step, from those of `ticket.after_photos`."""
        keys = self.facts.get("photos", ())
        return [photo for photo in self.ticket.after_photos if str(photo.key) in keys] if keys else []
