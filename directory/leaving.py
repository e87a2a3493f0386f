"""What becomes of the entries that a member keeps, when their account goes (settings.MEMBER_LEAVES)."""

from . import claiming


def let_go(member):
    """Whoever comes next may claim them, and imports keep them up to date; what they said stays, without name."""
    claims = member.entry_claims.all()
    kept = list(claims.values_list("entry", flat=True))
    claims.delete()
    claiming.let_go(kept)
