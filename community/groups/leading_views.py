"""What those who lead a group do: answer, invite, put out, name, change, end."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.places.words import clean

from . import founding, joining, leaving
from .access import group_for, is_in, leads, led_by, people_in
from .forms import LONGEST_WORD, GroupForm, member_called
from .models import Membership, Role

PER_PAGE = 60


@require_safe
@never_cache
@login_required
def members(request, slug):
    """Who is in it, for those who are; who asks and who was put out, for those who lead it."""
    group, mine = group_for(request.user, slug)
    if not is_in(mine):
        raise Http404
    context = {
        "group": group,
        "mine": mine,
        "page": Paginator(people_in(group, request.user), PER_PAGE).get_page(request.GET.get("page")),
        "leads": leads(mine),
        "organises": mine.role == Role.ORGANISER,
        "roles": Role.choices,
        **(_waiting(group) if leads(mine) else {}),
    }
    return render(request, "groups/members.html", context)


def _waiting(group):
    rows = Membership.objects.filter(group=group, joined_at=None, member__is_active=True).select_related("member")
    rows = list(rows.order_by("pk"))
    return {
        "asking": [row for row in rows if row.asked_at and not row.banned_at],
        "invited": [row for row in rows if row.invited_at and not row.banned_at],
        "banned": [row for row in rows if row.banned_at],
    }


@require_POST
@login_required
def act(request, slug):
    """do=accept, decline (word), invite (handle), remove, ban, let_again, role (role); of the member `who` (id)."""
    group, mine = led_by(request.user, slug)
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None or group.ended_at:
        raise Http404
    try:
        said = deed(request, group, mine)
    except PermissionDenied:
        raise Http404 from None
    except ValidationError as fault:
        messages.error(request, " ".join(fault.messages))
    else:
        messages.success(request, said)
    return redirect("groups:members", slug)


def _who(request, group):
    who = request.POST.get("who", "")
    row = get_object_or_404(
        Membership.objects.select_related("member"), group=group, member=who if who.isdecimal() and len(who) < 19 else 0
    )
    return row.member


def _accept(request, group, mine):
    joining.accept(group, request.user, _who(request, group))
    return _("La demande est acceptée.")


def _decline(request, group, mine):
    word = clean(request.POST.get("word", ""))[:LONGEST_WORD]
    joining.decline(group, request.user, _who(request, group), word)
    return _("La demande est refusée, avec votre mot.")


def _invite(request, group, mine):
    other = member_called(request.user, request.POST.get("handle", ""))
    if other is None:
        raise ValidationError(_("Personne ne porte cet identifiant."))
    joining.invite(group, request.user, other)
    return _("L'invitation est partie.")


def _remove(request, group, mine):
    leaving.put_out(group, request.user, _who(request, group))
    return _("Cette personne n'est plus dans le groupe.")


def _ban(request, group, mine):
    leaving.put_out(group, request.user, _who(request, group), for_good=True)
    return _("Cette personne n'est plus dans le groupe et ne peut plus y entrer.")


def _let_again(request, group, mine):
    leaving.let_again(group, _who(request, group))
    return _("Cette personne peut de nouveau demander à entrer.")


def _role(request, group, mine):
    role = request.POST.get("role", "")
    if mine.role != Role.ORGANISER or role not in Role.values:
        raise PermissionDenied
    leaving.name_role(group, request.user, _who(request, group), role)
    return _("Le rôle est changé.")


DEEDS = {
    "accept": _accept, "decline": _decline, "invite": _invite, "remove": _remove, "ban": _ban,
    "let_again": _let_again, "role": _role,
}  # fmt: skip


@never_cache
@login_required
def edit(request, slug):
    group, _mine = led_by(request.user, slug, roles=(Role.ORGANISER,))
    form = GroupForm.of(group, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and not group.ended_at:
        founding.change(group, **form.said())
        messages.success(request, _("C'est enregistré."))
        return redirect(group)
    return render(request, "groups/edit.html", {"form": form, "group": group}, status=400 if form.errors else 200)


@never_cache
@login_required
def end(request, slug):
    group, _mine = led_by(request.user, slug, roles=(Role.ORGANISER,))
    if request.method == "POST":
        founding.end(group, request.user)
        messages.success(request, _("Le groupe est terminé. Ses membres peuvent encore le lire."))
        return redirect(group)
    return render(request, "groups/end.html", {"group": group})
