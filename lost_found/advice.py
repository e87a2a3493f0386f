"""What helps besides, for a kind of thing: said to its author once it is told."""

from django.utils.translation import gettext_lazy as _

from .things import ANIMALS, Side, What

_OFFICE = _(
    "Un papier d’identité se dépose à la mairie ou au commissariat, qui le rend à son titulaire : n’en publiez ni le"
    " nom, ni le numéro, ni la photo."
)
FOUND = {
    What.PAPERS: _OFFICE,
    What.WALLET: _OFFICE,
    What.CARD: _("Une carte bancaire se remet à l’agence de la banque, ou se détruit si personne ne la réclame : n’en"
                 " publiez ni le nom, ni le numéro."),
    What.PHONE: _("Laissez-le allumé : son propriétaire appelle peut-être."),
    **dict.fromkeys(ANIMALS, _("Un vétérinaire lit la puce gratuitement. Un animal trouvé se signale aussi à la mairie"
                               " et au fichier national (I-CAD, i-cad.fr).")),
}  # fmt: skip
LOST = {
    What.PAPERS: _("Déclarez la perte : à la mairie pour une carte d’identité ou un passeport, sur service-public.fr"
                   " pour un permis de conduire."),
    What.CARD: _("Faites opposition tout de suite auprès de votre banque."),
    What.WALLET: _("S’il y avait des cartes bancaires, faites opposition tout de suite ; déclarez les papiers perdus."),
    What.PHONE: _("Demandez à votre opérateur de bloquer la ligne et l’appareil, avec son numéro IMEI."),
    What.BICYCLE: _("Déclarez-le aussi sur le fichier de son marquage (par exemple Bicycode) : il y est cherché à"
                    " chaque contrôle."),
    What.KEYS: _("Si une adresse y était attachée, faites changer la serrure."),
    **dict.fromkeys(ANIMALS, _("Signalez-le perdu au fichier national (I-CAD, i-cad.fr), aux vétérinaires proches et à"
                               " la mairie ; une affiche dans la rue aide le plus.")),
}  # fmt: skip


def advice_on(item):
    """A sentence, or ""."""
    return (LOST if item.side == Side.LOST else FOUND).get(item.what, "")
