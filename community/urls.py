"""Every address of the site. The only Python module besides settings and routing that names the features."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from community import design
from community.members.language import switch
from community.upkeep.health import healthz
from community.upkeep.media import media

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("design/", design.page, name="design"),
    path("media/<path:name>", media, name="media"),
    path("i18n/setlang/", switch, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("groups/", include("community.groups.urls")),
    path("members/", include("community.members.urls")),
    path("", include("community.notifications.urls")),
    path("messages/", include("community.conversations.urls")),
    path("digest/", include("community.newspaper.urls")),
    path("places/", include("community.places.urls")),
    path("", include("community.moderation.urls")),
    path("", include("community.posts.urls")),
    path("", include("community.tickets.urls")),
    path("handovers/", include("community.handovers.urls")),
    path("", include("classifieds.urls")),
    path("", include("directory.urls")),
    path("", include("discussions.urls")),
    path("", include("incidents.urls")),
    path("", include("lost_found.urls")),
    path("", include("home.urls")),
    path("", include(wagtail_urls)),
]

handler500 = "community.upkeep.outage.server_error"
