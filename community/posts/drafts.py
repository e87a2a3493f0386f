"""What was typed and not published yet: a member's forms, kept on the server until they are (`save_draft`); and words
that someone typed before they were signed in, kept in their session until they come back."""

import json
import re
import uuid
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from .kinds import kinds
from .models import Draft, Photo
from .photos import waiting

LONGEST = 20_000  # characters of one value
LARGEST = 100_000  # characters of a whole draft
MOST = 20  # drafts of one member
KEPT = timedelta(days=60)  # since it was last touched
_UNKEPT = re.compile("[\0\ud800-\udfff]")  # no character, and halves of one
NOT_KEPT = ("csrfmiddlewaretoken", "taken", "keep_draft")  # photos that were taken are among its own by now


@transaction.atomic
def save_draft(member, form, key, data, *, writer="", seen=0, claim=""):
    """A form as it stands ({field: [values]}), for as long as it is not published. Returns the Draft: its key is
    another one than `key` where the open page (`writer`) did not know the state that is there (`seen` is the sequence
    it knows): then both are kept, and what was just written is the newer one.

    Raises ValidationError above LARGEST or MOST."""
    data = _bounded(data)
    draft = Draft.objects.select_for_update().filter(member=member, form=form, key=key).first()
    if draft is None or not _knows(draft, writer, seen, data):
        draft = _begin(member, form, uuid.uuid4() if draft or seen else key)
    else:
        draft.sequence += 1
    draft.data, draft.writer, draft.updated_at = data, writer, timezone.now()
    draft.save()
    _hold(draft, claim)
    return draft


def keep_as_draft(request, form, photos=()):
    """A form that was sent by its button "keep as a draft", photos and all. Returns the Draft."""
    data = said_in(request, form) | {"photo_keys": [str(photo.key) for photo in photos]}
    key = _uuid(request.POST.get("client_key")) or uuid.uuid4()
    known = known_draft(request.user, form, key)
    return save_draft(request.user, form, key, data, seen=known.sequence if known else 0)


def drafts_of(member, form=None):
    """A member's drafts, the last one first; of one form, or of all."""
    rows = Draft.objects.filter(member=member, **({"form": form} if form else {}))
    return rows.order_by("-updated_at", "-pk")


def draft_for(member, form, key):
    """The member's own; Http404 for everybody else, and for one that is published or thrown away."""
    draft = Draft.objects.filter(member=member, form=form, key=_uuid(key)).first()
    if draft is None:
        raise Http404
    return draft


def known_draft(member, form, key):
    """What is kept of an open form, or None."""
    return Draft.objects.filter(member=member, form=form, key=_uuid(key)).first() if _uuid(key) else None


@transaction.atomic
def forget(member, form, key):
    """It is published, or thrown away."""
    for draft in Draft.objects.filter(member=member, form=form, key=key) if key else ():
        _let_go(draft)
        draft.delete()


def forget_all_of(member):
    """Settings.MEMBER_LEAVES: their drafts, and what these hold."""
    for draft in Draft.objects.filter(member=member):
        forget(member, draft.form, draft.key)


def forget_untouched():
    """Deletes the drafts that nobody touched for 60 days; their photos go as loose ones do. Returns how many."""
    old = list(Draft.objects.filter(updated_at__lt=timezone.now() - KEPT)[:1000])
    for draft in old:
        forget(draft.member_id, draft.form, draft.key)
    return len(old)


def photo_changed(_draft_id):
    """A photo of a draft is drawn or refused (settings.PHOTO_HOLDERS): its form asks for that by itself."""


def said_in(request, form):
    """The fields of a form as they were sent, for a draft; without the secrets of its kind."""
    not_kept = {*NOT_KEPT, *(kinds()[form].secrets if form in kinds() else ())}
    return {key: values for key, values in request.POST.lists() if key not in not_kept}


def _bounded(data):
    """As much of it as is kept, without what PostgreSQL takes in no JSON."""
    data = {_UNKEPT.sub("", key): [_UNKEPT.sub("", value[:LONGEST]) for value in said] for key, said in data.items()}
    if len(json.dumps(data)) > LARGEST:
        raise ValidationError(_("Ce brouillon est trop long pour être gardé : raccourcissez-le."))
    return data


def _knows(draft, writer, seen, data):
    """Whether a page writes on what it has read. One whose answers were lost knows its own words."""
    return draft.data == data or seen == draft.sequence or bool(writer and writer == draft.writer)


def _begin(member, form, key):
    if Draft.objects.filter(member=member).count() >= MOST:
        raise ValidationError(_("Vous gardez déjà %(most)d brouillons : supprimez-en un d’abord.") % {"most": MOST})
    draft, _new = Draft.objects.get_or_create(member=member, form=form, key=key)
    return draft


def _hold(draft, claim):
    """Its photos stay for as long as it does; those it names no longer are loose again."""
    keys = _keys(draft)
    held = Photo.objects.filter(holder=draft.topic)
    held.exclude(key__in=keys).update(holder="")
    waiting(draft.member, claim).filter(holder="", key__in=keys).exclude(role=Photo.Role.MESSAGE).update(
        holder=draft.topic
    )


def _let_go(draft):
    """Another draft of the member's may have the same photos; what nobody has is loose, and forgotten in time."""
    held = Photo.objects.filter(holder=draft.topic)
    if held.exists():
        for other in Draft.objects.filter(member=draft.member_id).exclude(pk=draft.pk):
            held.filter(key__in=_keys(other)).update(holder=other.topic)
        held.update(holder="")


def _keys(draft):
    return [key for key in map(_uuid, draft.photo_keys[:50]) if key]


def _uuid(text):
    try:
        return uuid.UUID(str(text or ""))
    except ValueError:
        return None


def keep_draft(request, post, text):
    if text.strip():
        request.session["draft"] = {"post": post.pk, "text": text[:LONGEST]}


def kept_draft(request, post):
    """The words kept for this post, or "". Asked of members only: a visitor's page never touches their session."""
    draft = request.session.get("draft") if request.user.is_authenticated else None
    return draft["text"] if draft and draft["post"] == post.pk else ""


def forget_draft(request):
    if "draft" in request.session:
        del request.session["draft"]


def keep_form(request, name, photos=()):
    """A whole form, sent by someone who is not signed in (any more): its fields and the photos it brought."""
    said = {key: [value[:LONGEST] for value in values] for key, values in said_in(request, name).items()}
    said["photo_keys"] = [str(photo.key) for photo in photos]
    request.session[f"form:{name}"] = said


def kept_form(request, name):
    """The fields that were kept, as they were sent, or None; they are forgotten by that."""
    key = f"form:{name}"
    if key not in request.session:
        return None
    return as_sent(request.session.pop(key))


def as_sent(data):
    """Kept fields as a form takes them."""
    said = QueryDict(mutable=True)
    for field, values in data.items():
        said.setlist(field, values)
    return said


def first_of(data):
    """Kept fields as what a form begins with: without a word yet of what is wrong with it."""
    return {field: values[0] if len(values) == 1 else values for field, values in data.items()}
