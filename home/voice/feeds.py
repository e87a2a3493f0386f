"""Atom of the news, whole or of one quarter."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from .cards import pages_of, sort_of
from .views import chosen, said_in

MOST = 30


@require_safe
def feed(request):
    """?quarter=CODE as on the list."""
    return NewsFeed(chosen(request))(request)


class NewsFeed(Feed):
    feed_type = Atom1Feed

    def __init__(self, quarter):
        self.quarter = quarter

    def title(self):
        return _("Actualités : %(quarter)s") % {"quarter": self.quarter} if self.quarter else _("Actualités")

    def link(self):
        return settings.SITE_URL + "/news/" + (f"?quarter={self.quarter.code}" if self.quarter else "")

    def items(self):
        posts = list(said_in(self.quarter).order_by("-published_at", "-pk")[:MOST])
        pages = pages_of([post.translation_key for post in posts])
        return [(post, pages[post.translation_key]) for post in posts if post.translation_key in pages]

    def item_title(self, item):
        return item[1].title

    def item_description(self, item):
        return item[1].summary

    def item_link(self, item):
        return f"{settings.SITE_URL}/news/{item[0].pk}/"

    def item_guid(self, item):
        return self.item_link(item)

    def item_author_name(self, item):
        return item[0].voice

    def item_pubdate(self, item):
        return item[0].published_at

    def item_updateddate(self, item):
        return item[0].edited_at or item[0].published_at

    def item_categories(self, item):
        return [sort_of(item[0])]
