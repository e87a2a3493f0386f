"""What the ground knows of lost and found things."""

from django.utils.translation import gettext_lazy as _

from community.posts.kinds import Kind


def _draw(pks):
    from .cards import drawn

    return drawn(pks)


def _subjects(post):
    item = post.item
    return [f"{item.side}:{item.what}"]


def _offers():
    from .things import Side, What

    words = {Side.LOST: _("Perdu : %(what)s"), Side.FOUND: _("Trouvé : %(what)s")}
    return [(f"{side}:{what}", words[side] % {"what": label.lower()}) for what, label in What.choices for side in Side]


KIND = Kind(
    code="lost_found",
    label=_("Objet perdu ou trouvé"),
    plural=_("Objets perdus et trouvés"),
    icon="search-check",
    page="lost_found:page",
    draw=_draw,
    subjects=_subjects,
    offers=_offers,
    new="lost_found:new",
    invites=_("Dire ce qu’on a perdu ou trouvé"),
    when=_("Des clés, un doudou, un chat : qui l’a perdu et qui l’a trouvé sont mis en relation."),
    secrets=("number", "secret"),
)
