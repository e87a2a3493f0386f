"""The card of a demand for advice in a list."""

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.posts.markdown import plain

from .advices import Advice


def drawn(pks):
    """{id: HTML} of these cards. One query."""
    shown = Count("named__recommendation__entry", Q(named__recommendation__hidden_at=None), distinct=True)
    rows = Advice.objects.filter(pk__in=pks).select_related("group", "author", "territory", "category")
    return {advice.pk: _draw(advice) for advice in rows.annotate(named_count=shown)}


def _draw(advice):
    named = ngettext("%(count)s adresse recommandée", "%(count)s adresses recommandées", advice.named_count)
    kind = advice.category.name if advice.category else _("Demande de conseil")
    return render_to_string(
        "components/card.html",
        {
            "url": advice.get_absolute_url(),
            "title": advice.title,
            "excerpt": named % {"count": advice.named_count} if advice.named_count else plain(advice.text)[:200],
            "author": advice.author.name if advice.author and not advice.withdrawn_at else "",
            "place": advice.group.name if advice.group else advice.territory.name,
            "when": advice.published_at,
            "phase": "done" if advice.is_settled else "",
            "state": _("Trouvé") if advice.is_settled else "",
            "icon": advice.category.icon if advice.category else ADVICE_ICON,
            "category": kind,
            "comments": advice.comment_count,
        },
    )


ADVICE_ICON = "message-circle-question-mark"
