"""The categories and the rules about goods a fresh installation starts with. What stands is left as the town's editors
have made it: only what is absent is made."""

from django.db import transaction

from .categories import TREE
from .goods import GoodsRule
from .goods_rules import RULES
from .models import Category


@transaction.atomic
def plant():
    """How many rows were made."""
    return plant_categories() + plant_rules()


def plant_categories():
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


def plant_rules():
    standing = set(GoodsRule.objects.values_list("code", flat=True))
    absent = [(place, said) for place, said in enumerate(RULES) if said["code"] not in standing]
    for place, said in absent:
        about = said.get("only_in", [])
        rule = GoodsRule.objects.create(
            position=10 * place, **{name: value for name, value in said.items() if name != "only_in"}
        )
        rule.categories.set(Category.objects.filter(code__in=about) if about else [])
    return len(absent)
