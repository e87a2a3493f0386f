"""What everybody may open: the form to flag, the public log; and the author's own: the reasons, and the objection."""

from allauth.core.ratelimit import consume
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from . import appealing, flagging, journal, things
from .access import may_moderate
from .forms import AppealForm, FlagForm
from .models import Decision


def _thing_for(request):
    thing = things.find(request.GET.get("about") or request.POST.get("about"), request.user)
    if thing is None:
        raise Http404
    return thing


@never_cache
@require_http_methods(["GET", "POST"])
def flag(request):
    """?about=<topic>. For what the reader may see; anything else is 404."""
    thing = _thing_for(request)
    me = request.user if request.user.is_authenticated else None
    context = {"thing": thing, "own": bool(me and thing.author and thing.author.pk == me.pk)}
    if me and not context["own"]:
        context["already"] = flagging.already(thing.topic, me)
    form = FlagForm(request.POST if request.method == "POST" else None, member=me)
    if request.method == "POST":
        if not consume(request, action="flag"):
            form.add_error(None, _("Vous en avez envoyé beaucoup en peu de temps : attendez une heure, puis renvoyez."))
            return render(request, "moderation/flag.html", {"form": form, **context}, status=429)
        if form.is_valid() and (made := _sent(form, thing, me)):
            # Whoever moderates goes on to decide.
            return (
                redirect("moderators:case", made.case_id) if may_moderate(request.user) else redirect("moderation:sent")
            )
    status = 400 if form.errors else 200
    return render(request, "moderation/flag.html", {"form": form, **context}, status=status)


def _sent(form, thing, me):
    said = form.cleaned_data
    try:
        return flagging.flag(thing, said["reason"], said["words"], me, said.get("email", ""))[0]
    except ValidationError as fault:
        form.add_error(None, fault)
        return None


@never_cache
@require_safe
def sent(request):
    """The thing itself may be out of sight by now, so this page leads elsewhere."""
    return render(request, "moderation/sent.html")


def _decision_for(member, pk):
    """One about this member, or any for who moderates; 404 for everybody else."""
    rows = Decision.objects.select_related("reason", "member", "appeal", "limit", "case")
    if not may_moderate(member):
        rows = rows.filter(member=member)
    return get_object_or_404(rows, pk=pk)


@never_cache
@login_required
@require_safe
def decision(request, pk):
    """The statement of reasons."""
    found = _decision_for(request.user, pk)
    may_object = appealing.may_object(found, request.user)
    return render(request, "moderation/decision.html", {"decision": found, "may_object": may_object})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def appeal(request, pk):
    """The author's objection: theirs alone."""
    found = _decision_for(request.user, pk)
    if found.member_id != request.user.pk or not found.restricts:
        raise Http404
    if not appealing.may_object(found, request.user):
        return redirect(found)
    form = AppealForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        appealing.appeal(found, request.user, form.cleaned_data["words"])
        return redirect(found)
    status = 400 if form.errors else 200
    return render(request, "moderation/appeal.html", {"form": form, "decision": found}, status=status)


@require_safe
def log(request):
    """Every decision, without anybody's name or words."""
    return render(request, "moderation/log.html", journal.page(request.GET.get("page")))


@require_safe
def log_csv(request):
    response = HttpResponse("".join(journal.lines()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="moderation.csv"'
    return response
