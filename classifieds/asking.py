"""What the form asks of each kind of ad: only what it needs."""

from .models import Intent

# The fields that an intent has besides those that all have; the page hides the others, the form forgets them.
ASKED = {
    Intent.GIVE: ("condition", "units", "pickup", "collect"),
    Intent.SELL: ("price", "negotiable", "condition", "units", "pickup"),
    Intent.LEND: ("condition", "units", "pickup"),
    Intent.SWAP: ("swap_for", "condition", "units", "pickup"),
    Intent.WANTED: (),
}
SOMETIMES = ("price", "negotiable", "swap_for", "condition", "units", "pickup", "collect")


def intents_with(name):
    """The intents that ask for a field, as the page's script reads them."""
    return " ".join(intent.value for intent, names in ASKED.items() if name in names)
