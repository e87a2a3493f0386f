"""How a found thing comes back (settings.HANDED_OVER): who says that it is theirs stands in line, the finder says whose
it is, and the two meet. Of a lost thing it is the finder who answers."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from community.handovers.kinds import HandedOver
from community.posts import states
from community.posts.models import Phase


def _item(post):
    from .models import Item

    return post if isinstance(post, Item) else Item.objects.get(pk=post.pk)


def _words(post):
    if _item(post).is_lost:
        return {
            "ask": _("Je l’ai trouvé"), "heading": _("Vous l’avez trouvé ?"), "promise": _("Oui, c’est bien le mien"),
            "suggested": _("Bonjour, je crois que je l’ai trouvé :"), "withdraw": _("Ce n’était pas cela"),
            "done": _("C’est rendu"),
        }  # fmt: skip
    return {
        "ask": _("C’est à moi"), "heading": _("C’est à vous ?"), "promise": _("Oui, c’est à %(name)s"),
        "suggested": "", "withdraw": _("Ce n’était pas à moi"), "done": _("C’est rendu"),
    }  # fmt: skip


def _check(post, member):
    if _item(post).closed_at:
        raise ValidationError(_("Cette annonce est close."), code="over")


def _comes_from(handover):
    return handover.partner if _item(handover.post).is_lost else handover.owner


def _promised(handover):
    states.set_state(_item(handover.post), Phase.PROGRESS)


def _freed(handover):
    item = _item(handover.post)
    if not item.closed_at:
        states.set_state(item, Phase.OPEN)


@transaction.atomic
def _done(handover):
    _item(handover.post).is_back(handover.ended_by)


def _undone(handover):
    _item(handover.post).is_not_back()


HANDED_OVER = HandedOver(
    words=_words, check=_check, thing_comes_from=_comes_from, promised=_promised, freed=_freed, done=_done,
    undone=_undone,
)  # fmt: skip
