"""What becomes of the lost and found things of a member whose account goes (settings.MEMBER_LEAVES)."""

from .models import Item


def take_away(member):
    """Nobody could answer for them any more: they go as if taken back, and what was private of them with them. What
    they told for an office is its own, and stays."""
    mine = Item.objects.filter(author=member, authority=None)
    for item in mine.filter(closed_at=None, hidden_at=None).order_by("pk"):
        item.withdraw(member)
    mine.update(number_hash="", secret="", question="")
