"""Prices as neighbours write them."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from classifieds import prices


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("1,50 €", 150), ("1.50", 150), ("1,5", 150), ("40", 4000), ("40 €", 4000), ("€40", 4000), ("40 euros", 4000),
        ("40EUR", 4000), ("40€50", 4050), ("1 200", 120000), ("1\u00a0200 €", 120000), ("1\u202f200,5", 120050),
        ("1.200,50", 120050), ("1,200.50", 120050), ("0,50", 50), ("1000000", 100_000_000),
        ("gratis", None), ("Gratuit", None), ("GRATUIT !", None), ("free", None), ("0", None), ("0,00 €", None),
    ],
)  # fmt: skip
def test_what_is_meant(typed, cents):
    assert prices.cents_of(typed) == cents


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("-1", "low"), ("−1", "low"), ("€ -5", "low"), ("– 3", "low"), ("1000000000000", "high"), ("1000001", "high"),
        ("9" * 40, "high"), ("10¹²", "invalid"), ("1e12", "invalid"), ("quarante", "invalid"), ("٤٠", "invalid"),
        ("40 - 50", "invalid"), ("1 20", "invalid"), ("nan", "invalid"), ("<b>5</b>", "invalid"), ("5 € €", "invalid"),
        ("1.200", "unclear"), ("1,500", "unclear"), ("", "required"), (" \u200b ", "required"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_words(typed, code):
    with pytest.raises(ValidationError) as fault:
        prices.cents_of(typed)
    assert fault.value.code == code and len(fault.value.messages[0]) > 20


def test_they_are_read_as_they_are_said():
    with translation.override("fr"):
        assert [prices.in_words(c) for c in (4000, 1250, 5)] == ["40 €", "12,50 €", "0,05 €"]
        assert prices.cents_of(prices.as_typed(123450)) == 123450 and prices.as_typed(None) == "0"
    with translation.override("en"):
        assert prices.in_words(1250) == "€12.50" and prices.cents_of(prices.as_typed(123450)) == 123450
