"""What the ground knows of discussions."""

from django.utils.translation import gettext_lazy as _

from community.posts.kinds import Kind


def _draw(pks):
    from .cards import drawn

    return drawn(pks)


KIND = Kind(
    code="discussion",
    label=_("Discussion"),
    plural=_("Discussions"),
    icon="message-circle",
    page="discussions:page",
    draw=_draw,
    new="discussions:new",
    invites=_("Parler aux voisins"),
    when=_("Une question, une idée, une bonne adresse, un merci : vos voisins lisent et répondent."),
    in_groups=True,
)
