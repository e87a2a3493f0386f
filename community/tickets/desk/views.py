"""The desk in the admin: the queue, its map, a ticket's page, and what is done there."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.posts.follow import link_to
from community.posts.models import Comment, Photo

from .. import access
from ..models import Service, Ticket
from ..workflow import NEXT, State
from .deeds import DEEDS, Refusal, do, seen_of
from .queue import Filters, page_of, pins
from .sitting import sitting_of

MOVES = [State.ACCEPTED, State.PLANNED, State.IN_PROGRESS, State.WAITING]
ENDS = [State.NOT_COMPETENT, State.DUPLICATE, State.REFUSED]
EXCERPT = 5  # entries of the thread that the ticket's page shows


def at_desk(request):
    """Where the reader sits; 404 for whoever sits nowhere."""
    sitting = sitting_of(request.user)
    if not sitting.seats:
        raise Http404
    return sitting


@require_safe
def queue(request):
    """The whole page, or with `?rows=1` the rows alone: what the page fetches when something happens."""
    sitting = at_desk(request)
    filters = Filters(request.GET, sitting)
    number = int(request.GET["p"]) if request.GET.get("p", "").isdecimal() and len(request.GET["p"]) < 6 else 1
    tickets, more = page_of(filters.apply(sitting.tickets()), number)
    asked = request.GET.copy()
    for name in ("p", "rows"):
        asked.pop(name, None)
    context = {
        "tickets": tickets, "filters": filters, "page": max(number, 1), "more": more, "asked": asked.urlencode(),
        "sitting": sitting, "filtered": any(asked.values()),
    }  # fmt: skip
    if request.GET.get("rows"):
        return render(request, "tickets/desk/rows.html", context)
    return render(request, "tickets/desk/queue.html", {**context, **furniture(_("Guichet"), "clipboard-list")})


@require_safe
def map_pins(request):
    sitting = at_desk(request)
    return JsonResponse(pins(Filters(request.GET, sitting).apply(sitting.tickets())))


def furniture(title, icon, *crumbs):
    """What Wagtail's own pages show above: where one is."""
    home = [{"url": reverse("wagtailadmin_home"), "label": _("Accueil")}]
    return {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*home, *crumbs, {"url": "", "label": title}],
    }


def ticket_for(member, pk):
    """A ticket this member may read at a desk, with what its page shows; 404 otherwise."""
    joined = ("post", "post__author", "post__territory", "category", "service", "authority", "assignee")
    ticket = Ticket.objects.readable_at_desk_by(member).select_related(*joined).filter(pk=pk).first()
    if ticket is None:
        raise Http404
    return ticket


@require_safe
def ticket(request, pk):
    return _page(request, ticket_for(request.user, pk))


@require_safe
def history(request, pk):
    """The history alone: what an open page fetches when something happened."""
    found = ticket_for(request.user, pk)
    return render(request, "tickets/desk/history.html", {"ticket": found, "steps": _steps(request.user, found)})


def _steps(member, found):
    steps = list(access.steps_for(member, found))
    for step in steps:
        step.ticket = found
    return steps


def _page(request, found, status=200, refusal=None):
    crumb = {"url": reverse("desk:queue"), "label": _("Guichet")}
    next_states = NEXT[State(found.state)]
    context = {
        "ticket": found,
        "may_act": access.may_act(request.user, found),
        "seen": seen_of(found),
        "steps": _steps(request.user, found),
        "photos": list(found.post.photos.exclude(state=Photo.State.REFUSED).filter(comment=None)),
        "talk": _talk(found),
        "services": _services(found),
        "next": next_states,
        "moves": [s for s in MOVES if s in next_states],
        "ends": [s for s in ENDS if s in next_states],
        "refusal": refusal,
        "typed": refusal.typed if refusal else {},
        "public_url": settings.SITE_URL + link_to(found.post),
        **furniture(found.reference, "clipboard-list", crumb),
    }  # fmt: skip
    return render(request, "tickets/desk/ticket.html", context, status=status)


def _talk(found):
    """The latest of what neighbours say, oldest first."""
    said = Comment.objects.filter(post=found.post_id, kind=Comment.Kind.COMMENT, removed_at=None, hidden_at=None)
    return list(said.select_related("author").order_by("-number")[:EXCERPT])[::-1]


def _services(found):
    """Where it may be handed on to: this authority's services first."""
    others = Service.objects.exclude(pk=found.service_id).select_related("authority")
    return sorted(others, key=lambda s: (s.authority_id != found.authority_id, s.authority.name, s.name))


@require_POST
def act(request, pk, deed):
    """Do something with a ticket. What cannot be done leaves everything as it was, and the words in their field."""
    found = ticket_for(request.user, pk)
    if deed not in DEEDS:
        raise Http404
    try:
        words = do(deed, found, request)
    except Refusal as refusal:
        messages.error(request, refusal.words)
        return _page(request, ticket_for(request.user, pk), status=refusal.status, refusal=refusal)
    messages.success(request, words)
    back = Ticket.objects.readable_at_desk_by(request.user).filter(pk=pk).exists()
    return redirect("desk:ticket", pk=pk) if back else redirect("desk:queue")
