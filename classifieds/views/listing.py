"""The list of ads."""

from django.shortcuts import redirect
from django.views.decorators.http import require_safe


@require_safe
def index(request):
    return redirect("/feed/?kind=classified")
