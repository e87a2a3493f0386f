from django.urls import path

from . import block_views, place_views, profile_views, views

app_name = "members"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/home/", views.home, name="home"),
    path("me/profile/", profile_views.edit, name="profile_edit"),
    path("me/visibility/", profile_views.visibility, name="visibility"),
    path("me/preview/", profile_views.preview, name="preview"),
    path("me/blocks/", block_views.index, name="blocks"),
    path("me/places/", place_views.index, name="places"),
    path("me/places/add/", place_views.add, name="place_add"),
    path("me/places/<key:pk>/", place_views.edit, name="place"),
    path("me/places/<key:pk>/remove/", place_views.remove, name="place_remove"),
    path("welcome/", views.welcome, name="welcome"),
    path("<slug:handle>/", profile_views.profile, name="profile"),  # after ours: see members.names.OURS
    path("<slug:handle>/block/", block_views.change, name="block"),
]
