"""Speaking in a thread, following, and catching up. Each act answers a form with a page and a script with JSON."""

import uuid

from allauth.core.ratelimit import consume
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.going_on import next_address

from . import entries, thread
from . import follow as following
from .cards import cards
from .drafts import forget_draft, keep_draft
from .kinds import kinds
from .models import Comment, Post


def _post_for(member, pk):
    """A post that the member may see; 404 for everybody else."""
    return get_object_or_404(Post.objects.visible_to(member), pk=pk)


def _comment_for(member, pk):
    comment = get_object_or_404(Comment.objects.select_related("post", "author", "reply_to"), pk=pk)
    if not Post.objects.visible_to(member).filter(pk=comment.post_id).exists():
        raise Http404
    return comment


def _by_script(request):
    return request.headers.get("X-Requested-With") == "fetch"


def _to_login(request, post):
    """The page one was on comes back after signing in."""
    back = f"{following.link_to(post)}#thread"
    if _by_script(request):
        login = redirect_to_login(back).url
        return JsonResponse({"error": _("Connectez-vous pour continuer."), "login": login}, status=401)
    return redirect_to_login(back)


@require_safe
def post(request, pk):
    """The address of a post of any kind leads to its kind's own page."""
    found = _post_for(request.user, pk)
    return redirect(kinds()[found.kind].page, pk)


@require_safe
def card(request, pk):
    """The card in the map's bubble: the same tiles show everybody's pins, so that here somebody apart gets 404."""
    found = get_object_or_404(Post.objects.published().met_by(request.user), pk=pk)
    (html,) = cards([(found.pk, found.sequence)], get_language())
    response = render(request, "posts/map_card.html", {"card": html})
    response["Cache-Control"] = "private, max-age=5"
    return response


@require_safe
@never_cache
def catch_up(request, pk):
    """?after=SEQUENCE: what changed since, in order; ?before=NUMBER: earlier entries."""
    found = _post_for(request.user, pk)
    before = _number(request.GET.get("before"))
    if before:
        html, earlier = entries.latest(found, before, request.user)
        return JsonResponse({"entries": html, "earlier": earlier})
    changed = entries.missed(found, _number(request.GET.get("after")) or 0, request.user)
    more = len(changed) == entries.MOST_MISSED
    seq = changed[-1]["seq"] if more else found.sequence
    return JsonResponse({"entries": changed, "seq": seq, "more": more, "count": found.comment_count})


def _number(value):
    return int(value) if value and value.isdecimal() and len(value) < 19 else None


@require_POST
def comment(request, pk):
    found = _post_for(request.user, pk)
    text = request.POST.get("text", "")
    if not request.user.is_authenticated:
        keep_draft(request, found, text)
        return _to_login(request, found)
    if not found.is_public:
        raise Http404
    if found.comments_closed_at:
        return _closed(request, found, text)
    reply_to = _reply_to(found, request.user, request.POST.get("reply_to"))
    typed = {"post": found, "text": text, "reply_to": reply_to and reply_to.number}
    if not consume(request, action="comment"):
        return _again(
            request, ValidationError(_("Vous écrivez très vite : attendez une minute, puis renvoyez.")), typed, 429
        )
    try:
        said = thread.say(found, request.user, text, reply_to, client_key=_key(request.POST.get("client_key")))
    except ValidationError as fault:
        return _again(request, fault, typed)
    forget_draft(request)
    return _shown(request, said, found, 201)


def _closed(request, found, text):
    """The discussion was closed while they wrote: their words come back to them."""
    error = _("Les commentaires sont fermés sur cette publication.")
    if _by_script(request):
        return JsonResponse({"error": error}, status=403)
    context = {"post": found, "error": error, "text": text, "too_late": True}
    return render(request, "posts/say.html", context, status=403)


def _reply_to(found, member, number):
    """The comment answered, if the member can see it: words under what one no longer sees stand by themselves."""
    number = _number(number)
    rows = entries.comments_seen_by(member, found).filter(number=number or 0)
    return number and rows.select_related("reply_to").first()


def _key(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _again(request, fault, context, status=400):
    """The form once more, with what is wrong and everything that was typed."""
    error = " ".join(fault.messages)
    if _by_script(request):
        return JsonResponse({"error": error}, status=status)
    return render(request, "posts/say.html", {"error": error, "longest": thread.LONGEST, **context}, status=status)


def _shown(request, entry, found, status=200):
    if _by_script(request):
        (frame,) = entries.frames([entry], found)
        return JsonResponse(frame, status=status)
    return redirect(f"{following.link_to(found)}#c{entry.number}")


def edit(request, pk):
    entry = _comment_for(request.user, pk)
    if not request.user.is_authenticated:
        return _to_login(request, entry.post)
    if not thread.may_edit(entry, request.user):
        return _refused(request, entry, _("Ce commentaire ne peut plus être corrigé."))
    if request.method != "POST":
        context = {"post": entry.post, "comment": entry, "text": entry.text, "longest": thread.LONGEST}
        return render(request, "posts/say.html", context)
    try:
        thread.edit(entry, request.user, request.POST.get("text", ""))
    except ValidationError as fault:
        context = {"post": entry.post, "comment": entry, "text": request.POST.get("text", "")}
        return _again(request, fault, context)
    return _shown(request, entry, entry.post)


def remove(request, pk):
    entry = _comment_for(request.user, pk)
    if not request.user.is_authenticated:
        return _to_login(request, entry.post)
    if not thread.may_remove(entry, request.user):
        return _refused(request, entry, _("Ce commentaire n'est pas le vôtre, ou il est déjà retiré."))
    if request.method != "POST":
        return render(request, "posts/remove.html", {"post": entry.post, "comment": entry})
    thread.remove(entry, request.user)
    return _shown(request, entry, entry.post)


def _refused(request, entry, error):
    if _by_script(request):
        return JsonResponse({"error": error}, status=403)
    text = request.POST.get("text", "")
    context = {"post": entry.post, "comment": entry, "error": error, "text": text, "too_late": True}
    return render(request, "posts/say.html", context, status=403)


@require_POST
def follow(request, pk):
    """follow=yes or no; `next` leads back to where the button stood."""
    found = _post_for(request.user, pk)
    if not request.user.is_authenticated:
        return _to_login(request, found)
    wants = request.POST.get("follow", "yes") != "no"
    (following.follow if wants else following.unfollow)(found, request.user)
    if _by_script(request):
        return JsonResponse({"follows": wants})
    return redirect(next_address(request, following.link_to(found)))
