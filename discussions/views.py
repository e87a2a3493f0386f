"""Discussions: one is said, read, mended, settled, taken away. Everything works by plain forms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.members.publishing import check_may_publish
from community.photos.refusals import Refused
from community.posts.drafts import (
    as_sent,
    draft_for,
    drafts_of,
    first_of,
    keep_as_draft,
    keep_form,
    kept_form,
    known_draft,
)
from community.posts.frame import frame_of
from community.posts.models import Post
from community.posts.tagging import tags_of
from community.posts.taking_along import on_offer, take_along
from community.posts.uploads import claim_of, receive_all
from community.posts.where import POINT
from community.visitors import kept_for_visitors

from .access import discussion_for, source_for
from .forms import DiscussionForm, WordsForm
from .models import Discussion

FORM = "discussion"  # the name of its draft
PREFILLED = {"title": 140, "text": 5000, "tags": 200, "where": 80}


@require_safe
def index(request):
    """The list is the feed of this kind."""
    return redirect("/feed/?kind=discussion")


@never_cache
@require_http_methods(["GET", "POST"])
def new(request):
    if request.method == "GET":
        return _start(request)
    photos, refused = take_along(request, *receive_all(request))
    if not request.user.is_authenticated:  # the session ended while they wrote
        keep_form(request, FORM, photos)
        return redirect_to_login(request.path)
    if "keep_draft" in request.POST:
        return _keep(request, photos)
    form = DiscussionForm(request.POST, member=request.user, photos=photos, refused=refused)
    if not form.is_valid() or refused:
        return _show(request, form, status=422)
    return _say(request, form)


def _start(request):
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    if request.GET.get("draft"):
        return _take_up(request, draft_for(request.user, FORM, request.GET["draft"]))
    kept = kept_form(request, FORM)
    if kept is None:
        return _show(request, DiscussionForm(initial=_prefill(request), member=request.user))
    photos, refused = receive_all(request, data=kept)
    return _show(request, DiscussionForm(kept, member=request.user, photos=photos, refused=refused))


def _take_up(request, draft):
    photos, refused = receive_all(request, data=as_sent(draft.data))
    first = first_of(draft.data) | {"client_key": draft.key}
    return _show(request, DiscussionForm(initial=first, member=request.user, photos=photos, refused=refused))


def _keep(request, photos):
    """By its button, where no script keeps it by itself."""
    try:
        keep_as_draft(request, FORM, photos)
    except ValidationError as fault:
        form = DiscussionForm(request.POST, member=request.user, photos=photos)
        form.add_error(None, fault)
        return _show(request, form, status=422)
    messages.success(request, _("C’est gardé : vous le reprendrez quand vous voudrez."))
    return redirect("posts:drafts")


def _prefill(request):
    """What a link to the form says already; `from` takes the words and the place of another post."""
    told = {name: request.GET[name][:most] for name, most in PREFILLED.items() if request.GET.get(name)}
    if group := request.GET.get("group", ""):
        told["where"] = f"group:{group[:60]}"
    source = source_for(request.user, request.GET.get("from", ""))
    if source is None:
        return told
    born = {"title": source.title, "born_from": source.pk}
    if source.lat is not None:
        born |= {"where": POINT, "lat": source.lat, "lon": source.lon, "place": source.place_label}
    return {**born, **told}


def _show(request, form, status=200):
    source = source_for(request.user, str(form["born_from"].value() or ""))
    context = {"form": form, "photos": form.photos, "refused": form.refused, "source": source}
    context["draft"] = known_draft(request.user, FORM, form["client_key"].value())
    context["drafts"] = drafts_of(request.user, FORM).count()
    context["on_offer"] = [] if form.is_bound else on_offer(request.user, source and source.pk)
    return render(request, "discussions/new.html", context, status=status)


def _say(request, form):
    source = source_for(request.user, str(form.cleaned_data.get("born_from") or ""))
    try:
        said = Discussion.objects.say(request.user, claim=claim_of(request), born_from=source, **form.said())
    except Refused as refusal:
        form.refused = [*form.refused, ("", str(refusal))]
        return _show(request, form, status=422)
    except ValidationError as fault:
        form.add_error("where", fault)
        return _show(request, form, status=422)
    messages.success(request, _("C'est publié. Vous serez prévenu des réponses."))
    return redirect(said)


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
