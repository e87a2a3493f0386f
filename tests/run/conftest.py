"""The town of these tests has secrets (secret_town.py)."""

import conftest
import pytest

from tests.run.secret_town import keep_secrets


@pytest.fixture
def dora(town):
    """Of Val-de-Seine like Alice, whom Alice has blocked."""
    return conftest.join("Dora", town.val)


@pytest.fixture
def secrets(town, alice, bob, dora, mira):
    """What Alice and Bob have between them, and the keys of all of it."""
    return keep_secrets(town, alice, bob, dora, mira)
