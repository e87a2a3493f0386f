"""Photos on their way in, and those that only some may fetch: one's own preview, the service's original."""

import secrets
import uuid

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import Http404, HttpResponse, JsonResponse
from django.utils.module_loading import import_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from community.photos.facts import CONTENT_TYPES, EXTENSIONS
from community.photos.refusals import Refused, words
from community.places.words import clean

from .arrivals import check_room, give_up
from .models import Photo
from .photo_files import shelf
from .photos import MOST, forget, mine, receive, waiting

CLAIM = "photo_claim"
MOST_NAMED = 50  # photos that one form names
LONGEST_ALT = 200  # characters


def claim_of(request):
    """The visitor's token by which their photos are known before (and after) they sign in; "" without one."""
    return request.session.get(CLAIM, "")


@require_POST
def upload(request, role=Photo.Role.REPORT):
    """One photo, as `photo`, with the page's own `key` for it, so that sending it again is harmless."""
    try:
        photo = _take(request, request.FILES.get("photo"), _uuid(request.POST.get("key")), role)
    except Refused as refusal:
        return refusal_of(refusal)
    return arrived(photo)


def arrived(photo):
    return JsonResponse({"key": photo.key, "lat": photo.lat, "lon": photo.lon, "taken_at": photo.taken_at})


def refusal_of(refusal):
    status = {"too_often": 429, "no_room": 507}.get(refusal.code, 400)
    return JsonResponse({"error": str(refusal), "code": refusal.code}, status=status)


@require_http_methods(["POST", "DELETE"])
def remove(request, key):
    """Takes back a photo that no post has yet; one that is gone already is gone."""
    photo = mine(request.user, claim_of(request)).filter(key=key).first()
    if not (forget(photo) if photo else give_up(key, request.user, claim_of(request))):
        raise Http404
    return HttpResponse(status=204)


@require_GET
@cache_control(private=True, no_store=True)
def preview(request, key):
    """The small rendition, to the one who sent it and while no post has it; empty (204) until it is drawn."""
    photo = waiting(request.user, claim_of(request)).filter(key=key).first()
    if photo is None:
        raise Http404
    if photo.state != Photo.State.READY:
        return HttpResponse(status=204)
    return _file(shelf(photo).open(photo.renditions["small"]["path"]), "image/webp")


@require_GET
@cache_control(private=True, no_store=True)
def original(request, key):
    """The photo as it was taken, place and all, to the staff who answer for it; 404 to anybody else."""
    photo = Photo.objects.filter(key=key).exclude(original="").first()
    if photo is None or not request.user.is_authenticated or not _policy()(request.user, photo):
        raise Http404
    answer = _file(photo.original.open(), CONTENT_TYPES[photo.format])
    answer["Content-Disposition"] = f'attachment; filename="{photo.key}.{EXTENSIONS[photo.format]}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def receive_all(request, field="photos", role=Photo.Role.REPORT, data=None, most=MOST, post=None):
    """The photos of a plain form: those it kept (`photo_keys` in `data`, else in the form), with the descriptions and
    the order it gives them, and those it brings now, one's own only; with `post`, which is edited, also the post's.

    Returns (photos in order, [(file name, why it was refused)]); the form shows both again if it has to. Above `most`
    the first ones are taken, and each of the others is among the refused.
    """
    photos, refused = _kept(request, data or request.POST, most, post)
    for file in request.FILES.getlist(field):
        try:
            if len(photos) >= most:
                raise Refused("too_many", most=most)
            photos.append(_take(request, file, role=role))
        except Refused as refusal:
            refused.append((file.name, str(refusal)))
    return photos, refused


def _line(text):
    return " ".join(clean(text).split())[:LONGEST_ALT]


def _file(file, content_type):
    """At once: under ASGI a streamed file would be read whole by a thread anyway, and is at most 25 MB."""
    with file:
        return HttpResponse(file.read(), content_type=content_type)


def _kept(request, data, most, post):
    """One's own photos that the form names, in its order, and the reasons for those that are not to be had.
    One that another post has already is passed over: the form was sent twice."""
    keys = list(dict.fromkeys(filter(None, map(_uuid, data.getlist("photo_keys")))))[:MOST_NAMED]
    found = {photo.key: photo for photo in mine(request.user, claim_of(request)).filter(key__in=keys)} if keys else {}
    photos = _placed([found[key] for key in keys if key in found and _may_have(found[key], post)], data)
    refused = [(photo.original_name, photo.why_refused) for photo in photos if photo.state == Photo.State.REFUSED]
    whole = [photo for photo in photos if photo.state != Photo.State.REFUSED]
    over = [(photo.original_name, words("too_many", most=most)) for photo in whole[most:]]
    gone = [("", words("gone"))] if len(found) < len(keys) else []
    _describe(whole[:most], data)
    return whole[:most], refused + over + gone


def _may_have(photo, post):
    if post is not None and photo.post_id == post.pk:
        return photo.comment_id is None
    return not (photo.post_id or photo.holder) or photo.holder.startswith("draft:")


def _placed(photos, data):
    """In the order of the numbers that a form without a script gives them ("photo_place-…"); of two with one number,
    the one that was moved stands where it was moved to."""

    def place(numbered):
        stands, photo = numbered
        said = data.get(f"photo_place-{photo.key}", "")
        wanted = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else stands
        return wanted, (wanted > stands) - (wanted < stands), stands

    return [photo for _stands, photo in sorted(enumerate(photos, 1), key=place)]


def _describe(photos, data):
    """What the form says of each, for who cannot see it ("photo_alt-…")."""
    said = {photo: _line(data.get(f"photo_alt-{photo.key}", photo.alt)) for photo in photos}
    changed = [photo for photo, alt in said.items() if alt != photo.alt]
    for photo in changed:
        photo.alt = said[photo]
    Photo.objects.bulk_update(changed, ["alt"])


def _take(request, file, key=None, role=Photo.Role.REPORT):
    if file is None:
        raise Refused("missing")
    if not consume(request, action="photo"):
        raise Refused("too_often")
    check_room()
    uploader, claim = owner_of(request)
    return receive(file, uploader=uploader, claim=claim, role=role, key=key)


def owner_of(request):
    """(the member, their visitor's token) to whom what is sent now belongs; visitors get a token by that."""
    if request.user.is_authenticated:
        return request.user, claim_of(request)
    return None, request.session.setdefault(CLAIM, secrets.token_urlsafe(24))


def _uuid(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def _policy():
    dotted = getattr(settings, "PHOTO_ORIGINAL_POLICY", "")
    return import_string(dotted) if dotted else lambda _member, _photo: False
