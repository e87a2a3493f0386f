from allauth.core.ratelimit import consume
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.photos.refusals import Refused

from .photos import receive
from .portraits import ROLE, take_down


@require_POST
@login_required
def change(request):
    """photo=FILE puts one's photo up, remove=yes takes it down; the profile's form says how it went."""
    if request.POST.get("remove"):
        take_down(request.user)
        messages.success(request, _("Votre photo est retirée."))
        return redirect("members:profile_edit")
    try:
        receive(_sent(request), uploader=request.user, role=ROLE)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("members:profile_edit")


def _sent(request):
    if "photo" not in request.FILES:
        raise Refused("missing")
    if not consume(request, action="photo"):
        raise Refused("too_often")
    return request.FILES["photo"]
