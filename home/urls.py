from django.urls import path

from . import group_page, mapping, publishing, views
from .feed import views as feed
from .polls import views as polls
from .search import views as search
from .voice import feeds
from .voice import views as voice

app_name = "home"
urlpatterns = [
    path("feed/", feed.mine, name="feed"),
    path("feed/new/", feed.news, name="feed_news"),
    path("feed/read/", feed.read, name="feed_read"),
    path("feed/<slug:place>/", feed.territory, name="feed_of"),
    path("feed/<slug:place>/new/", feed.news, name="feed_of_news"),
    path("new/", publishing.new, name="new"),
    path("map/", mapping.map_page, name="map"),
    path("map/points.geojson", mapping.points, name="points"),
    path("search/", search.page, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    path("groups/<slug:slug>/", group_page.page, name="group"),
    path("groups/<slug:slug>/fresh/", group_page.news, name="group_news"),
    path("credits/", views.credits_page, name="credits"),
    path("news/", voice.index, name="news"),
    path("news/feed/", feeds.feed, name="news_feed"),
    path("news/<key:pk>/", voice.said, name="said"),
    path("news/<key:pk>/put-away/", voice.put_away, name="alert_put_away"),
    path("news/<key:pk>/vote/", polls.vote, name="vote"),
]
