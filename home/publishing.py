"""What one may publish, on one page: each kind with plain words on when to use it."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from community.groups.models import Group
from community.places.words import clean
from community.posts.kinds import kinds
from community.posts.taking_along import source_for
from community.posts.where import groups_of


@require_safe
def new(request):
    """?group=… and ?from=… go along to the form that is chosen; what cannot be said in a group is set apart."""
    group, source = _group(request), source_for(request.user, request.GET.get("from"))
    carried = {"group": group.slug} if group else {}
    born = {"from": source.pk} if source else {}
    here, elsewhere = [], []
    for kind in kinds().values():
        if not kind.new:
            continue
        inside = not group or kind.in_groups
        (here if inside else elsewhere).append((kind, _address(kind, {**(carried if inside else {}), **born})))
    context = {"here": here, "elsewhere": elsewhere, "group": group, "source": source}
    return render(request, "home/new.html", context)


def _address(kind, carried):
    return reverse(kind.new) + (f"?{urlencode(carried)}" if carried else "")


def _group(request):
    """The group, if one may speak there."""
    slug = clean(request.GET.get("group", ""))
    mine = groups_of(request.user) if request.user.is_authenticated else Group.objects.none()
    return mine.filter(slug=slug[:60]).first() if slug else None
