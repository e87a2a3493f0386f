from .advices import Advice, Named
from .categories import Category
from .claims import Claim, Move
from .corrections import Correction
from .entries import Entry, FormerSlug, Origin, Tally
from .recommendations import Recommendation

__all__ = [
    "Advice",
    "Category",
    "Claim",
    "Correction",
    "Entry",
    "FormerSlug",
    "Move",
    "Named",
    "Origin",
    "Recommendation",
    "Tally",
]
