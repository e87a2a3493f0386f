"""What happened to a ticket, in words for everyone."""

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from .models import Authority
from .workflow import State

# An act's headline; the facts of the step fill it in. An act without one is called by the state it led to.
HEADLINES = {
    "received": gettext_lazy("Reçue par %(authority)s (%(service)s)"),
    "triaged": gettext_lazy("Orientée vers %(authority)s (%(service)s)"),
    "picked_up": gettext_lazy("Prise en charge par %(authority)s"),
    "put_down": gettext_lazy("Rendue à l'équipe"),
    "answered": gettext_lazy("Réponse de %(authority)s"),
    "noted": gettext_lazy("Note interne"),
    "transferred": gettext_lazy("Transférée de %(from_authority)s à %(authority)s (%(service)s)"),
    "moved_on": gettext_lazy("Transférée de %(from_service)s à %(service)s"),
    "replied": gettext_lazy("L'auteur a répondu"),
    "nothing_left": gettext_lazy("Plus rien à enlever : c’est parti, ou son propriétaire le garde"),
    "reopened": gettext_lazy("Rouverte : ce n'est pas réparé"),
}


def headline(step):
    said = HEADLINES.get(step.act)
    if said is None:
        words = str(State(step.to_state).label) if step.to_state else step.act
        other = step.facts.get("other")
        return _("%(words)s : %(other)s") % {"words": words, "other": other} if other else words
    return str(said) % _Facts(step)


class _Facts(dict):
    """The facts of a step, in the reader's language where they are kept in both."""

    def __init__(self, step):
        super().__init__(step.facts)
        self.setdefault("authority", step.authority.name)

    def __missing__(self, key):
        language = (get_language() or "fr")[:2]
        return self.get(f"{key}_{language}") or self.get(f"{key}_fr") or _("un service")


def service_facts(service, prefix=""):
    return {f"{prefix}service_fr": service.name_fr, f"{prefix}service_en": service.name_en or service.name_fr}


def authority_names():
    """The names of public bodies (settings.OFFICIAL_NAMES): no member calls themselves so. One query."""
    return Authority.objects.values_list("name", flat=True)
