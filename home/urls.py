from django.urls import path

from . import mapping, views
from .feed import views as feed

app_name = "home"
urlpatterns = [
    path("feed/", feed.mine, name="feed"),
    path("feed/new/", feed.news, name="feed_news"),
    path("feed/read/", feed.read, name="feed_read"),
    path("feed/<slug:place>/", feed.territory, name="feed_of"),
    path("feed/<slug:place>/new/", feed.news, name="feed_of_news"),
    path("map/", mapping.map_page, name="map"),
    path("map/points.geojson", mapping.points, name="points"),
    path("credits/", views.credits_page, name="credits"),
]
