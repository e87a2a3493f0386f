from django.urls import path

from . import views
from .feed import views as feed

app_name = "home"
urlpatterns = [
    path("feed/", feed.mine, name="feed"),
    path("feed/new/", feed.news, name="feed_news"),
    path("feed/read/", feed.read, name="feed_read"),
    path("feed/<slug:place>/", feed.territory, name="feed_of"),
    path("feed/<slug:place>/new/", feed.news, name="feed_of_news"),
    path("map/", views.map_page, name="map"),
    path("credits/", views.credits_page, name="credits"),
]
