"""Whom one may write to, while one types a name: their handles are written in the field."""

from allauth.core.ratelimit import consume_or_429
from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from community.members.blocks import apart
from community.members.models import Member
from community.members.profile import Profile, Writers
from community.members.showing import RESIDENT, standing
from community.posts.search import newest, words_of

MOST, READ = 6, 24  # proposed; looked at, of whom some want no messages


@login_required
@never_cache
@require_safe
def suggest(request):
    """{"suggestions": [{"label", "sort", "fill"}]} for ?q=, or status 429 and {"error"}. One query. Nobody apart by
    a block, nor who wants no messages from this member."""
    if consume_or_429(request, action="suggest", limit_get=True):
        return JsonResponse({"error": _("Trop de recherches à la suite. Réessayez dans une minute.")}, status=429)
    words = words_of(request.GET.get("q", "")[:100])
    rows = Member.objects.filter(is_active=True).exclude(pk=request.user.pk).exclude(pk__in=apart(request.user))
    found = newest(rows.select_related("profile"), "members", words, begun=True)[:READ] if words else ()
    welcome = [member for member in found if _accepts(member, request.user)][:MOST]
    return JsonResponse({"suggestions": [_shown(member) for member in welcome]})


def _accepts(member, sender):
    """showing.accepts_messages, of a member that is read with their profile already."""
    wanted = getattr(member, "profile", None) or Profile(member=member)
    if wanted.messages_from == Writers.RESIDENTS:
        return standing(sender, member) >= RESIDENT
    return wanted.messages_from != Writers.NOBODY


def _shown(member):
    return {"label": member.name, "sort": f"@{member.handle}", "fill": member.handle}
