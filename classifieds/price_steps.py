"""What an ad costs, for the list: its price in cents, 0 when it is free, None when there is nothing to pay or say."""

from django.utils.translation import gettext_lazy as _

# The choices of the list, each the most one would pay, in cents; what costs more is counted apart.
STEPS = {"free": 0, "10": 1_000, "30": 3_000, "100": 10_000, "300": 30_000}
LABELS = {"free": _("Gratuit"), "10": _("10 € ou moins"), "30": _("30 € ou moins"), "100": _("100 € ou moins"),
          "300": _("300 € ou moins")}  # fmt: skip
FREE_UNLESS_SAID = ("give", "lend", "sell")


def price_of(ad):
    if ad.price_cents and ad.intent != "give":
        return ad.price_cents
    return 0 if ad.intent in FREE_UNLESS_SAID else None


def step_of(price):
    """The first step that holds a price; "more" beyond the last, "" without a price."""
    if price is None:
        return ""
    return next((step for step, most in STEPS.items() if price <= most), "more")
