"""What one follows, on one page: posts, topics, words, areas; and adding to it from anywhere."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.going_on import next_address
from community.keys import key_in

from .models import Post, Watch
from .tagging import suggestions
from .watch_forms import AreaForm, TopicForm, WordsForm
from .watching import unwatch, watch_topic

PER_PAGE = 30
LATER = "watch"  # in the session: what a visitor asked to follow before they signed in


@login_required
@never_cache
@require_safe
def index(request):
    return _page(request)


def _page(request, status=200, **forms):
    """Everything the member follows, and forms to add; the one that was sent comes back with what is wrong with it."""
    mine = Post.objects.visible_to(request.user).filter(follows__member=request.user)
    context = {
        "watches": _grouped(Watch.objects.filter(member=request.user)),
        "page": Paginator(mine.order_by("-follows__pk"), PER_PAGE).get_page(request.GET.get("page")),
        "topic_form": forms.get("topic") or TopicForm(),
        "words_form": forms.get("words") or WordsForm(initial={"words": request.GET.get("words", "")[:100]}),
        "area_form": forms.get("area") or AreaForm(),
        "start": request.user.home,
    }
    return render(request, "posts/follows.html", context, status=status)


def _grouped(watches):
    """[(nature, watches)] in the order of the page, the empty ones left out."""
    groups = {"areas": [], "topics": [], "words": []}
    for watch in watches:
        groups["topics" if watch.topic else "words" if watch.words else "areas"].append(watch)
    return [(nature, found) for nature, found in groups.items() if found]


@never_cache
def add(request):
    """POST topic=…, words=… or the fields of an area, with `next`. A visitor signs in first and comes back to it."""
    if not request.user.is_authenticated:
        request.session[LATER] = {name: value[:20_000] for name, value in request.POST.items() if name in KEPT}
        return redirect_to_login(request.path)
    data = request.POST if request.method == "POST" else request.session.pop(LATER, None)
    return _add(request, data) if data else redirect("posts:follows")


KEPT = ("topic", "words", "shape", "address", "choice", "place", "lat", "lon", "metres", "label", "kind", "next")


def _add(request, data):
    name, form = _form_of(data)
    try:
        watch = _watched(request.user, data, form)
    except ValidationError as fault:
        if form is None:
            messages.error(request, " ".join(fault.messages))
            return redirect("posts:follows")
        form.add_error(None, fault)
        watch = None
    if watch is None:
        return _page(request, status=422, **{name: form})
    said = _("Vous suivez « %(what)s » : vous serez prévenu de ce qui s'y publie.") % {"what": watch.label}
    messages.success(request, said)
    return redirect(next_address(request, "posts:follows", data))


def _watched(member, data, form):
    """The Watch, or None when the form has said what is wrong. A button's topic need not stand in the list."""
    if form is None:
        return watch_topic(member, data["topic"], data.get("kind", ""))
    return form.watch(member) if form.is_valid() else None


def _form_of(data):
    if "words" in data:
        return "words", WordsForm(data)
    if data.get("topic"):
        return "topic", None
    return ("topic", TopicForm(data)) if "topic" in data else ("area", AreaForm(data))


@login_required
@require_POST
def remove(request):
    """topic=… or pk=…: stop following it, whether or not one did."""
    pk, topic = request.POST.get("pk", ""), request.POST.get("topic", "")
    if topic:
        unwatch(request.user, topic=topic[:100])
    elif (key := key_in(pk)) is not None:
        unwatch(request.user, pk=key)
    messages.success(request, _("C'est noté : vous ne le suivez plus."))
    return redirect(next_address(request, "posts:follows"))


@require_safe
def tags(request):
    """{"tags": [{"name", "slug", "count"}]} that begin with ?q=, the most used first."""
    return JsonResponse({"tags": suggestions(request.GET.get("q", "")[:60])})
