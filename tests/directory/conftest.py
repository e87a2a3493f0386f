"""What stands in the directory of the cast's town: a pharmacy and a bakery of Val-de-Seine, and the town hall."""

import pytest

from directory import claiming
from directory.categories import Category, forget
from directory.models import Claim, Entry
from directory.planting import plant


@pytest.fixture
def categories(town):
    """{code: Category} of those an installation starts with."""
    plant()
    forget()
    return {category.code: category for category in Category.objects.all()}


@pytest.fixture
def entry(town, categories):
    """`entry("Boulangerie Martin", "boulangerie", hours="Mo-Sa 07:00-19:30")`: a line of Val-de-Seine."""

    def writing(name="Pharmacie du Pont", category="pharmacie", at=(48.825, 2.255), **said):
        said = {"territory": town.val, "address": "3 rue Pierre Poli", **said}
        return Entry.objects.create(name=name, category=categories[category], lat=at[0], lon=at[1], **said)

    return writing


@pytest.fixture
def pharmacy(entry):
    return entry(phone="+33146423465", hours="Mo-Fr 09:00-19:30; Sa 09:00-13:00; Su 10:00-12:30")


@pytest.fixture
def town_hall(entry, town):
    return entry("Mairie", "mairie", at=(48.8255, 2.2555), official=town.city, phone="+33141238000")


@pytest.fixture
def plumber(entry):
    """Bob's, in most stories; nobody's until he claims it."""
    said = {"phone": "+33146450000", "email": "contact@plomberie-martin.example"}
    return entry("Plomberie Martin", "plombier", **said)


@pytest.fixture
def hold():
    """`hold(plumber, bob)`: Bob keeps it, a moderator has said yes."""

    def holding(entry, member):
        claim = claiming.ask(entry, member, Claim.Proof.MODERATOR, "C'est mon atelier.")
        claiming.accept(claim)
        entry.refresh_from_db()
        return claim

    return holding
