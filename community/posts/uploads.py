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

from .models import Photo
from .photo_files import shelf
from .photos import MOST, forget, mine, receive, waiting

CLAIM = "photo_claim"


def claim_of(request):
    """The visitor's token by which their photos are known before (and after) they sign in; "" without one."""
    return request.session.get(CLAIM, "")


@require_POST
def upload(request, role=Photo.Role.REPORT):
    """One photo, as `photo`, with the page's own `key` for it, so that sending it again is harmless."""
    try:
        photo = _take(request, request.FILES.get("photo"), _uuid(request.POST.get("key")), role)
    except Refused as refusal:
        status = 429 if refusal.code == "too_often" else 400
        return JsonResponse({"error": str(refusal), "code": refusal.code}, status=status)
    return JsonResponse({"key": photo.key, "lat": photo.lat, "lon": photo.lon, "taken_at": photo.taken_at})


@require_http_methods(["POST", "DELETE"])
def remove(request, key):
    """Takes back a photo that no post has yet; one that is gone already is gone."""
    photo = mine(request.user, claim_of(request)).filter(key=key).first()
    if photo is None or not forget(photo):
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


def receive_all(request, field="photos", role=Photo.Role.REPORT, data=None):
    """The photos of a plain form: those it kept (`photo_keys` in `data`, else in the form) and those it brings now,
    one's own only.

    Returns (photos in order, [(file name, why it was refused)]); the form shows both again if it has to.
    """
    photos, refused = _kept(request, data or request.POST)
    for file in request.FILES.getlist(field):
        try:
            if len(photos) >= MOST:
                raise Refused("too_many")
            photos.append(_take(request, file, role=role))
        except Refused as refusal:
            refused.append((file.name, str(refusal)))
    return photos, refused


def _file(file, content_type):
    """At once: under ASGI a streamed file would be read whole by a thread anyway, and is at most 25 MB."""
    with file:
        return HttpResponse(file.read(), content_type=content_type)


def _kept(request, data):
    """One's own photos that the form names, in its order, and the reasons for those that are not to be had.
    One that a post has already is passed over: the form was sent twice."""
    keys = list(dict.fromkeys(filter(None, map(_uuid, data.getlist("photo_keys")))))[:MOST]
    found = {photo.key: photo for photo in mine(request.user, claim_of(request)).filter(key__in=keys)} if keys else {}
    photos = [found[key] for key in keys if key in found and not (found[key].post_id or found[key].holder)]
    refused = [(photo.original_name, photo.why_refused) for photo in photos if photo.state == Photo.State.REFUSED]
    gone = [("", words("gone"))] if len(found) < len(keys) else []
    return [photo for photo in photos if photo.state != Photo.State.REFUSED], refused + gone


def _take(request, file, key=None, role=Photo.Role.REPORT):
    if file is None:
        raise Refused("missing")
    if not consume(request, action="photo"):
        raise Refused("too_often")
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
