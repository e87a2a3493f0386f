"""The directory of the demo town (`services.py`), who runs what in it, and what neighbours recommend to one another
(`market.py`), written down through the loader and the verbs that they use."""

from django.utils import timezone

from community.places.models import Place, Territory
from community.posts.models import Post
from community.posts.where import Where
from community.tickets.models import Authority
from community.tickets.models import Category as Reports
from directory.claiming import accept
from directory.claims import Claim
from directory.models import Advice, Category, Entry
from directory.naming import name
from directory.planting import plant as plant_categories
from directory.recommending import answer, recommend
from directory.taking_in import Intake

from . import market, people, services
from .models import Loaded
from .story import features
from .telling import moment

PREFIX = "demo"  # that of `ground.lay`: a place of the gazetteer and its entry are one


class Addresses:
    """Who runs what and who recommends it."""

    def __init__(self, household, now):
        self.household, self.now = household, now

    def write(self):
        """Everything; returns how many entries there are."""
        plant_categories()
        entries, places = (
            set(Entry.objects.values_list("pk", flat=True)),
            set(Place.objects.values_list("pk", flat=True)),
        )
        Intake("Point approximatif placé pour la démonstration de Parvis", PREFIX).take(
            [f for f in features("places.geojson") if f["properties"]["kind"] not in ("rue", "quartier")], partial=True
        )
        Intake(services.SOURCE, "demo-services", on=timezone.localdate(self.now)).take(
            services.document()["features"], partial=True
        )
        self._desks()
        self._keep()
        self._recommend()
        self._advise()
        fresh = list(Entry.objects.exclude(pk__in=entries))
        Loaded.objects.note(*fresh, *Place.objects.exclude(pk__in=places))
        return len(fresh)

    def _desks(self):
        for called, code, address, lat, lon, hours, words, prefix, codes in services.DESKS:
            territory = Territory.objects.get(code="92040")
            desk = Entry.objects.create(
                name=called, category=Category.objects.get(code=code), address=address, lat=lat, lon=lon, hours=hours,
                text=words, territory=territory, official=Authority.objects.get(prefix=prefix),
                source=services.SOURCE,
            )  # fmt: skip
            desk.desk_for.set(Reports.objects.filter(code__in=codes))

    def _keep(self):
        for slug, who in market.KEEPERS.items():
            claim = Claim.objects.create(
                entry=Entry.objects.get(slug=slug), member=self.household[who], proof=Claim.Proof.MODERATOR,
                words="C'est chez moi, passez me voir.", asked_at=moment(self.now, 40 * 24),
            )  # fmt: skip
            accept(claim, self.household[people.ADMIN[0]], at=moment(self.now, 39 * 24))

    def _recommend(self):
        for slug, who, days, used, words, answered in market.RECOMMENDATIONS:
            entry, at = Entry.objects.get(slug=slug), moment(self.now, days * 24)
            made = recommend(entry, self.household[who], words, used=used, at=at, quietly=True)
            if answered:
                answer(made, self.household[market.KEEPERS[slug]], answered)

    def _advise(self):
        categories = {category.code: category for category in Category.objects.all()}
        for days, who, code, title, text, named in market.ADVICE:
            author, at = self.household[who], moment(self.now, days * 24)
            where = Where("", "", author.neighbourhood)
            asked = Advice.objects.ask(author, title, text, where, categories[code], at=at, quietly=True)
            for neighbour, hours, slug, words in named:
                then = moment(self.now, days * 24 - hours)
                entry = Entry.objects.get(slug=slug)
                name(asked, self.household[neighbour], entry, words, used=True, at=then, quietly=True)
            Loaded.objects.note(asked, kind=Post)
