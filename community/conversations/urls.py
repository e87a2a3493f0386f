from django.contrib.auth.decorators import login_required
from django.urls import path

from community.posts import uploads
from community.posts.models import Photo

from .views import acts, listing, opening, page, people, suggesting

app_name = "conversations"
urlpatterns = [
    path("", listing.index, name="list"),
    path("unread/", listing.unread, name="unread"),
    path("new/", opening.new, name="new"),
    path("who/", suggesting.suggest, name="suggest"),
    path("photos/", login_required(uploads.upload), {"role": Photo.Role.MESSAGE}, name="upload"),
    path("photos/<uuid:key>/remove/", uploads.remove),
    path("photos/<uuid:key>/preview/", uploads.preview),
    path("photos/<uuid:key>/<slug:name>/", page.photo, name="photo"),
    path("<int:pk>/", page.conversation, name="conversation"),
    path("<int:pk>/thread/", page.catch_up, name="thread"),
    path("<int:pk>/say/", page.say, name="say"),
    path("<int:pk>/read/", page.mark_read, name="read"),
    path("<int:pk>/people/", people.people, name="people"),
    path("<int:pk>/add/", people.add, name="add"),
    path("<int:pk>/name/", people.rename, name="name"),
    path("<int:pk>/leave/", people.leave, name="leave"),
    path("<int:pk>/mute/", people.mute, name="mute"),
    path("said/<int:pk>/edit/", acts.edit, name="edit"),
    path("said/<int:pk>/remove/", acts.remove, name="remove"),
    path("said/<int:pk>/share/", acts.share, name="share"),
]
