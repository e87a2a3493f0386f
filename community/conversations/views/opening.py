"""A first message: about a post (?post=), to a member (?to=), or to several."""

import re

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.keys import key_in
from community.members.blocks import apart
from community.members.models import Member
from community.members.showing import accepts_messages
from community.photos.refusals import Refused
from community.places.words import clean
from community.posts.cards import cards
from community.posts.models import Photo
from community.posts.uploads import receive_all

from .. import opening, saying
from ..gathering import LONGEST_NAME, MOST_PEOPLE
from ..models import Participant
from . import key

KNOWN = 12  # people one has talked with, offered to be chosen


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request):
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("post"):
        return _about_post(request, key_in(asked["post"]))
    handles = [handle for text in asked.getlist("to") for handle in re.split(r"[\s,;@]+", text) if handle]
    handles = list(dict.fromkeys(handle.lower() for handle in handles))[: MOST_PEOPLE + 1]
    if len(handles) == 1 and request.method != "POST":
        return _to_one(request, handles[0])
    return _to_some(request, handles)


def _about_post(request, pk):
    post, author = opening.post_to_write_about(request.user, pk) if pk else (None, None)
    if post is None:
        raise Http404
    if author is None:
        return _nobody(request, post)
    known = opening.existing(request.user, author, post)
    if known and request.method != "POST":
        return redirect("conversations:conversation", known.pk)
    return _write(request, [author], post)


def _nobody(request, post):
    if post.author_id == request.user.pk:
        words = _("C’est votre propre publication : vos voisins peuvent vous écrire à son sujet.")
    elif post.anonymous and post.author_id:
        words = _("Cette publication est sans nom. Vous pouvez répondre dans sa discussion.")
    else:
        words = _("Personne ne peut recevoir de message à propos de cette publication.")
    return render(request, "conversations/nobody.html", {"post": post, "words": words}, status=404)


def _to_one(request, handle):
    other = opening.found(request.user, handle)
    if other is None:
        raise Http404
    known = opening.existing(request.user, other)
    if known:
        return redirect("conversations:conversation", known.pk)
    if not accepts_messages(other, request.user):
        words = _("%(name)s ne reçoit pas de messages par son profil.") % {"name": other.name}
        return render(request, "conversations/nobody.html", {"other": other, "words": words}, status=404)
    return _write(request, [other])


def _to_some(request, handles):
    """One who cannot be found and one who wants no messages are answered alike."""
    people, missing = [], []
    for handle in handles:
        other = opening.found(request.user, handle)
        welcome = other and (
            accepts_messages(other, request.user) or (len(handles) == 1 and opening.existing(request.user, other))
        )
        people.append(other) if welcome else missing.append(f"@{handle}")
    if missing:
        names = {"names": ", ".join(missing)}
        error = _("Introuvable, ou ne reçoit pas de messages : %(names)s.") % names
        return _form(request, people, error_to=error, to=handles, status=400)
    if not people and request.method == "POST":
        return _form(request, [], error_to=_("À qui écrivez-vous ?"), status=400)
    if request.method != "POST":
        return _form(request, people, to=handles)
    return _write(request, people)


def _write(request, people, post=None):
    if request.method != "POST":
        return _form(request, people, post)
    text = request.POST.get("text", "")
    kept, refused = receive_all(request, role=Photo.Role.MESSAGE)
    if refused:
        return _form(request, people, post, photos=kept, refused=refused, status=400)
    how = {"photo_keys": [photo.key for photo in kept], "client_key": key(request.POST.get("client_key"))}
    try:
        message = _sent(request, people, post, text, how)
    except (ValidationError, Refused, saying.Closed) as fault:
        error = " ".join(fault.messages) if isinstance(fault, ValidationError) else str(fault)
        return _form(request, people, post, photos=kept, error=error, status=400)
    return redirect(f"{redirect('conversations:conversation', message.conversation_id).url}#m{message.number}")


def _sent(request, people, post, text, how):
    if len(people) == 1:
        return opening.begin(request.user, people[0], text, post, **how)
    name = clean(" ".join(request.POST.get("name", "").split()))[:LONGEST_NAME]
    return opening.gather(request.user, people, text, name, **how)


def _form(request, people, post=None, status=200, **more):
    to = more.pop("to", [person.handle for person in people])
    fixed = bool(post) or (len(people) == 1 and not more.get("error_to"))
    context = {
        "people": people, "post": post, "to": to, "fixed": fixed, "known": () if fixed else _known(request.user),
        "card": next(iter(cards([(post.pk, post.sequence)], get_language())), "") if post else "",
        "name": request.POST.get("name", ""), "text": request.POST.get("text", ""), "longest": saying.LONGEST,
        "most": MOST_PEOPLE - 1, **more,
    }  # fmt: skip
    return render(request, "conversations/new.html", context, status=status)


def _known(member):
    """Those one has talked with lately."""
    mine = Participant.objects.present().filter(member=member).values("conversation")
    others = Participant.objects.present().filter(conversation__in=mine).exclude(member=member)
    lately = others.exclude(member__in=apart(member)).values("member").annotate(at=Max("moved_at")).order_by("-at")
    people = Member.objects.in_bulk([row["member"] for row in lately[:KNOWN]])
    return list(people.values())
