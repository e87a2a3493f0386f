"""What an ad is checked for before it is published: regulated goods, the same ad again, links, how many a newcomer may
send."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.places.words import fold

from . import duplicates, links, newcomers
from .goods import Act, rules_about


@dataclass(frozen=True)
class Reason:
    """Why, in the reader's language, and who says so: `source` with its address, or `url`, what it speaks of."""

    words: str
    source: str = ""
    source_url: str = ""
    url: str = ""


@dataclass(frozen=True)
class Verdict:
    """`refused` may not be published, `warned` asks its author to confirm that they have read it, `held` waits for a
    moderator."""

    refused: list[Reason] = field(default_factory=list)
    warned: list[Reason] = field(default_factory=list)
    held: list[Reason] = field(default_factory=list)

    @property
    def held_why(self):
        """The words that are kept with an ad that waits, "" for none."""
        return " ".join(reason.words for reason in self.held)[:300]


def verdict(author, *, intent, category, title, text, price_cents=None, tags=(), ad=None, photo_keys=(),
            instead_of=None):  # fmt: skip
    """The Verdict on an ad as its form gives it; `ad` is the one being changed, `instead_of` the id of the one whose
    place it takes. At most eight queries, each of a bounded number of rows."""
    made = Verdict()
    _goods(made, intent, category, fold(" ".join([title, *tags])), fold(text))
    _links(made, author, f"{title}\n{text}")
    _duplicates(made, author, intent, category, title, text, photo_keys, {ad and ad.pk, instead_of})
    if ad is None:
        _how_many(made, author)
    return made


def _goods(made, intent, category, title, text):
    kept = {Act.BLOCK: made.refused, Act.HOLD: made.held, Act.WARN: made.warned}
    for rule in rules_about(intent, category, title, text):
        kept[rule.act].append(Reason(rule.reason, rule.source, rule.source_url))


def _links(made, author, text):
    if links.hides_its_way(text):
        made.refused.append(Reason(_("Ce lien raccourci cache où il mène : mettez l’adresse entière, ou aucune.")))
    hosts = links.unknown_hosts(text)
    if len(hosts) > links.MOST:
        made.held.append(Reason(_("Tant de liens font penser à une publicité : un modérateur regarde avant.")))
    elif hosts and newcomers.is_new(author):
        made.held.append(Reason(_("Un lien dans l’annonce d’un compte tout neuf : un modérateur regarde avant.")))
    elif hosts:
        words = _("Votre annonce mène à %(host)s. Les voisins se méfient des liens : est-il utile ?")
        made.warned.append(Reason(words % {"host": hosts[0]}))
    if links.contact_details(text):
        words = _(
            "Votre adresse e-mail ou votre numéro serait lu de tous. Inutile : les intéressés vous écrivent ici, et "
            "vous le donnez à qui vous voulez."
        )
        made.warned.append(Reason(words))


def _duplicates(made, author, intent, category, title, text, photo_keys, but):
    mine = duplicates.own(author, intent, title, text, photo_keys, but)
    if mine:
        words = _("Cela ressemble à votre annonce en cours « %(title)s » : modifiez-la ou renouvelez-la plutôt.")
        made.warned.append(Reason(words % {"title": mine.title}, url=mine.get_absolute_url()))
        made.held.append(Reason(_("Elle ressemble à une autre de vos annonces en cours.")))
    if duplicates.of_others(author, category, text) >= duplicates.MANY:
        made.held.append(Reason(_("Le même texte est déjà paru chez plusieurs autres personnes.")))


def _how_many(made, author):
    most = newcomers.allowed(author)
    if newcomers.sent_lately(author) < most:
        return
    words = ngettext(
        "%(most)s annonce par jour, c’est la limite : revenez demain.",
        "%(most)s annonces par jour, c’est la limite : revenez demain.",
        most,
    )
    if newcomers.is_new(author):
        words += " " + _("Elle monte dès que votre compte a quelques jours.")
    made.refused.append(Reason(words % {"most": most}))
