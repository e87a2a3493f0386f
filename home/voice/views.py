"""The town's word, read: the list of all of it, its Atom feed, the address of each, and putting an alert away."""

import re
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from community.places.boundaries import atlas
from community.places.models import Level
from community.posts.cards import cards
from community.visitors import kept_for_visitors

from .alerts import remember_put_away
from .cards import pages_of
from .models import Announcement
from .pages import NewsPage

PER_PAGE = 12
ENDED = 20  # alerts that are over, in the list


@require_safe
@kept_for_visitors(seconds=5)
def index(request):
    """All news, the newest first; ?quarter=CODE for those of one quarter, with what is for the whole town."""
    quarter = chosen(request)
    rows = said_in(quarter).order_by("-published_at", "-pk").values_list("pk", "sequence")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    query = {"quarter": quarter.code} if quarter else {}
    context = {
        "cards": cards(list(page), get_language()),
        "page_of": page,
        "quarter": quarter,
        "quarters": [t for t in atlas().territories if t.level == Level.NEIGHBOURHOOD],
        "query": urlencode(query),
        "ended": ended(),
    }
    return render(request, "home/news_index.html", context)


def chosen(request):
    """The territory named in ?quarter=, or None; 404 for one that does not exist."""
    code = request.GET.get("quarter", "")
    if not code:
        return None
    found = next((t for t in atlas().territories if t.code == code), None)
    if found is None:
        raise Http404
    return found


def said_in(quarter):
    """The announcements that everybody may read, of one territory or of all."""
    rows = Announcement.objects.published()
    if quarter is None:
        return rows
    wide, above = [quarter.pk], quarter
    while above := above.parent:
        wide.append(above.pk)
    also = Announcement.also_in.through.objects.filter(post=OuterRef("pk"), territory__in=wide)
    return rows.filter(Q(territory__in=wide) | Exists(also))


def ended():
    """The latest alerts that are over, in the reader's language where they have it."""
    language = (get_language() or "fr")[:2]
    over = NewsPage.objects.filter(expired=True, live=False, sort=NewsPage.Sort.ALERT).select_related("locale")
    found = {}
    for page in over.order_by("-expire_at")[: 2 * ENDED]:
        if page.translation_key not in found or page.locale.language_code == language:
            found[page.translation_key] = page
    keys = Announcement.objects.filter(translation_key__in=found).values_list("translation_key", "pk")
    for key, pk in keys:
        found[key].post_pk = pk
    return [page for page in found.values() if getattr(page, "post_pk", None)][:ENDED]


@require_safe
def said(request, pk):
    """The address of what was said, whatever became of its page's: it leads to the page in the reader's language, shows
    it here when it has only another, and says so when an alert is over."""
    post = get_object_or_404(Announcement.objects.exclude(published_at=None), pk=pk)
    page = pages_of([post.translation_key]).get(post.translation_key) if post.hidden_at is None else None
    if page is None:
        return _over(request, post)
    if page.locale.language_code == (get_language() or "fr")[:2] and page.url:
        return redirect(page.url)
    return page.serve(request)


def _over(request, post):
    over = NewsPage.objects.filter(translation_key=post.translation_key, expired=True, sort=NewsPage.Sort.ALERT)
    found = sorted(over.select_related("locale"), key=lambda page: page.locale.language_code != get_language()[:2])
    if not found:
        raise Http404
    return render(request, "home/alert_over.html", {"page": found[0], "post": post})


@csrf_exempt  # the banner stands on pages that a cache keeps
@require_POST
def put_away(request, pk):
    """version=…, next=address: this browser does not show the alert again until it changes."""
    origin = request.headers.get("Origin")  # "null" is what a page sends that would not say whose it is
    if origin is not None and urlsplit(origin).netloc != request.get_host():
        raise PermissionDenied  # nobody else hides the town's alerts
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    version = request.POST.get("version", "")
    return remember_put_away(request, response, pk, version) if re.fullmatch("[0-9a-f]{10}", version) else response
