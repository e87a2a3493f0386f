"""What becomes of the entries that a member keeps, when their account goes (settings.MEMBER_LEAVES)."""

from .claiming import LIVE, give_up


def let_go(member):
    """Whoever comes next may claim them, and imports keep them up to date; what they said stays, without name."""
    for claim in member.entry_claims.filter(state__in=LIVE).select_related("entry"):
        give_up(claim.entry, member)
