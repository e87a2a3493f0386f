from django.db import models
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    PROBLEM = "problem", _("Problème")
    SUGGESTION = "suggestion", _("Suggestion")
    COMPLIMENT = "compliment", _("Bravo")
