from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.going_on import next_address

from . import blocks
from .models import Block, Member
from .showing import member_for


@require_POST
@login_required
def change(request, handle):
    """block=yes or no, next=address. Whom one blocked already is found still, so that a form may be sent twice;
    anybody else who is apart from oneself is not there."""
    mine = Member.objects.filter(handle=handle, blocked_by__member=request.user).first()
    if request.POST.get("block") == "no":
        if mine and blocks.unblock(request.user, mine):
            messages.success(request, _("%(name)s n'est plus bloqué.") % {"name": mine.name})
    else:
        other = mine or member_for(request.user, handle)
        if other == request.user:
            raise Http404
        blocks.block(request.user, other)
        said = _("%(name)s est bloqué : vous ne vous voyez plus, dans un sens comme dans l'autre.")
        messages.success(request, said % {"name": other.name})
    return HttpResponseRedirect(next_address(request) or reverse("members:blocks"))


@require_safe
@never_cache
@login_required
def index(request):
    """Whom one has blocked, to undo it."""
    mine = Block.objects.filter(member=request.user).select_related("other").order_by("-created_at")
    return render(request, "members/blocks.html", {"blocks": mine})
