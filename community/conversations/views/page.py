"""One conversation: reading it, catching up, saying something."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_POST, require_safe

from community.keys import key_in
from community.photos.refusals import Refused
from community.posts.cards import cards
from community.posts.models import Photo, Post
from community.posts.uploads import receive_all

from .. import entries, photos, saying
from ..naming import others_in, title_for
from ..reading import read, read_by
from . import by_script, key, participation, wrong


@login_required
@require_safe
@never_cache
def conversation(request, pk):
    """The last messages, the newest at the bottom; ?before=NUMBER shows earlier ones. What is shown is read."""
    mine = participation(request, pk)
    return _page(request, mine, before=key_in(request.GET.get("before")))


def _page(request, mine, status=200, before=None, **more):
    shown, earlier = entries.latest(mine, before)
    if shown and request.method == "GET":
        read(mine, shown[-1]["number"])
    others = others_in(mine)
    context = {
        "mine": mine, "conversation": mine.conversation, "title": title_for(mine, others), "others": others,
        "entries": shown, "earlier": earlier, "part": before, "is_open": saying.is_open(mine), **_about(mine),
        "read_words": "" if before else _read_words(mine), "longest": saying.LONGEST,
        "panels": _panels(request, mine), **more,
    }  # fmt: skip
    return render(request, "conversations/conversation.html", context, status=status)


def _about(mine):
    """The post it is about and its card, as long as one may see the post."""
    versions = ()
    if mine.conversation.post_id:
        found = Post.objects.visible_to(mine.member).filter(pk=mine.conversation.post_id)
        versions = list(found.values_list("pk", "sequence"))
    return {"about": versions and versions[0][0], "card": next(iter(cards(versions, get_language())), "")}


def _panels(request, mine):
    """What features have to say on top of a conversation (settings.CONVERSATION_PANELS), as HTML."""
    drawn = [import_string(dotted)(request, mine.conversation, mine.member) for dotted in settings.CONVERSATION_PANELS]
    return [html for html in drawn if html]


def _read_words(mine):
    """ "Lu" under one's own last message, in a group with the names of those who have."""
    last = entries.of(mine).order_by("number").last()
    if last is None or last.author_id != mine.member_id or last.act:
        return ""
    names = read_by(mine.conversation, mine.member, last)
    if not names:
        return _("Envoyé")
    return _("Lu par %(names)s") % {"names": ", ".join(names)} if mine.conversation.is_group else _("Lu")


@login_required
@require_safe
@never_cache
def catch_up(request, pk):
    """?after=SEQUENCE: what changed since, in order; ?before=NUMBER: earlier messages."""
    mine = participation(request, pk)
    before = key_in(request.GET.get("before"))
    if before:
        shown, earlier = entries.latest(mine, before)
        return JsonResponse({"entries": shown, "earlier": earlier})
    changed = entries.missed(mine, key_in(request.GET.get("after")) or 0)
    more = len(changed) == entries.MOST_MISSED
    is_open = saying.is_open(mine)
    return JsonResponse(
        {
            "entries": changed,
            "seq": changed[-1]["seq"] if more else mine.conversation.sequence,
            "more": more,
            "read": _read_words(mine),
            "closed": "" if is_open else str(saying.Closed()),
        }
    )


@login_required
@require_POST
def say(request, pk):
    """A message with its photos. Whatever goes wrong, the text stays with the one who wrote it."""
    mine = participation(request, pk)
    text = request.POST.get("text", "")
    kept, refused = receive_all(request, role=Photo.Role.MESSAGE)
    if refused:
        return _again(request, mine, _("Une photo n’a pas pu être prise."), text, kept, refused)
    keys = [photo.key for photo in kept]
    try:
        message = saying.say(mine.conversation, request.user, text, keys, key(request.POST.get("client_key")))
    except ValidationError as fault:
        return _again(request, mine, " ".join(fault.messages), text, kept)
    except Refused as fault:
        return _again(request, mine, str(fault), text)
    except saying.Closed as fault:
        return _again(request, mine, str(fault), text, status=409, closed=True)
    return shown(request, message, mine, 201, with_photos=bool(keys))


def _again(request, mine, error, text, kept=(), refused=(), status=400, closed=False):
    if by_script(request):
        return wrong(error, status, **({"closed": error} if closed else {}))
    form = {"error": error, "text": text, "photos": kept, "refused": refused}
    return _page(request, mine, status, **form)


def shown(request, message, mine, status=200, with_photos=True):
    """A message that has just changed: its frame for a script, else the page at its place."""
    if by_script(request):
        (frame,) = entries.drawn([message], mine, with_photos)
        sent = {"read": _("Envoyé")} if status == 201 else {}
        return JsonResponse({**frame, **sent}, status=status)
    return redirect(f"{mine_address(mine)}#m{message.number}")


def mine_address(mine):
    return redirect("conversations:conversation", mine.conversation_id).url


@login_required
@require_POST
def mark_read(request, pk):
    """number=…: all up to it was on an open page."""
    mine = participation(request, pk)
    upto = key_in(request.POST.get("number")) or 0
    read(mine, min(upto, mine.conversation.sequence))
    return HttpResponse(status=204)


@login_required
@require_safe
@cache_control(private=True, max_age=3600)
def photo(request, key, name):
    answer = HttpResponse(photos.read(request.user, key, name), content_type=_TYPES.get(name, "image/webp"))
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


_TYPES = {"card": "image/jpeg"}
