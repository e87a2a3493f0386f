"""Discussions: one is said, read, mended, settled, taken away. Everything works by plain forms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.publishing import check_may_publish
from community.photos.refusals import Refused
from community.posts.frame import frame_of
from community.posts.models import Post
from community.posts.tagging import tags_of
from community.posts.uploads import claim_of, receive_all
from community.posts.where import POINT
from community.posts.writing import Writing, told_by_link
from community.visitors import kept_for_visitors

from .access import discussion_for
from .forms import DiscussionForm, WordsForm
from .models import Discussion

PREFILLED = {"title": 140, "text": 5000, "tags": 200, "where": 80}


@require_safe
def index(request):
    """The list is the feed of this kind."""
    return redirect("/feed/?kind=discussion")


def _prefill(request, source):
    """What a link to the form says already; `from` takes the words and the place of another post."""
    told = told_by_link(request, PREFILLED)
    if source is None:
        return told
    born = {"title": source.title, "born_from": source.pk}
    if source.lat is not None:
        born |= {"where": POINT, "lat": source.lat, "lon": source.lon, "place": source.place_label}
    return {**born, **told}


def _say(request, form, source):
    said = Discussion.objects.say(request.user, claim=claim_of(request), born_from=source, **form.said())
    return said, _("C'est publié. Vous serez prévenu des réponses.")


new = Writing("discussion", DiscussionForm, "discussions/new.html", _say, _prefill, fault_at="where").view


@require_safe
@kept_for_visitors(seconds=5)
def page(request, pk):
    said = discussion_for(request.user, pk)
    origin = said.born_from_id and Post.objects.visible_to(request.user).filter(pk=said.born_from_id).first()
    context = {**frame_of(said, request.user), "discussion": said, "origin": origin or None}
    return render(request, "discussions/page.html", context)


def _own(request, pk):
    """The member's own discussion, while it stands; 404 for everybody else."""
    said = discussion_for(request.user, pk)
    if said.author_id != request.user.pk or said.withdrawn_at or said.hidden_at:
        raise Http404
    return said


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def edit(request, pk):
    said = _own(request, pk)
    first = {"title": said.title, "text": said.text, "tags": ", ".join(name for _slug, name in tags_of(said))}
    if request.method != "POST":
        return _show_edit(request, said, WordsForm(initial=first), list(said.photos.filter(comment=None)))
    photos, refused = receive_all(request, post=said)
    form = WordsForm(request.POST, initial=first)
    if not form.is_valid() or refused:
        return _show_edit(request, said, form, photos, refused, status=422)
    try:
        check_may_publish(request.user)
        said.mend(request.user, **form.cleaned_data, photo_keys=[photo.key for photo in photos])
    except ValidationError as fault:
        form.add_error(None, fault)
        return _show_edit(request, said, form, photos, status=422)
    except Refused as refusal:
        return _show_edit(request, said, form, photos, [("", str(refusal))], status=422)
    messages.success(request, _("C’est corrigé."))
    return redirect(said)


def _show_edit(request, said, form, photos, refused=(), status=200):
    context = {"form": form, "discussion": said, "photos": photos, "refused": refused}
    return render(request, "discussions/edit.html", context, status=status)


def act(view):
    """A POST by the author of a discussion that stands."""

    def acting(request, pk):
        try:
            return view(request, _own(request, pk))
        except PermissionDenied:
            raise Http404 from None

    return require_POST(login_required(acting))


@act
def settle(request, said):
    """settled=yes or no."""
    said.settle(request.user, request.POST.get("settled", "yes") != "no")
    return redirect(said)


@act
def withdraw(request, said):
    said.withdraw(request.user)
    messages.success(request, _("Votre message est retiré."))
    return redirect("/feed/" if said.hidden_at else said.get_absolute_url())
