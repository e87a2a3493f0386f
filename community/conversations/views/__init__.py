"""Pages of private messages. Whoever is not in a conversation gets 404, whatever they ask of it."""

import uuid

from django.http import JsonResponse
from django.shortcuts import get_object_or_404

from ..models import Message, Participant


def participation(request, pk):
    """One's own place in a conversation that one has not left; 404 for everybody else."""
    here = Participant.objects.present().select_related("conversation__post")
    mine = get_object_or_404(here, conversation=pk, member=request.user)
    mine.member = request.user
    return mine


def own_message(request, pk):
    """One's own message in a conversation that one is in."""
    rows = Message.objects.select_related("conversation", "author")
    mine = Participant.objects.present().filter(member=request.user).values("conversation")
    return get_object_or_404(rows, pk=pk, author=request.user, act="", conversation__in=mine)


def by_script(request):
    return request.headers.get("X-Requested-With") == "fetch"


def key(text):
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None


def wrong(text, status=400, **more):
    return JsonResponse({"error": text, **more}, status=status)
