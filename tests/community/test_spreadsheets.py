"""A cell is a text, whatever a neighbour has typed."""

import pytest

from community.spreadsheets import safe


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", " ="])
def test_cells_that_begin_like_a_formula_are_escaped(start):
    assert safe(f"{start}1+1") == f"'{start}1+1" and safe("Bois") == "Bois"


def test_a_phone_is_no_formula_and_nothing_is_empty():
    assert safe("+33146423465") == "+33146423465" and safe("+1") == "'+1" and safe("+331\n") == "'+331\n"
    assert (safe(None), safe(0)) == ("", "0")
