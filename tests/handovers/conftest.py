"""Alice gives her sofa away in Val-de-Seine; Bob would like it, and so may more of the neighbours."""

from datetime import timedelta

import pytest
from django.utils import timezone

from classifieds.models import Category, Classified
from community.handovers import meeting
from community.handovers.asking import ask
from community.handovers.models import Handover
from community.handovers.promising import promise
from community.notifications.models import Notification


@pytest.fixture
def sofas(town):
    return Category.objects.create(code="canapes", name_fr="Canapés", name_en="Sofas", icon="sofa")


@pytest.fixture
def give(town, alice, sofas):
    """`give(units=3)`: an ad of Alice's; her door is at 12 rue Horace Vernet."""

    def giving(**said):
        said = {"intent": "give", "category": sofas, "title": "Canapé", "pickup": "12 rue Horace Vernet", **said}
        lat, lon = town.in_val
        return Classified.objects.offer(alice, lat=lat, lon=lon, **said)

    return giving


@pytest.fixture
def sofa(give):
    return give()


@pytest.fixture
def asked(sofa, bob):
    return ask(sofa, bob, "Bonjour, encore là ?")


@pytest.fixture
def promised(asked, alice):
    return promise(asked, alice)


@pytest.fixture
def meet(promised, alice, bob):
    """`meet(hours=30)`: what Alice proposes and Bob accepts, so many hours from now."""

    def meeting_in(hours=30, **said):
        said = {"place_label": "Parvis de la mairie", **said}
        when = timezone.now() + timedelta(hours=hours)
        return meeting.accept(meeting.propose(promised, alice, when, **said), bob)

    return meeting_in


@pytest.fixture
def state():
    """`state(handover)`: where it stands in the database."""
    return lambda handover: Handover.objects.get(pk=handover.pk).state


@pytest.fixture
def told():
    """`told(bob)`: what a member was told of hand-overs, in order."""
    return lambda member: [
        note.facts["what"] for note in Notification.objects.filter(recipient=member, kind="handover").order_by("pk")
    ]


@pytest.fixture
def last(told):
    """`last(bob)`: the last notification of hand-overs."""
    return lambda member: Notification.objects.filter(recipient=member, kind="handover").order_by("-pk").first()
