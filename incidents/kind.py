"""What the ground knows of incidents."""

from django.utils.translation import gettext_lazy as _

from community.posts.kinds import Kind


def _draw(pks):
    from .cards import drawn

    return drawn(pks)


def _subjects(post):
    return [f"category:{post.incident.category.code}"]


KIND = Kind(
    code="incident",
    label=_("Signalement"),
    plural=_("Signalements"),
    icon="megaphone",
    page="incidents:page",
    draw=_draw,
    subjects=_subjects,
)
