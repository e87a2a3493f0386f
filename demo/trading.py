"""What the neighbours of the demo give, lend, look for, lose and find (`market.py`), written down through the verbs
that they use. Nobody is sent a mail about the past."""

from datetime import timedelta
from random import Random

from django.utils import timezone
from taggit.models import Tag

from classifieds.models import Category, Classified
from classifieds.planting import plant as plant_categories
from community.conversations.models import Participant
from community.handovers.asking import ask
from community.handovers.ending import done
from community.handovers.promising import promise
from community.handovers.thanking import thank
from community.notifications.models import Mail, Notification
from community.posts.models import Post
from lost_found.matching import match
from lost_found.models import Item

from . import market, people
from .models import Loaded
from .story import SEED, Town
from .telling import moment

RECENT = timedelta(days=2)  # what the cast have not read yet


class Market:
    """Who is who, and where they live, while they trade."""

    def __init__(self, household, gallery, now):
        self.household, self.gallery, self.now = household, gallery, now
        self.random, town = Random(f"{SEED}:market"), Town()
        self.doors = {}
        for letter in "sp":
            for label, leaf, lat, lon in town.spots[letter]:
                self.doors.setdefault(leaf, []).append((label, lat, lon))
        self.spots = {label: (lat, lon) for letter in town.spots.values() for label, _leaf, lat, lon in letter}

    def open(self):
        """Everything, oldest first. Returns (ads, lost and found things)."""
        plant_categories()
        tags_before = list(Tag.objects.values_list("pk", flat=True))
        self.categories = {category.code: category for category in Category.objects.all()}
        ads = [self._offer(number, *ad) for number, ad in enumerate(sorted(market.ADS, key=lambda ad: -ad[0]))]
        things = [self._tell(number, *it) for number, it in enumerate(sorted(market.LOST, key=lambda it: -it[0]))]
        for thing in things:
            match(thing)
        Loaded.objects.note(*ads, *things, kind=Post)
        Loaded.objects.note(*Tag.objects.exclude(pk__in=tags_before))
        self._hush()
        return len(ads), len(things)

    def _at(self, days):
        return moment(self.now, days * 24)

    def _hang(self, name, picture, author, at):
        return [self.gallery.hang(name, picture, author, at).key] if picture else []

    def _offer(self, number, days, who, intent, category, title, text, more, picture, interested, fate):
        author, at = self.household[who], self._at(days)
        _label, lat, lon = self.random.choice(self.doors[author.neighbourhood.code])
        more = dict(more)
        if "collect" in more:
            more["collect_at"] = self.now + timedelta(days=more.pop("collect"))
        ad = Classified.objects.offer(
            author, intent, self.categories[category], title, lat, lon, text=text, at=at, quietly=True,
            photo_keys=self._hang(f"ad:{number}", picture, author, at), **more,
        )  # fmt: skip
        line = [self._ask(ad, at, *one) for one in interested]
        if fate:
            self._settle(line, at, *fate)
        return ad

    def _ask(self, ad, at, who, hours, words):
        then = min(at + timedelta(hours=hours), self.now - timedelta(minutes=15))
        return ask(ad, self.household[who], words, at=then)

    def _settle(self, line, at, how, turn, thanks):
        """Promised to one of those in line, met, handed over; the others hear it by themselves."""
        one = line[turn]
        then = min(max(other.asked_at for other in line) + timedelta(hours=1), self.now - timedelta(minutes=10))
        promise(one, one.owner, at=then)
        if how != "done":
            return
        end = min(then + timedelta(hours=20), self.now - timedelta(minutes=5))
        done(one, one.partner, at=end)
        if thanks:
            thank(one, one.partner, thanks, public=True, at=end)

    def _tell(self, number, days, who, side, what, title, text, more, picture):
        author, at, more = self.household[who], self._at(days), dict(more)
        label = more.pop("place")
        lat, lon = self.spots.get(label) or self.random.choice(self.doors[author.neighbourhood.code])[1:]
        return Item.objects.tell(
            author, side, what, timezone.localdate(at), lat, lon, title=title, text=text, place_label=label, at=at,
            photo_keys=self._hang(f"thing:{number}", picture, author, at), quietly=True, **more,
        )  # fmt: skip

    def _hush(self):
        """The cast have read what is old, nobody else has a bell to read, and no mail goes out about the past."""
        everybody = [member.pk for member in self.household.values()]
        cast = [self.household[key].pk for key, *_home in people.CAST]
        told = Notification.objects.filter(recipient__in=everybody)
        told.exclude(recipient__in=cast).delete()
        told.update(mail=Mail.NONE, mail_next_at=None, push_at=None)
        told.filter(created_at__lt=self.now - RECENT).update(read_at=self.now)
        Participant.objects.filter(member__in=everybody).update(tell_at=None)


def pictures():
    """The (scene, seed) of all that is shown."""
    return {it[7] for it in market.ADS if it[7]} | {it[7] for it in market.LOST if it[7]}
