"""What can be lost: the words of the form, their icons, and what is kin to what."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    LOST = "lost", _("Perdu")
    FOUND = "found", _("Trouvé")


class What(models.TextChoices):
    KEYS = "keys", _("Clés")
    PHONE = "phone", _("Téléphone")
    WALLET = "wallet", _("Portefeuille")
    PAPERS = "papers", _("Papiers d’identité")
    CARD = "card", _("Carte (transport, banque)")
    BAG = "bag", _("Sac")
    GLASSES = "glasses", _("Lunettes")
    CLOTHES = "clothes", _("Vêtement")
    JEWEL = "jewel", _("Bijou, montre")
    TOY = "toy", _("Jouet, doudou")
    BICYCLE = "bicycle", _("Vélo, trottinette")
    DEVICE = "device", _("Appareil électronique")
    CAT = "cat", _("Chat")
    DOG = "dog", _("Chien")
    ANIMAL = "animal", _("Autre animal")
    OTHER = "other", _("Autre chose")


class Sex(models.TextChoices):
    FEMALE = "female", _("femelle")
    MALE = "male", _("mâle")


class Size(models.TextChoices):
    SMALL = "small", _("petite")
    MEDIUM = "medium", _("moyenne")
    BIG = "big", _("grande")


class Colour(models.TextChoices):
    BLACK = "black", _("noir")
    GREY = "grey", _("gris")
    WHITE = "white", _("blanc")
    BROWN = "brown", _("marron")
    BEIGE = "beige", _("beige")
    RED = "red", _("rouge")
    PINK = "pink", _("rose")
    ORANGE = "orange", _("orange")
    YELLOW = "yellow", _("jaune")
    GREEN = "green", _("vert")
    BLUE = "blue", _("bleu")
    PURPLE = "purple", _("violet")
    GOLD = "gold", _("doré")
    SILVER = "silver", _("argenté")
    MIXED = "mixed", _("plusieurs couleurs")


ANIMALS = (What.CAT, What.DOG, What.ANIMAL)
NUMBERED = (*ANIMALS, What.PHONE, What.DEVICE, What.BICYCLE)
# Whoever reads all of it could claim it: one detail is better kept back.
RISKY = (What.KEYS, What.PHONE, What.WALLET, What.PAPERS, What.CARD, What.JEWEL, What.BAG, What.DEVICE)
# Photos of these show names and numbers; they go when it is closed.
PERSONAL = (What.WALLET, What.PAPERS, What.CARD)

ICONS = {
    "keys": "key-round", "phone": "smartphone", "wallet": "wallet", "papers": "id-card", "card": "credit-card",
    "bag": "backpack", "glasses": "glasses", "clothes": "shirt", "jewel": "gem", "toy": "toy-brick", "bicycle": "bike",
    "device": "laptop", "cat": "cat", "dog": "dog", "animal": "paw-print", "other": "package",
}  # fmt: skip

# What one person calls this, another calls that.
_KIN = (
    {What.PHONE, What.DEVICE}, {What.WALLET, What.BAG}, {What.WALLET, What.PAPERS}, {What.WALLET, What.CARD},
    {What.PAPERS, What.CARD}, {What.BAG, What.CLOTHES}, {What.CAT, What.ANIMAL}, {What.DOG, What.ANIMAL},
)  # fmt: skip


def kin_of(what):
    """The whats that the same thing may be called: itself first."""
    return [what, *sorted({other for pair in _KIN if what in pair for other in pair} - {what})]
