"""The moderators' desk in the admin. Who does not moderate finds nothing here (404)."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import access, appealing, deciding, journal, things
from ..forms import DecisionForm, JudgementForm
from ..models import Appeal, Case
from ..telling import history_of
from ..urgent import most_said
from . import queue as waiting

HISTORY = 20  # earlier decisions that a case's page shows
MOST_AT_ONCE = 100  # cases that one click keeps


def for_moderators(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not access.may_moderate(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def furniture(title, *crumbs):
    """What Wagtail's own pages show above: where one is."""
    home = [{"url": reverse("wagtailadmin_home"), "label": _("Accueil")}]
    return {
        "header_title": title,
        "header_icon": "warning",
        "breadcrumbs_items": [*home, *crumbs, {"url": "", "label": title}],
    }


def _crumb():
    return {"url": reverse("moderators:queue"), "label": _("Modération")}


@for_moderators
@require_safe
def queue(request):
    only = request.GET.get("only", "")
    page = waiting.page_of(waiting.waiting(request.user, only), request.GET.get("p"))
    context = {"page": page, "only": only, "appeals": waiting.appeals(request.user), "numbers": journal.numbers()}
    return render(request, "moderation/desk/queue.html", {**context, **furniture(_("Modération"))})


@for_moderators
@require_POST
def keep(request):
    """Leave all that is ticked where it is."""
    ticked = [pk for pk in request.POST.getlist("case") if pk.isdecimal() and len(pk) < 19][:MOST_AT_ONCE]
    kept = deciding.keep_all(Case.objects.open().filter(pk__in=ticked), request.user)
    words = ngettext("%(count)s dossier clos, rien n’est masqué.", "%(count)s dossiers clos, rien n’est masqué.", kept)
    messages.success(request, words % {"count": kept})
    return redirect("moderators:queue")


def _case_for(member, pk):
    """A case, but none about oneself: it says who flagged."""
    return get_object_or_404(Case.objects.exclude(author=member).select_related("author", "moderator"), pk=pk)


@for_moderators
@require_safe
def case(request, pk):
    return _page(request, _case_for(request.user, pk))


def _page(request, found, form=None, refusal="", status=200):
    flags = list(found.flags.select_related("reason", "flagger"))
    open_flags = [flag for flag in flags if flag.closed_at is None] or flags
    limit_only = found.kind == "member"
    context = {
        "case": found,
        "flags": flags,
        "first": open_flags[0],
        "now": _as_it_stands(found.topic, request.user),
        "around": things.around(found.topic) if things.parts(found.topic) else [],
        "decisions": list(found.decisions.select_related("reason", "moderator")),
        "history": list(history_of(found.author, but=found)[:HISTORY]) if found.author else [],
        "may_decide": Case.objects.free_for(request.user).filter(pk=found.pk).exists(),
        "refusal": refusal,
        "form": form or DecisionForm(initial={"reason": most_said(open_flags)}, to_hide=not limit_only),
        **furniture(open_flags[0].label, _crumb()),
    }
    return render(request, "moderation/desk/case.html", context, status=status)


def _as_it_stands(topic, member):
    """The thing today, when this moderator may see it: of a private message there is only what was quoted."""
    return things.find(topic, member) if things.parts(topic) else None


@for_moderators
@require_POST
def claim(request, pk):
    found = _case_for(request.user, pk)
    try:
        deciding.claim(found, request.user)
    except (deciding.Taken, PermissionDenied) as fault:
        messages.error(request, _why(fault))
    return redirect("moderators:case", pk=pk)


@for_moderators
@require_POST
def put_down(request, pk):
    deciding.put_down(_case_for(request.user, pk), request.user)
    return redirect("moderators:queue")


@for_moderators
@require_POST
def decide(request, pk):
    """What cannot be done leaves everything as it was, and the words in their field."""
    found = _case_for(request.user, pk)
    form = DecisionForm(request.POST, to_hide=found.kind != "member")
    if not form.is_valid():
        return _page(request, found, form, status=400)
    try:
        deciding.decide(found, request.user, **form.said())
    except ValidationError as fault:
        form.add_error(None, fault)
        return _page(request, found, form, status=400)
    except (deciding.Taken, PermissionDenied) as fault:
        return _page(request, _case_for(request.user, pk), form, _why(fault), status=409)
    messages.success(request, _("C’est décidé : l’auteur et ceux qui ont alerté sont prévenus."))
    return redirect("moderators:queue")


def _why(fault):
    if isinstance(fault, deciding.Taken):
        return _("%(name)s s’en est déjà chargé.") % {"name": fault.by.name if fault.by else _("Quelqu’un")}
    return _("C’est à propos de vous, ou de votre propre décision : un autre modérateur doit s’en charger.")


@for_moderators
@require_http_methods(["GET", "POST"])
def appeal(request, pk):
    """An objection: what was decided, what its author says, and the answer of somebody else."""
    joined = ("decision", "decision__reason", "decision__member", "decision__moderator", "decision__case", "moderator")
    made = get_object_or_404(Appeal.objects.exclude(decision__member=request.user).select_related(*joined), pk=pk)
    form = JudgementForm(request.POST if request.method == "POST" else None)
    status, refusal = 200, ""
    if request.method == "POST" and form.is_valid():
        try:
            appealing.judge(made, request.user, **form.cleaned_data)
            messages.success(request, _("C’est décidé : l’auteur et ceux qui ont alerté sont prévenus."))
            return redirect("moderators:queue")
        except ValidationError as fault:
            form.add_error(None, fault)
        except (deciding.Taken, PermissionDenied) as fault:
            refusal, status = _why(fault), 409
    context = {
        "appeal": made,
        "decision": made.decision,
        "form": form,
        "refusal": refusal,
        "may_judge": made.decided_at is None and appealing.may_judge(made.decision, request.user),
        "alone": made.decision.moderator_id == request.user.pk,
        **furniture(_("Contestation : %(label)s") % {"label": made.decision.label}, _crumb()),
    }
    return render(request, "moderation/desk/appeal.html", context, status=400 if form.errors else status)
