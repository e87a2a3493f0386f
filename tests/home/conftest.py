import pytest
from wagtail.models import Locale

from home.planting import plant


@pytest.fixture
def square(town):
    """The planted site: its French home page."""
    return plant()


@pytest.fixture
def english(square):
    return square.get_translation(Locale.objects.get(language_code="en")).specific
