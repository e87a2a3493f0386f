"""What giving saved, for everybody: the page and the same as CSV."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from community.visitors import kept_for_visitors

from ..categories import ADEME_URL, RESTART_URL
from ..savings import as_csv, overview


@require_safe
@kept_for_visitors(seconds=60)
def saved(request):
    return render(request, "classifieds/savings.html", {**overview(), "ademe": ADEME_URL, "restart": RESTART_URL})


@require_safe
def saved_csv(request):
    response = HttpResponse(as_csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="dons.csv"'
    return response
