"""Turning the volume: the settings page, mutes, and saying no to mail by a link."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from community.going_on import next_address

from . import muting, unsubscribing
from .forms import AwayForm, LevelForm, TableForm
from .models import Mute, Notification, Volume
from .sealing import public_key
from .subjects import SUBJECTS
from .volume import is_away, volume_of

PARTS = {"level": LevelForm, "away": AwayForm, "table": TableForm}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def page(request):
    """The level, the holiday, the table of subjects and channels, this device, the mutes: one form for each."""
    sent = request.POST.get("part") if request.method == "POST" else None
    if sent == "away" and "back" in request.POST:
        request.POST = request.POST.copy()
        request.POST["away_until"] = ""
    forms = {
        part: form(request.POST if part == sent else None, instance=volume_of(request.user), prefix=None)
        for part, form in PARTS.items()
    }
    if sent in forms and forms[sent].is_valid():
        _save(request, forms[sent])
        return redirect("notifications:settings")
    wrong = any(form.errors for form in forms.values()) or sent not in (None, *PARTS)
    return render(request, "notifications/settings.html", _context(request, forms), status=400 if wrong else 200)


def _save(request, form):
    if "usual" in request.POST:
        Volume.objects.filter(member=request.user).update(table={})
    else:
        Volume.objects.bulk_create([Volume(member=request.user)], ignore_conflicts=True)
        form.save()
    messages.success(request, _("C'est enregistré."))


def _context(request, forms):
    member = request.user
    volume = volume_of(member)
    return {
        "forms": forms,
        "volume": volume,
        "away": is_away(volume, member),
        "own": [subject.label for subject in SUBJECTS if subject.code in volume.table],
        "mutes": Mute.objects.filter(member=member).order_by("-created_at"),
        "devices": member.push_subscriptions.all(),
        "push_key": public_key(),
    }


@login_required
@require_POST
def mail(request):
    """mail=on or off, for everything."""
    (unsubscribing.stop_all if request.POST.get("mail") == "off" else unsubscribing.resume)(request.user)
    return redirect(next_address(request, "/notifications/settings/"))


@login_required
@require_POST
def mute(request):
    """topic=…: nothing more about it (its name may come as label=…); with undo=1 or mute=no, all of it again."""
    topic = request.POST.get("topic", "")
    if not muting.is_topic(topic):
        raise Http404
    if request.POST.get("undo") or request.POST.get("mute") == "no":
        muting.unmute(request.user, topic)
        messages.success(request, _("La sourdine est levée."))
    else:
        row = muting.mute(request.user, topic, label=request.POST.get("label", "")[:200])
        messages.success(request, _("Plus rien sur : %(topic)s.") % {"topic": row.label or topic})
    return redirect(next_address(request, "/notifications/settings/#mutes"))


@csrf_exempt  # mail programs post here by themselves (RFC 8058); the signed address is the permission
@never_cache
def unsubscribe(request, token):
    try:
        member_id, topic = unsubscribing.read_token(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise Http404 from None
    member = get_object_or_404(get_user_model(), pk=member_id)
    subject = next((s for s in SUBJECTS if unsubscribing.SUBJECT + s.code == topic), None)
    if request.method == "POST":
        everything = "all" in request.POST
        unsubscribing.mute(member, "" if everything else topic)
        said = {"everything": everything or not topic, "subject": subject}
        return render(request, "notifications/unsubscribed.html", said)
    about = Notification.objects.filter(recipient=member, topic=topic).first() if topic and not subject else None
    return render(request, "notifications/unsubscribe.html", {"topic": topic, "subject": subject, "about": about})
