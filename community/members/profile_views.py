"""A member's page, and the pages on which they say what stands on it and for whom."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from . import showing
from .editing import change_profile
from .profile_forms import OneselfForm, ShowForm

# The eyes through which one may look at one's own page.
EYES = {"visitor": showing.VISITOR, "member": showing.MEMBER, "resident": showing.RESIDENT}


@require_safe
@never_cache
def profile(request, handle):
    """What this reader may see of a member; 404 for whoever is not there for them."""
    member = showing.member_for(request.user, handle)
    stands = showing.standing(request.user, member)
    writes = request.user.is_authenticated and showing.accepts_messages(member, request.user)
    context = {**_page(member, stands, request.user), "mine": stands == showing.SELF, "may_write": writes}
    return render(request, "members/profile.html", context)


@require_safe
@never_cache
@login_required
def preview(request):
    """?as=visitor, member or resident: one's own page through another's eyes."""
    eyes = request.GET.get("as", "visitor")
    if eyes not in EYES:
        raise Http404
    context = {**_page(request.user, EYES[eyes], AnonymousUser()), "eyes": eyes}
    return render(request, "members/profile.html", context)


def _page(member, stands, reader):
    seen = showing.shown(member, stands)
    lately = getattr(settings, "PROFILE_POSTS", "") if seen.posts else ""
    return {"person": member, "seen": seen, "cards": import_string(lately)(member, reader) if lately else []}


@never_cache
@login_required
def edit(request):
    """A few words, skills and languages. The photo has a form of its own."""
    member = request.user
    known = member.about_them
    skills = [skill.name for skill in member.skills.all()]
    initial = {"about": known.about, "languages": known.languages, "skills": skills}
    form = OneselfForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        change_profile(member, **form.cleaned_data)
        messages.success(request, _("C'est enregistré."))
        return redirect(member)
    context = {"form": form, "profile": known, "photo": showing.shown(member, showing.SELF).photo}
    return render(request, "members/profile_edit.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
def visibility(request):
    """Each part of one's profile: for everyone, for members, for verified residents of one's town, for nobody."""
    form = ShowForm(request.POST if request.method == "POST" else None, instance=request.user.about_them)
    if request.method == "POST" and form.is_valid():
        change_profile(request.user, **form.cleaned_data)
        messages.success(request, _("C'est enregistré."))
        return redirect("members:visibility")
    return render(request, "members/visibility.html", {"form": form}, status=400 if form.errors else 200)
