"""To claim an entry, step by step, by plain forms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from .. import claiming, proving
from ..access import entry_for
from ..claim_forms import ClaimForm, CodeForm
from ..claims import Claim

ANSWERS = {
    proving.WRONG: gettext_lazy("Ce n’est pas ce code-là."),
    proving.SPENT: gettext_lazy("Ce code ne vaut plus : demandez-en un autre, ou qu’un modérateur vérifie."),
}


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def claim(request, slug):
    """The form; while a code is awaited, the code's."""
    entry = entry_for(slug)
    mine = claiming.claim_of(request.user, entry)
    if mine and mine.state == Claim.State.ACCEPTED:
        return redirect("directory:own", slug)
    if request.method == "GET":
        return _show(request, entry, mine)
    form = ClaimForm(request.POST, entry=entry)
    if not form.is_valid():
        return _show(request, entry, mine, form, status=422)
    try:
        made = _ask(request, entry, form.cleaned_data)
    except ValidationError as fault:
        form.add_error(None, fault)
        return _show(request, entry, claiming.claim_of(request.user, entry), form, status=422)
    return redirect("directory:own" if made.state == Claim.State.ACCEPTED else "directory:claim", slug)


def _ask(request, entry, said):
    made = claiming.ask(entry, request.user, **said)
    if made.is_waiting and made.proof == Claim.Proof.EMAIL:
        proving.write_to_entry(made)
        messages.success(request, _("Le code est parti. Il arrive dans la boîte de la fiche, pas dans la vôtre."))
    elif made.is_waiting:
        messages.success(request, _("C’est noté. Un modérateur s’en occupe, et vous serez prévenu."))
    return made


def _show(request, entry, mine, form=None, code=None, status=200):
    context = {
        "entry": entry,
        "claim": mine,
        "form": form or ClaimForm(entry=entry, initial={"words": mine.words} if mine else {}),
        "code": code or CodeForm(),
        "held": claiming.is_held(entry),
        "for_agents": entry.official_id and not claiming.may_speak_for(request.user, entry.official_id),
        "minutes": proving.MINUTES,
    }
    return render(request, "directory/claim.html", context, status=status)


@require_POST
@login_required
@never_cache
def code(request, slug):
    entry = entry_for(slug)
    mine = claiming.claim_of(request.user, entry)
    if mine is None:
        raise Http404
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _show(request, entry, mine, code=form, status=422)
    came = proving.prove(mine, form.cleaned_data["code"])
    if came == proving.ACCEPTED or mine.state == Claim.State.ACCEPTED:
        messages.success(request, _("C’est prouvé : la fiche est à vous. Relisez-la."))
        return redirect("directory:own", slug)
    if came == proving.WAITS:
        messages.success(request, _("Le code est bon, mais quelqu’un d’autre tient la fiche : un modérateur décidera."))
        return redirect("directory:claim", slug)
    form.add_error("code", str(ANSWERS[came]))
    return _show(request, entry, mine, code=form, status=422)


@require_POST
@login_required
def give_up(request, slug):
    entry = entry_for(slug)
    if not claiming.give_up(entry, request.user):
        raise Http404
    messages.success(request, _("C’est fait : vous ne tenez plus cette fiche."))
    return redirect(entry)
