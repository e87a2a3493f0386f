"""The categories and the rules about goods a fresh installation starts with. What stands is left as the town's editors
have made it: only what is absent is made."""

from django.db import transaction

from .categories import TREE
from .models import Category


@transaction.atomic
def plant():
    """How many rows were made."""
    return plant_categories()


def plant_categories():
    """Two queries for each that is absent, one for all that stand."""
    standing = dict(Category.objects.values_list("code", "pk"))
    made = 0
    for place, (branch, leaves) in enumerate(TREE):
        parent, new = _planted(standing, None, 10 * place, branch)
        made += new + sum(_planted(standing, parent, 10 * at, leaf)[1] for at, leaf in enumerate(leaves))
    return made


def _planted(standing, parent, position, said):
    """(the row's id, whether it is new)."""
    if said["code"] in standing:
        return standing[said["code"]], False
    return Category.objects.create(parent_id=parent, position=position, **said).pk, True
