"""Choosing one of the town's known places in an editor's form."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from community.places.words import fold


class ByName(BaseFilterForm):
    """Words of a place's name or address, accents and case aside."""

    q = forms.CharField(label=_("Nom ou adresse"), required=False, max_length=200)

    def filter(self, objects):
        words = fold(self.cleaned_data["q"]).split()
        self.is_searching, self.search_query = bool(words), self.cleaned_data["q"]
        for word in words:
            objects = objects.filter(folded__contains=word)
        return objects


class Choose(ChooseView):
    filter_form_class = ByName


class ChooseResults(ChooseResultsView):
    filter_form_class = ByName


class Places(ChooserViewSet):
    model = "places.Place"
    icon = "site"
    choose_one_text = _("Choisir un lieu")
    choose_another_text = _("Choisir un autre lieu")
    choose_view_class = Choose
    choose_results_view_class = ChooseResults


places = Places("place_chooser")
