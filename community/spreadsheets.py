"""What becomes of a text in a spreadsheet: every CSV that the site writes passes here."""

import re

# What makes one take a cell for a formula, in both widths (OWASP, "CSV injection").
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
PHONE = re.compile(r"\+\d{6,15}", re.ASCII)  # ITU-T E.164: nothing is computed in one


def safe(cell):
    """A cell as text that no spreadsheet takes for a formula; "" for None."""
    text = "" if cell is None else str(cell)
    if PHONE.fullmatch(text):
        return text
    return f"'{text}" if text.startswith(FORMULA) or text.lstrip().startswith(FORMULA) else text
