"""The way of a form that publishes a post, whatever its kind: begun empty, from another post, from a draft or from what
was kept while nobody was signed in; then published, kept as a draft, or shown again with all that was typed."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.photos.refusals import Refused

from .drafts import as_sent, draft_for, drafts_of, first_of, keep_as_draft, keep_form, kept_form, known_draft
from .photos import MOST
from .taking_along import on_offer, source_for, take_along
from .uploads import receive_all


def _nothing(*_args):
    return {}


@dataclass(frozen=True)
class Writing:
    """`draft` is the name of its drafts; `form` a class (data, *, initial, member[, photos, refused]) with a field
    `client_key`, and `born_from` where `most` photos may be added (0: none, and it is born from nothing).

    `publish` is (request, form, source) -> (the post, words for its author); what it raises of Refused and
    ValidationError is shown again, at the field `fault_at`. `prefill` is (request, source) -> what a link to the form
    says already, `more` (form) -> what the page needs besides, `sent` (request, form) -> what the same form has become
    before. Fields named in `several` have more than one value; `kept_at` is where one is led who keeps a draft."""

    draft: str
    form: type
    page: str
    publish: callable
    prefill: callable
    fault_at: str | None = None
    more: callable = _nothing
    sent: callable = _nothing
    most: int = MOST
    several: tuple = ()
    kept_at: str = "posts:drafts"

    @property
    def view(self):
        """For the addresses."""
        return never_cache(require_http_methods(["GET", "HEAD", "POST"])(self._answer))

    def _answer(self, request):
        if request.method != "POST":
            return self._begin(request)
        photos, refused = take_along(request, *self._photos(request), most=self.most) if self.most else ([], [])
        if not request.user.is_authenticated:  # the session ended while they wrote
            keep_form(request, self.draft, photos)
            return redirect_to_login(request.path)
        if "keep_draft" in request.POST:
            return self._keep(request, photos)
        form = self._form(request, request.POST, photos, refused)
        if known := self.sent(request, form):
            return redirect(known)
        return self._publish(request, form) if form.is_valid() and not refused else self.show(request, form, 422)

    def _begin(self, request):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if request.GET.get("draft"):
            return self._take_up(request, draft_for(request.user, self.draft, request.GET["draft"]))
        kept = kept_form(request, self.draft)
        if kept is not None:
            return self.show(request, self._form(request, kept, *self._photos(request, kept)))
        source = self._source(request, request.GET.get("from"))
        return self.show(request, self._form(request, initial=self.prefill(request, source)))

    def _take_up(self, request, draft):
        several = {name: draft.data.get(name, []) for name in self.several}
        first = first_of(draft.data) | several | {"client_key": draft.key}
        return self.show(request, self._form(request, None, *self._photos(request, as_sent(draft.data)), initial=first))

    def _keep(self, request, photos):
        """By its button, where no script keeps it by itself."""
        try:
            keep_as_draft(request, self.draft, photos)
        except ValidationError as fault:
            return self._fault(request, self._form(request, request.POST, photos), None, fault)
        messages.success(request, _("C’est gardé : vous le reprendrez quand vous voudrez."))
        return redirect(self.kept_at)

    def _publish(self, request, form):
        try:
            post, told = self.publish(request, form, self._source(request, form.cleaned_data.get("born_from")))
        except Refused as refusal:
            form.refused = [*form.refused, ("", str(refusal))]
            return self.show(request, form, 422)
        except ValidationError as fault:
            return self._fault(request, form, self.fault_at, fault)
        messages.success(request, told)
        return redirect(post)

    def _fault(self, request, form, field, fault):
        form.add_error(field, fault)
        return self.show(request, form, 422)

    def show(self, request, form, status=200):
        """The page, with what is kept of the form, its photos and those it may take along."""
        context = {"form": form, "draft": known_draft(request.user, self.draft, form["client_key"].value())}
        context["drafts"] = drafts_of(request.user, self.draft).count()
        if self.most:
            source = self._source(request, form["born_from"].value())
            offered = [] if form.is_bound else on_offer(request.user, source and source.pk, self.most)
            context |= {"photos": form.photos, "refused": form.refused, "most": self.most}
            context |= {"source": source, "on_offer": offered}
        return render(request, self.page, context | self.more(form), status=status)

    def _form(self, request, data=None, photos=(), refused=(), **more):
        pictures = {"photos": photos, "refused": refused} if self.most else {}
        return self.form(data, member=request.user, **pictures, **more)

    def _photos(self, request, data=None):
        return receive_all(request, data=data, most=self.most) if self.most else ([], [])

    def _source(self, request, key):
        return source_for(request.user, key) if self.most else None


def told_by_link(request, longest):
    """{field: what a link to a form says of it}, at most so many characters of each; a group by its own name."""
    told = {name: request.GET[name][:most] for name, most in longest.items() if request.GET.get(name)}
    if group := request.GET.get("group", ""):
        told["where"] = f"group:{group[:60]}"
    return told
