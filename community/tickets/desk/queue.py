"""The queue: which tickets a desk looks at, in which order."""

from django import forms
from django.core.cache import cache
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.places.words import fold
from community.posts.models import Photo

from ..models import Category, Service
from ..workflow import State

PER_PAGE = 25
MOST_PINS = 1000
OPEN, CLOSED, ALL = "open", "closed", "all"
WHO = [
    ("", _("Tout le monde")),
    ("mine", _("Les miennes")),
    ("nobody", _("Sans personne")),
]
ONLY = [
    ("", _("Toutes")),
    ("overdue", _("En retard")),
    ("triage", _("À orienter")),
]
SORTS = {
    "new": (_("Les plus récentes"), ["-created_at", "-pk"]),
    "old": (_("Les plus anciennes"), ["created_at", "pk"]),
    "due": (_("Échéance la plus proche"), ["due_at", "pk"]),
    "seen": (_("Les plus confirmées"), ["-post__vote_count", "-created_at"]),
}
STATES = [(OPEN, _("À traiter")), *State.choices, (CLOSED, _("Closes")), (ALL, _("Tous les états"))]


class Filters(forms.Form):
    """What the address says; a wrong value is no filter, never an error page."""

    q = forms.CharField(label=_("Chercher"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("État"), required=False, choices=STATES)
    who = forms.ChoiceField(label=_("Suivi par"), required=False, choices=WHO)
    only = forms.ChoiceField(label=_("Seulement"), required=False, choices=ONLY)
    service = forms.ChoiceField(label=_("Service"), required=False)
    category = forms.ChoiceField(label=_("Catégorie"), required=False)
    sort = forms.ChoiceField(
        label=_("Ordre"), required=False, choices=[(name, words) for name, (words, _order) in SORTS.items()]
    )

    def __init__(self, data, sitting):
        super().__init__(data)
        self.sitting = sitting
        desks = {authority.pk for authority in sitting.authorities}
        services = [(pk, name) for pk, name, authority in _kept("services", _services) if authority in desks]
        self.fields["service"].choices = [("", _("Tous")), *services]
        self.fields["category"].choices = [("", _("Toutes")), *_kept("categories", _categories)]
        self.is_valid()

    def chosen(self, name):
        return self.cleaned_data.get(name) or None

    def apply(self, tickets):
        """The tickets that pass, in the chosen order."""
        tickets = tickets.filter(self._state(), self._who(), self._only(), self._words())
        for name in ("service", "category"):
            if self.chosen(name):
                tickets = tickets.filter(**{name: self.chosen(name)})
        return tickets.order_by(*SORTS[self.chosen("sort") or "new"][1])

    def _state(self):
        state = self.chosen("state") or OPEN
        if state == ALL:
            return Q()
        if state == OPEN:
            return Q(closed_at=None)  # by the date: planners then read the newest from their index, unsorted
        if state == CLOSED:
            return Q(closed_at__isnull=False)
        return Q(state=state)

    def _who(self):
        return {"mine": Q(assignee=self.sitting.member), "nobody": Q(assignee=None)}.get(self.chosen("who"), Q())

    def _only(self):
        late = Q(due_at__lt=timezone.now(), closed_at=None)
        return {"overdue": late, "triage": Q(needs_triage=True)}.get(self.chosen("only"), Q())

    def _words(self):
        words = self.chosen("q")
        if not words:
            return Q()
        return Q(reference__icontains=words.strip()) | Q(post__folded__contains=fold(words))


def _kept(name, ask):
    """What there is to choose from, in the reader's language, asked once a minute: it changes a few times a year."""
    return cache.get_or_set(f"desk-{name}-{get_language()}", ask, 60)


def _services():
    found = Service.objects.select_related("authority")
    return sorted(((s.pk, str(s), s.authority_id) for s in found), key=lambda row: row[1])


def _categories():
    return sorted(((c.pk, c.name) for c in Category.objects.only("name_fr", "name_en")), key=lambda row: row[1])


def page_of(tickets, number):
    """(tickets of a page with what their rows show, whether there are more). One query, however many wait."""
    first = (max(number, 1) - 1) * PER_PAGE
    shown = Photo.objects.filter(post=OuterRef("post"), state=Photo.State.READY, comment=None)
    rows = tickets.select_related("post", "category", "service", "authority", "assignee").defer(
        "post__folded", "statement"
    )
    rows = rows.annotate(thumb=Subquery(shown.order_by("position", "pk").values("renditions__square__path")[:1]))
    rows = list(rows[first : first + PER_PAGE + 1])
    return rows[:PER_PAGE], len(rows) > PER_PAGE


def pins(tickets):
    """The GeoJSON of the first MOST_PINS tickets. One query."""
    rows = tickets.select_related("post", "category").only(
        "reference", "state", "post__lat", "post__lon", "post__title", "category__name_fr", "category__name_en"
    )
    return {"type": "FeatureCollection", "features": [_pin(ticket) for ticket in rows[:MOST_PINS]]}


def _pin(ticket):
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [ticket.post.lon, ticket.post.lat]},
        "properties": {
            "id": ticket.pk,
            "reference": ticket.reference,
            "title": ticket.post.title,
            "category": ticket.category.name,
            "state": ticket.get_state_display(),
            "phase": str(ticket.phase),
        },
    }
