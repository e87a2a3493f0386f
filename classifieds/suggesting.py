"""Which category an ad's words suggest: "canapé trois places" is a sofa."""

from community.places.words import fold

from .models import Category


def offered():
    """The categories to choose from, in order, each with its parent: those that have none below. One query."""
    rows = Category.objects.filter(active=True).exclude(children__active=True)
    return list(rows.select_related("parent"))


def grouped(categories):
    """[(family, [category, …])]: a family alone stands in its own group, to be chosen itself."""
    below = {}
    for category in categories:
        if category.parent_id:
            below.setdefault(category.parent_id, []).append(category)
    roots = {category.pk: category for category in categories if not category.parent_id}
    roots |= {category.parent_id: category.parent for category in categories if category.parent_id}
    ordered = sorted(roots.values(), key=lambda root: (root.position, root.name))
    return [(root, below.get(root.pk, [root])) for root in ordered]


def suggested(words, categories):
    """The category whose ordinary words stand in what was typed; None where none does. The longest word decides, then
    the one that stands first."""
    said = f" {' '.join(map(_stem, fold(words).split()))} "
    best, chosen = (0, 0), None
    for category in categories:
        for term in _terms(category):
            at = said.find(f" {term} ")
            rank = (len(term), -at)
            if at >= 0 and (chosen is None or rank > best):
                best, chosen = rank, category
    return chosen


def words_of(category):
    """The same ordinary words for the page's own script, as one text between bars."""
    return "|".join(_terms(category))


def _terms(category):
    said = (category.name_fr, category.name_en, category.synonyms_fr, category.synonyms_en)
    terms = (" ".join(map(_stem, fold(part).split())) for text in said for part in text.split(","))
    return [term for term in dict.fromkeys(terms) if len(term) > 2]


def _stem(word):
    """Without the mark of the plural; well enough to compare two words."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
