"""Ads of the cast: Alice's sofa stands in Val-de-Seine."""

import pytest

from classifieds.models import Category, Classified


@pytest.fixture
def sofas(town):
    home = Category.objects.create(code="maison", name_fr="Maison", name_en="Home", icon="house")
    return Category.objects.create(
        code="canapes", parent=home, name_fr="Canapés", name_en="Sofas", icon="sofa", bulky=True
    )


@pytest.fixture
def give(town, alice, sofas):
    """`give(title="…", intent="sell", price_cents=4000)`: an ad of Alice's in Val-de-Seine."""

    def giving(author=None, **said):
        said = {"intent": "give", "category": sofas, "title": "Canapé trois places", **said}
        lat, lon = said.pop("at_point", town.in_val)
        return Classified.objects.offer(author or alice, lat=lat, lon=lon, **said)

    return giving


@pytest.fixture
def sofa(give):
    return give()
