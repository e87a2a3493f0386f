"""The categories a fresh installation starts with; what stands is left as it is."""

from django.db import transaction

from .categories import Category
from .first_categories import FAMILIES


@transaction.atomic
def plant():
    """Make the categories that are absent, by their codes; returns how many were made."""
    known = dict(Category.objects.values_list("code", "pk"))
    made = 0
    for position, (*family, inside) in enumerate(FAMILIES):
        made += _keep(known, family, position * 100, None)
        for place, line in enumerate(inside, 1):
            made += _keep(known, line, position * 100 + place, known[family[0]])
    return made


def _keep(known, line, position, parent):
    code, fr, en, icon, synonyms_fr, synonyms_en, matches, holds = line
    if code in known:
        return 0
    known[code] = Category.objects.create(
        code=code, parent_id=parent, name_fr=fr, name_en=en, icon=icon, position=position,
        synonyms_fr=synonyms_fr, synonyms_en=synonyms_en, matches=matches.split("|") if matches else [],
        public="p" in holds, meeting="m" in holds, recommendable="n" not in holds,
    ).pk  # fmt: skip
    return 1
