"""What pages and mails about finding ads ask for by themselves, so that any page can include them."""

from django import template
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from classifieds.models import Favourite
from classifieds.saved import SavedSearch
from classifieds.similar import beside
from classifieds.stopping import address_to_stop
from community.notifications.letters import whole
from community.posts.cards import cards

register = template.Library()


@register.filter
def price(cents):
    """ "Gratuit", "40 €", "12,50 €"; nothing for None."""
    if not cents:
        return _("Gratuit") if cents == 0 else ""
    euros = number_format(cents / 100, 2 if cents % 100 else 0, force_grouping=True)
    return f"€{euros}" if get_language() == "en" else f"{euros} €"


@register.simple_tag(takes_context=True)
def is_favourite(context, pk):
    """Whether the reader keeps an ad: one query for all of a page, none for visitors."""
    request = context["request"]
    if not hasattr(request, "favourite_ads"):
        me = request.user
        mine = Favourite.objects.filter(member=me) if me.is_authenticated else Favourite.objects.none()
        request.favourite_ads = set(mine.values_list("ad", flat=True))
    return pk in request.favourite_ads


@register.simple_tag(takes_context=True)
def similar_to(context, ad):
    """The cards of what is like an ad, the nearest first. Two queries, and one to draw what nobody has seen yet."""
    return cards(beside(ad, context["request"].user), get_language(), "classified")


@register.simple_tag
def searches_that_found(ad, member):
    """[{"label", "stop"}] of the member's searches that an ad is a hit of, each with the address that stops it. One
    query."""
    mine = SavedSearch.objects.filter(member=member, hits__ad=ad)
    return [{"label": search.label, "stop": whole(address_to_stop(search))} for search in mine]


@register.simple_tag
def with_their_stops(searches, member):
    """What a letter lists (community facts: "search", "label", "ads", "more") with the address that stops each."""
    return [
        {**said, "stop": whole(address_to_stop(SavedSearch(pk=said["search"], member=member)))} for said in searches
    ]


@register.simple_tag
def saving_address(query):
    """Where the list as it is asked becomes a saved search."""
    return reverse("classifieds:save_search") + (f"?{query}" if query else "")
