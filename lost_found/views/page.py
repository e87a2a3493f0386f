"""The page of one item, and its poster."""

from django.conf import settings
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from community.handovers import asking
from community.handovers.models import State
from community.posts import sharing
from community.posts.frame import frame_of, photos_of, qr_svg
from community.posts.models import Post
from community.visitors import kept_for_visitors

from ..access import item_for
from ..advice import advice_on
from ..cards import state_words
from ..claiming import line_of, may_claim
from ..matching import matches_of
from ..models import Colour, Item
from ..office import office_of_the_town
from ..things import ICONS

STRIPS = range(8)


@require_safe
@kept_for_visitors(seconds=5)
def page(request, pk):
    item = item_for(request.user, pk)
    context = {**frame_of(item, request.user), **_said_of(item), **_own(item, request.user)}
    return render(request, "lost_found/page.html", context)


def _said_of(item):
    return {
        "item": item,
        "icon": ICONS.get(item.what, "package"),
        "colours": [Colour(code).label for code in item.colours if code in Colour.values],
        "state": state_words(item),
        "office": office_of_the_town() if item.authority_id or item.source else None,
    }


def _own(item, member):
    """What those who answer for it see, and nobody else; and what others may do."""
    manages = item.is_managed_by(member)
    over = item.closed_at or item.hidden_at
    origin = item.born_from_id and Post.objects.visible_to(member).filter(pk=item.born_from_id).first()
    line = line_of(item) if manages and item.author_id and not item.hidden_at else []
    return {
        "manages": manages,
        "origin": origin or None,
        "matches": matches_of(item) if manages and not over else [],
        "line": line,
        "asked": [one for one in line if one.state == State.INTERESTED],
        "advice": advice_on(item) if manages and not over else "",
        "may_claim": may_claim(item, member) and asking.live_of(item, member) is None,
    }


@require_safe
def poster(request, pk):
    """One A4 sheet to hang up: what everybody may see of it, and strips to tear off."""
    item = get_object_or_404(Item.objects.published().filter(closed_at=None).select_related("territory"), pk=pk)
    address = settings.SITE_URL + item.get_absolute_url()
    photo = next((one for one in photos_of(item) if not one["waiting"]), None)
    context = {**_said_of(item), "photo": photo, "address": address, "qr": qr_svg(address), "strips": STRIPS}
    context["short"] = address.partition("://")[2].rstrip("/")
    return render(request, "lost_found/poster.html", context)


@require_safe
def card(request, pk):
    """The picture of a shared link."""
    item = get_object_or_404(Item.objects.published().select_related("territory"), pk=pk)
    return sharing.card(item, f"{item.get_side_display()} · {item.get_what_display()}")
