"""How many there are, and how many are left."""

import pytest
from django.core.exceptions import ValidationError

from community.handovers import ending, stock
from community.handovers.asking import ask
from community.handovers.models import Lot
from community.handovers.promising import promise


def test_alice_corrects_how_many_there_are_but_not_below_what_is_promised(give, alice, bob, charlie):
    chairs = give(units=6)
    promise(ask(chairs, bob, "2", units=2), alice)
    ending.done(promise(ask(chairs, charlie, "1"), alice), alice)
    assert stock.set_units(chairs, 4) == -2
    assert (Lot.objects.get().units, Lot.objects.get().left) == (4, 1)
    for wrong, words in ((2, "3 sont déjà"), (0, "Un nombre entre"), (1000, "Un nombre entre")):
        with pytest.raises(ValidationError, match=words):
            stock.set_units(chairs, wrong)
    assert stock.set_units(chairs, 3) == -1 and Lot.objects.get().left == 0
