"""/search/: one box, everything the reader may see, without a script; and what is suggested while one types."""

from allauth.core.ratelimit import consume_or_429
from django.http import JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.posts.kinds import kinds
from community.visitors import kept_for_visitors

from .asked import ORDERS, PERIODS, SORTS, Asked
from .found import MOST, MOST_OTHERS, Posts, others
from .near import near_misses
from .results import of_others, of_posts
from .suggesting import suggestions

PAGE = 20
FIRST = 3  # of members, groups, places and pages that stand above the posts
MOST_PLACES = 8  # in the facet


@require_safe
@kept_for_visitors(seconds=5)
def page(request):
    asked = Asked(request.GET, request.user)
    if not asked.is_valid():
        return render(request, "home/search.html", {"asked": asked, "wrong": True}, status=400)
    context = {"asked": asked, "typed": asked.cleaned_data["q"], "kept": asked.kept}
    if not asked.too_little:
        context |= _answered(asked)
    elif context["typed"]:
        context["hint"] = _("Tapez au moins un mot de deux lettres.")
    return render(request, "home/search.html", context)


@require_safe
@kept_for_visitors(seconds=60)
def suggest(request):
    """{"suggestions": [{"label", "url", "sort"}]} for ?q=, or status 429 and {"error"} in words."""
    if consume_or_429(request, action="suggest", limit_get=True):
        return JsonResponse({"error": _("Trop de recherches à la suite. Réessayez dans une minute.")}, status=429)
    asked = Asked({"q": request.GET.get("q", "")}, request.user)
    if not asked.is_valid() or asked.too_little:
        return JsonResponse({"suggestions": []})
    return JsonResponse({"suggestions": suggestions(asked.words, asked.member)})


def _answered(asked):
    words, what, number = asked.words, asked.cleaned_data["what"], asked.cleaned_data["page"] or 1
    posts = Posts(asked)
    # Places, tags and dates are those of posts: who asks for them asks for posts.
    rest = {} if asked.narrowed or not words else others(words, asked.member)
    if what in SORTS:
        shown, more = of_others(what, rest.get(what, [])[:MOST_OTHERS], words), False
    else:
        pks = [pk for pk, *_rest in posts.rows][(number - 1) * PAGE : number * PAGE]
        shown, more = of_posts(pks, words), len(posts.rows) > number * PAGE
    above = _above(rest, words) if not what and number == 1 else []
    found = bool(shown or above)
    return {
        "results": shown,
        "above": above,
        "found": found,
        "whats": _whats(asked, posts, rest),
        "facets": _facets(asked, posts) if what not in SORTS else [],
        "many": posts.more and what not in SORTS,
        "next_url": asked.link(page=number + 1) if more else "",
        "first_url": asked.link() if number > 1 else "",
        "near": []
        if found or number > 1
        else [(text, asked.link(q=text)) for text in near_misses(words, asked.member)],
    }


def _near(asked):
    return [(text, asked.link(q=text)) for text in near_misses(asked.words, asked.member)]


def _above(rest, words):
    """[(words of the sort, address of all of them or "", results)] of what is found besides posts."""
    found = ((sort, rows) for sort, rows in rest.items() if rows)
    return [(SORTS[sort][0], sort if len(rows) > FIRST else "", of_others(sort, rows[:FIRST], words))
            for sort, rows in found]  # fmt: skip


def _whats(asked, posts, rest):
    """[{words, icon, count, more, url, chosen}] of every kind and sort of which there is something."""
    counted, over = posts.kinds, len(posts.counted) >= MOST
    lines = [(code, kind.plural, kind.icon, counted[code], over) for code, kind in kinds().items()]
    for sort, (words, _one, icon) in SORTS.items():
        count = len(rest.get(sort, ()))
        lines.append((sort, words, icon, min(count, MOST_OTHERS), count > MOST_OTHERS))
    lines.insert(0, ("", _("Tout"), "search", sum(line[3] for line in lines), any(line[4] for line in lines)))
    names, chosen = ("words", "icon", "count", "more"), asked.cleaned_data["what"]
    return [
        dict(zip(names, line, strict=True), url=asked.link(what=code), chosen=code == chosen)
        for code, *line in lines
        if line[2] or code == chosen
    ]


def _facets(asked, posts):
    """[(title, [{words, count, url, chosen}])] of places, tags, periods and orders; pressing a chosen one undoes it."""
    if not posts.rows and not asked.narrowed:
        return []
    now = timezone.now()
    facets = [
        (_("Lieu"), "place", [(t.code, t.name, count) for t, count in posts.territories[:MOST_PLACES]]),
        (_("Mot-clé"), "tag", [(slug, name, count) for name, slug, count in posts.tags()]),
        (_("Période"), "period", [(days, words, posts.since(int(days), now)) for days, words in PERIODS.items()]),
        (_("Dans l'ordre"), "order", [(code, words, None) for code, words in ORDERS.items()]),
    ]
    return [(title, lines) for title, name, some in facets if (lines := _lines(asked, name, some))]


def _lines(asked, name, some):
    chosen = asked.cleaned_data[name] or ("best" if name == "order" else "")
    lines = [line for line in some if line[2] != 0 or line[0] == chosen]
    if chosen and chosen not in [code for code, *_rest in lines]:  # it can be undone, although nothing is there
        lines.append((chosen, dict(getattr(asked.fields[name], "choices", ())).get(chosen, chosen), None))
    return [
        {"words": words, "count": count, "chosen": code == chosen, "url": asked.link(**{name: code * (code != chosen)})}
        for code, words, count in lines
    ]
