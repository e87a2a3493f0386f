"""What the ground knows of ads."""

from django.utils.translation import gettext_lazy as _

from community.posts.kinds import Kind


def _draw(pks):
    from .cards import drawn

    return drawn(pks)


def _subjects(post):
    category = post.classified.category
    return [f"ads:{one.code}" for one in (category, category.parent) if one]


def _offers():
    from .filters import known_categories

    return [(f"ads:{code}", name) for code, name, *_ids in known_categories()]


KIND = Kind(
    code="classified",
    label=_("Annonce"),
    plural=_("Annonces"),
    icon="tag",
    page="classifieds:page",
    draw=_draw,
    subjects=_subjects,
    offers=_offers,
    new="classifieds:new",
    invites=_("Donner, prêter, vendre, chercher"),
    when=_("Une chaise à donner, une échelle à prêter, un vélo cherché : entre voisins, sans frais."),
)
