"""What notifications are about, in the words of the settings page, and what each level of volume means for each.

settings.NOTICES says to which subject a kind belongs. One's own wishes (Volume.table) stand before these."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .models import Level

NOW, DIGEST, NEVER = "now", "digest", "never"
MAILS = [(NOW, _("tout de suite")), (DIGEST, _("dans le journal")), (NEVER, _("jamais"))]


@dataclass(frozen=True)
class Subject:
    code: str
    label: str | Promise
    icon: str
    example: str | Promise


SUBJECTS = [
    Subject("answers", _("Réponses de la ville"), "landmark", _("un signalement que vous suivez avance")),
    Subject("replies", _("On vous répond, on parle de vous"), "reply", _("une réponse à votre commentaire")),
    Subject("messages", _("Messages"), "mail", _("un voisin vous écrit")),
    Subject(
        "handovers",
        _("Dons, prêts et rendez-vous"),
        "handshake",
        _("on vous promet l’échelle"),
    ),
    Subject("comments", _("Commentaires"), "message-circle", _("la discussion continue sur ce que vous suivez")),
    Subject("confirmations", _("Confirmations"), "hand", _("des voisins voient aussi votre signalement")),
    Subject("around", _("Autour de vous"), "map-pin", _("un sujet, un lieu ou des mots que vous suivez")),
    Subject("groups", _("Groupes"), "users-round", _("du nouveau dans vos groupes")),
    Subject("news", _("Actualités"), "newspaper", _("la mairie publie une nouvelle")),
    Subject("alerts", _("Alertes officielles"), "siren", _("une crue, une coupure d’eau, une rue fermée")),
    Subject("account", _("Votre compte"), "user-round", _("une photo refusée, une décision de modération")),
]
CODES = [subject.code for subject in SUBJECTS]

# (mail, push) of each subject. Quiet: under the bell only, but for what is urgent.
DEFAULTS = {
    Level.QUIET: {**dict.fromkeys(CODES, (NEVER, False)), "alerts": (NOW, True)},
    Level.DIGEST: {
        "answers": (NOW, False),
        "replies": (NOW, False),
        "messages": (NOW, True),
        "handovers": (NOW, True),
        "comments": (DIGEST, False),
        "confirmations": (NEVER, False),
        "around": (DIGEST, False),
        "groups": (DIGEST, False),
        "news": (DIGEST, False),
        "alerts": (NOW, True),
        "account": (NOW, False),
    },
    Level.EVERYTHING: dict.fromkeys(CODES, (NOW, True)),
}


def subject_of(kind):
    """The code of the subject a kind belongs to; what nobody has placed is about one's account."""
    return settings.NOTICES.get(kind, "account")


def kinds_of(subject):
    return [kind for kind, code in settings.NOTICES.items() if code == subject]
