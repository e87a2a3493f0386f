from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from community.going_on import next_address

from . import language, mine
from .forms import HomeForm, ProfileForm


@never_cache
@login_required
def me(request):
    """One's own account: what nobody else sees, and the way to what they do."""
    form = ProfileForm(_sent(request), instance=request.user)
    if request.method == "POST" and form.is_valid():
        member = form.save()
        messages.success(request, _("C'est enregistré."))
        return language.remember(redirect("members:me"), member.language)
    if form.errors:
        request.user.refresh_from_db()  # the page's head shows who one is, not what was refused
    context = {"form": form, "mine": mine.lines_of(request.user)}
    return render(request, "members/me.html", context, status=400 if form.errors else 200)


@never_cache
@login_required
def home(request):
    """Where one lives, to find one's neighbourhood."""
    if "leave" in request.POST:
        request.user.leave_home()
        messages.success(request, _("Votre domicile est oublié."))
        return redirect("members:me")
    return _home(request, "members/home.html", "/members/me/")


@never_cache
@login_required
def welcome(request):
    """The step after signing up: the same question, which may be skipped."""
    return _home(request, "members/welcome.html", "/")


def _home(request, template, otherwise):
    then = next_address(request) or otherwise
    member = request.user
    home = member.home
    form = HomeForm(_sent(request), near=(home.lat, home.lon) if home and home.lat is not None else None)
    if request.method == "POST" and form.is_valid():
        member.settle(form.cleaned_data["lat"], form.cleaned_data["lon"])
        messages.success(request, _("Votre quartier : %(quarter)s.") % {"quarter": member.neighbourhood})
        return HttpResponseRedirect(then)
    facts = {"form": form, "next": then, "lat": home and home.lat, "lon": home and home.lon}
    return render(request, template, facts, status=400 if form.errors else 200)


def _sent(request):
    return request.POST if request.method == "POST" else None
