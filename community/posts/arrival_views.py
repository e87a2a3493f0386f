"""Photos in pieces: PUT brings one, HEAD asks how much there is.

A piece says in Content-Range where it stands (RFC 9110, 14.4: "bytes 0-1048575/7340032"; "bytes */7340032" brings
nothing and asks to finish). The answer to each tells in Upload-Offset where the next one begins."""

import re
from urllib.parse import unquote

from allauth.core.ratelimit import consume
from django.http import HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.photos.facts import MAX_BYTES
from community.photos.refusals import Refused

from .arrivals import LARGEST, SMALLEST, OutOfStep, check_room, received, take_piece
from .models import Photo
from .uploads import arrived, claim_of, owner_of, refusal_of

RANGE = re.compile(r"bytes (?:(\d{1,12})-(\d{1,12})|\*)/(\d{1,12})", re.ASCII)


@never_cache
@require_http_methods(["PUT", "HEAD"])
def piece(request, key, role=Photo.Role.REPORT):
    if request.method == "HEAD":
        return _offset(received(key, request.user, claim_of(request)))
    place = RANGE.fullmatch(request.headers.get("Content-Range", ""))
    if place is None:
        return HttpResponse(status=400)
    try:
        return _take(request, key, role, *(number and int(number) for number in place.groups()))
    except OutOfStep as fault:
        return _offset(fault.received, 409)
    except Refused as refusal:
        return refusal_of(refusal)


def _take(request, key, role, first, last, total):
    start = total if first is None else first
    if not _fits(start, last, total, len(request.body)):
        return HttpResponse(status=400)
    if start == 0:
        _may_begin(request, total)
    uploader, claim = owner_of(request)
    name = unquote(request.GET.get("name", ""))
    taken = take_piece(
        key, start, total, request.body, uploader=uploader, claim=claim, role=role, name=name.replace("\0", "")
    )
    return _offset(taken, 202) if isinstance(taken, int) else arrived(taken)


def _fits(start, last, total, length):
    """Whether a piece is what it says, and no crumb."""
    if last is None:
        return length == 0
    end = start + length
    return last == end - 1 and end <= total and length <= LARGEST and (length >= SMALLEST or end == total)


def _may_begin(request, total):
    if total > MAX_BYTES:
        raise Refused("too_big")
    if not consume(request, action="photo"):
        raise Refused("too_often")
    check_room()


def _offset(count, status=200):
    if count is None:
        return HttpResponse(status=404)
    answer = HttpResponse(status=status) if status == 200 else JsonResponse({"received": count}, status=status)
    answer["Upload-Offset"] = count
    return answer
