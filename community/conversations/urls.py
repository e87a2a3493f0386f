from django.contrib.auth.decorators import login_required
from django.urls import path

from community.posts import arrival_views, uploads
from community.posts.models import Photo

from .views import acts, listing, opening, page, people, suggesting

app_name = "conversations"
urlpatterns = [
    path("", listing.index, name="list"),
    path("unread/", listing.unread, name="unread"),
    path("new/", opening.new, name="new"),
    path("who/", suggesting.suggest, name="suggest"),
    path("photos/", login_required(uploads.upload), {"role": Photo.Role.MESSAGE}, name="upload"),
    path("photos/<uuid:key>/", login_required(arrival_views.piece), {"role": Photo.Role.MESSAGE}),
    path("photos/<uuid:key>/remove/", uploads.remove),
    path("photos/<uuid:key>/preview/", uploads.preview),
    path("photos/<uuid:key>/<slug:name>/", page.photo, name="photo"),
    path("<key:pk>/", page.conversation, name="conversation"),
    path("<key:pk>/thread/", page.catch_up, name="thread"),
    path("<key:pk>/say/", page.say, name="say"),
    path("<key:pk>/read/", page.mark_read, name="read"),
    path("<key:pk>/people/", people.people, name="people"),
    path("<key:pk>/add/", people.add, name="add"),
    path("<key:pk>/name/", people.rename, name="name"),
    path("<key:pk>/leave/", people.leave, name="leave"),
    path("<key:pk>/mute/", people.mute, name="mute"),
    path("said/<key:pk>/edit/", acts.edit, name="edit"),
    path("said/<key:pk>/remove/", acts.remove, name="remove"),
    path("said/<key:pk>/share/", acts.share, name="share"),
]
