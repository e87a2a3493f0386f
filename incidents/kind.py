"""What the ground knows of incidents."""

from django.utils.translation import gettext_lazy as _

from community.posts.kinds import Kind


def _draw(pks):
    from .cards import drawn

    return drawn(pks)


def _subjects(post):
    return [f"category:{post.incident.category.code}"]


def _offers():
    from .filters import known_categories

    return [(f"category:{code}", name) for code, name, *_group in known_categories()]


KIND = Kind(
    code="incident",
    label=_("Signalement"),
    plural=_("Signalements"),
    icon="megaphone",
    page="incidents:page",
    draw=_draw,
    subjects=_subjects,
    phased=True,
    offers=_offers,
    new="incidents:new",
    invites=_("Signaler à la ville"),
    when=_("Un trou, un lampadaire éteint, une idée pour la rue : le service compétent le reçoit et répond ici."),
)
