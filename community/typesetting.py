"""How French is set: its double punctuation never begins a line."""

import re

_SPACES = re.compile(r" (?=[?!:;»])|(?<=«) ")


def unbroken(text):
    """The text, or HTML, with no-break spaces where French puts a space beside a sign; people type plain ones."""
    return _SPACES.sub("\u00a0", str(text))
