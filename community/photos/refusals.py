"""Why a photo is refused, in words for whoever chose it."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "missing": _("Aucune photo n’a été envoyée."),
    "empty": _("Ce fichier est vide. Choisissez-le à nouveau."),
    "too_big": _("Cette photo pèse plus de 25 Mo. Choisissez-en une plus légère."),
    "not_a_photo": _("Ce fichier n’est pas une photo que nous savons lire : JPEG, PNG, WebP, HEIC ou AVIF."),
    "drawing": _("Un dessin SVG n’est pas une photo. Envoyez une image JPEG, PNG, WebP, HEIC ou AVIF."),
    "truncated": _("Cette photo est incomplète : le fichier s’arrête avant la fin. Envoyez-la à nouveau."),
    "two_in_one": _("Ce fichier contient autre chose qu’une photo. Enregistrez-en une copie et envoyez la copie."),
    "too_many_pixels": _(
        "Cette photo a trop de pixels. Au plus, en millions : JPEG 210, JPEG progressif 30, WebP 25, "
        "PNG, HEIC et AVIF 50."
    ),
    "unreadable": _("Cette photo est abîmée et ne peut pas être lue. Essayez-en une autre."),
    "too_heavy": _(
        "Cette photo demande trop de mémoire ou de temps pour être préparée. Réduisez-la, puis renvoyez-la."
    ),
    "gave_up": _("Cette photo n’a pas pu être préparée, malgré plusieurs essais. Envoyez-la à nouveau."),
    "key_taken": _("Cette photo a déjà été envoyée par quelqu’un d’autre."),
    "too_often": _("Beaucoup de photos ont été envoyées d’ici. Attendez quelques minutes, puis réessayez."),
    "too_many": _("%(most)d photos au plus. Retirez-en une pour en ajouter une autre."),
    "no_room": _("Le site manque de place pour de nouvelles photos. Réessayez dans quelques heures."),
    "gone": _("Une des photos n’est plus disponible. Ajoutez-la à nouveau."),
}


class Refused(Exception):
    """A photo that cannot be taken. `code` is kept, `str()` is the sentence in the reader's language, with `facts`."""

    def __init__(self, code, **facts):
        super().__init__(code)
        self.code, self.facts = code, facts

    def __str__(self):
        return words(self.code, **self.facts)


def words(code, **facts):
    """The sentence for a refusal's code; an unknown one is read as damage."""
    said = str(WORDS.get(code, WORDS["unreadable"]))
    return said % facts if facts else said
