"""Atom for every filter of the list."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from .filters import Filters
from .models import Incident

MOST = 30


def feed(request):
    """The newest of the filter; 400 in words when the filter is wrong."""
    filters = Filters(request.GET, request.user)
    if not filters.is_valid():
        return HttpResponse(filters.errors.as_text(), status=400, content_type="text/plain; charset=utf-8")
    return FilteredFeed(filters)(request)


class FilteredFeed(Feed):
    feed_type = Atom1Feed

    def __init__(self, filters):
        self.filters = filters

    def title(self):
        return _("Signalements sur Parvis")

    def subtitle(self):
        return _("Ce que les voisins signalent, et ce que la ville en fait.")

    def link(self):
        return settings.SITE_URL + reverse("incidents:list")

    def items(self):
        pks = [pk for pk, _sequence in self.filters.page(MOST)[0]]
        rows = Incident.objects.select_related("category", "author").in_bulk(pks)
        return [rows[pk] for pk in pks if pk in rows]

    def item_title(self, incident):
        return incident.title

    def item_description(self, incident):
        lines = [incident.text, incident.place_label, incident.category.name, incident.get_state_display()]
        return "\n".join(line for line in lines if line)

    def item_link(self, incident):
        return settings.SITE_URL + incident.get_absolute_url()

    def item_guid(self, incident):
        return self.item_link(incident)

    def item_author_name(self, incident):
        return _("Un voisin") if incident.anonymous or not incident.author else incident.author.name

    def item_pubdate(self, incident):
        return incident.published_at

    def item_updateddate(self, incident):
        return incident.edited_at or incident.published_at

    def item_categories(self, incident):
        return [incident.category.name]
