"""A member's notifications, and saying no to mail."""

from itertools import groupby

from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from . import unsubscribing
from .models import Mute, Notification

PER_PAGE = 40


@login_required
@require_safe
@never_cache
def index(request):
    """The newest first, by day."""
    mine = Notification.objects.filter(recipient=request.user)
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    days = [(day, list(notes)) for day, notes in groupby(page, key=lambda n: timezone.localdate(n.created_at))]
    context = {"page": page, "days": days, "unread": mine.filter(read_at=None).count(), "muted": _muted(request.user)}
    return render(request, "notifications/list.html", context)


def _muted(member):
    return Mute.objects.filter(member=member).count()


@require_safe
@never_cache
def unread(request):
    """What the bell shows: {"unread": number}; visitors have none."""
    member = request.user
    count = Notification.objects.filter(recipient=member, read_at=None).count() if member.is_authenticated else 0
    return JsonResponse({"unread": count})


@login_required
@require_safe
@never_cache
def open_one(request, pk):
    """Marks one as read and leads to what it is about."""
    note = get_object_or_404(Notification, pk=pk, recipient=request.user)
    Notification.objects.filter(pk=pk, read_at=None).update(read_at=timezone.now())
    return redirect(note.link)


@login_required
@require_POST
def read(request):
    """All of them."""
    Notification.objects.filter(recipient=request.user, read_at=None).update(read_at=timezone.now())
    return redirect("notifications:list")


@login_required
@require_POST
def mail(request):
    """mail=on or off, for everything."""
    (unsubscribing.stop_all if request.POST.get("mail") == "off" else unsubscribing.resume)(request.user)
    return redirect("notifications:list")


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed address is the permission
@never_cache
def unsubscribe(request, token):
    try:
        member_id, topic = unsubscribing.read_token(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    member = get_object_or_404(get_user_model(), pk=member_id)
    if request.method == "POST":
        everything = "all" in request.POST
        unsubscribing.mute(member, "" if everything else topic)
        return render(request, "notifications/unsubscribed.html", {"everything": everything or not topic})
    about = Notification.objects.filter(recipient=member, topic=topic).first() if topic else None
    return render(request, "notifications/unsubscribe.html", {"topic": topic, "about": about})
