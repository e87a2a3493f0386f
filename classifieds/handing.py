"""How an ad is handed over (settings.HANDED_OVER): what the engine says of it, and what each step does to it."""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.handovers import stock
from community.handovers.ending import is_anything_left
from community.handovers.kinds import HandedOver, Meeting
from community.handovers.models import Lot
from community.posts import states
from community.posts.models import Phase

from . import closing
from .favouring import free_again
from .loans import handing as lending
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
    """The ad that a post is, read once for each post in hand."""
    if isinstance(post, Classified):
        return post
    if not hasattr(post, "ad"):
        post.ad = Classified.objects.get(pk=post.pk)
    return post.ad


def _read(handovers):
    unread = [one.post for one in handovers if not isinstance(one.post, Classified) and not hasattr(one.post, "ad")]
    ads = Classified.objects.in_bulk({post.pk for post in unread})
    for post in unread:
        post.ad = ads[post.pk]
    if lent := [one for one in handovers if _lends(one)]:
        lending.read(lent)


def _lends(handover):
    return _ad(handover.post).intent == Intent.LEND


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
    if _lends(handover) and lending.is_return(handover):
        return handover.partner
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
    """The last unit has gone: so has the ad."""
    ad = _ad(handover.post)
    if not is_anything_left(ad.pk):
        closing.close(ad, Outcome.HERE, line_told=True)


def _undone(handover):
    closing.reopen(_ad(handover.post))


def _left(ad):
    return Lot.objects.values_list("left", flat=True).get(pk=ad.pk)


def _ask_page(post):
    ad = _ad(post)
    return reverse("classifieds:borrow", args=[ad.pk]) if ad.intent == Intent.LEND else ""


def _either(of_loans, otherwise):
    """What is lent goes its own way: it holds back days, comes back, and stays on the list."""
    return lambda handover, *more: (of_loans if _lends(handover) else otherwise)(handover, *more)


HANDED_OVER = HandedOver(
    words=_words, check=_check, where=_where, thing_comes_from=_comes_from, freed=_freed,
    promised=_either(lending.promised, _promised), done=_either(lending.done, _done),
    undone=_either(lending.undone, _undone), take=_either(lending.take, stock.take),
    give_back=_either(lending.give_back, stock.give_back), fits=_either(lending.fits, lambda handover: True),
    says=_either(lending.says, lambda handover, member, appointment: ""),
    page_of=_either(lending.page_of, lambda handover: None),
    allows=_either(lending.allows, lambda handover, member, act: True), ask_page=_ask_page, read=_read,
    waits_for=_either(lending.waits_for, lambda handover, member: False), unfinished=lending.unfinished,
    days=_either(lending.due, lambda handover, member: []), unconfirmed=_either(lending.unconfirmed, lambda *_: None),
    silence_is_done=_either(lending.silence_is_done, lambda handover: True),
)  # fmt: skip
