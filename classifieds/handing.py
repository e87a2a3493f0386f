"""How an ad is handed over (settings.HANDED_OVER): what the engine says of it, and what each step does to it."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.handovers.ending import is_anything_left
from community.handovers.kinds import HandedOver, Meeting
from community.handovers.models import Lot
from community.posts import states
from community.posts.models import Phase

from . import closing
from .favouring import free_again
from .models import Classified, Intent, Outcome

ASK = {
    Intent.GIVE: gettext_lazy("Ça m’intéresse"),
    Intent.SELL: gettext_lazy("Je l’achète"),
    Intent.LEND: gettext_lazy("Emprunter"),
    Intent.SWAP: gettext_lazy("Proposer un échange"),
    Intent.WANTED: gettext_lazy("Je l’ai"),
}
SUGGESTED = {
    Intent.GIVE: gettext_lazy("Bonjour, cela m’intéresse : est-ce encore disponible ?"),
    Intent.SELL: gettext_lazy("Bonjour, je voudrais l’acheter : est-ce encore disponible ?"),
    Intent.LEND: gettext_lazy("Bonjour, puis-je vous l’emprunter ?"),
    Intent.SWAP: gettext_lazy("Bonjour, je vous propose un échange :"),
    Intent.WANTED: gettext_lazy("Bonjour, j’en ai un que je peux vous laisser."),
}


def _ad(post):
    return post if isinstance(post, Classified) else Classified.objects.get(pk=post.pk)


def _words(post):
    ad = _ad(post)
    said = {"ask": ASK[ad.intent], "suggested": SUGGESTED[ad.intent]}
    if ad.intent == Intent.WANTED:
        said |= {"heading": _("Vous en avez un ?"), "promise": _("Oui, volontiers"), "elsewhere": _("trouvé ailleurs")}
    return said


def _check(post, member):
    ad = _ad(post)
    if ad.is_over:
        raise ValidationError(_("Cette annonce est terminée : la chose n’est plus à prendre."), code="over")


def _where(post):
    """The door, for the one it is promised to. Of a wanted thing the home is its author's all the same."""
    ad = _ad(post)
    label = ", ".join(filter(None, [ad.exact_label, ad.pickup]))
    return Meeting(label, ad.exact_lat, ad.exact_lon, public=False) if label or ad.exact_lat else None


def _comes_from(handover):
    return handover.partner if _ad(handover.post).intent == Intent.WANTED else handover.owner


def _promised(handover):
    """All units promised: the list says that it is reserved."""
    ad = _ad(handover.post)
    if not ad.is_over and not _left(ad):
        states.set_state(ad, Phase.PROGRESS)


def _freed(handover):
    ad = _ad(handover.post)
    if not ad.is_over and states.set_state(ad, Phase.OPEN):
        free_again(ad)


def _done(handover):
    """The last unit has gone: so has the ad. What is only lent comes back, and stays on the list."""
    ad = _ad(handover.post)
    if ad.intent != Intent.LEND and not is_anything_left(ad.pk):
        closing.close(ad, Outcome.HERE, line_told=True)


def _undone(handover):
    closing.reopen(_ad(handover.post))


def _left(ad):
    return Lot.objects.values_list("left", flat=True).get(pk=ad.pk)


HANDED_OVER = HandedOver(
    words=_words, check=_check, where=_where, thing_comes_from=_comes_from, promised=_promised, freed=_freed,
    done=_done, undone=_undone,
)  # fmt: skip
