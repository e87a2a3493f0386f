"""What the ground knows of advice asked of neighbours."""

from django.utils.translation import gettext_lazy as _

from community.posts.kinds import Kind

from .categories import known


def _draw(pks):
    from .cards import drawn

    return drawn(pks)


def _subjects(post):
    category = post.advice.category
    return [f"services:{one.code}" for one in (category, category.parent) if one] if category else []


def _offers():
    return [(f"services:{category.code}", category.name) for category in known() if category.recommendable]


ADVICE = Kind(
    code="advice",
    label=_("Demande de conseil"),
    plural=_("Demandes de conseil"),
    icon="message-circle-question-mark",
    page="directory:advice",
    draw=_draw,
    subjects=_subjects,
    offers=_offers,
    new="directory:advice_new",
    invites=_("Demander une bonne adresse"),
    when=_("Un plombier, un garde d’enfants, un bon boulanger : vos voisins recommandent, et tout reste réuni."),
    in_groups=True,
)
