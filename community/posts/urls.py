from django.urls import path

from . import arrival_views, draft_views, follow_views, portrait_views, thread_views, tiles, uploads

app_name = "posts"
urlpatterns = [
    path("tiles/<int:z>/<int:x>/<int:y>.json", tiles.tile, name="tile"),
    path("photos/", uploads.upload, name="upload"),
    path("photos/<uuid:key>/", arrival_views.piece, name="photo_piece"),
    path("photos/<uuid:key>/remove/", uploads.remove, name="photo_remove"),
    path("photos/<uuid:key>/preview/", uploads.preview, name="photo_preview"),
    path("photos/<uuid:key>/original/", uploads.original, name="photo_original"),
    path("drafts/", draft_views.index, name="drafts"),
    path("drafts/<key:pk>/forget/", draft_views.throw_away, name="draft_forget"),
    path("tags/", follow_views.tags, name="tags"),
    path("follows/", follow_views.index, name="follows"),
    path("follows/add/", follow_views.add, name="follows_add"),
    path("follows/remove/", follow_views.remove, name="follows_remove"),
    path("members/me/photo/", portrait_views.change, name="portrait"),
    path("posts/<key:pk>/", thread_views.post, name="post"),
    path("posts/<key:pk>/card/", thread_views.card, name="card"),
    path("posts/<key:pk>/comments/", thread_views.comment, name="comment"),
    path("posts/<key:pk>/thread/", thread_views.catch_up, name="thread"),
    path("posts/<key:pk>/follow/", thread_views.follow, name="follow"),
    path("comments/<key:pk>/edit/", thread_views.edit, name="edit"),
    path("comments/<key:pk>/remove/", thread_views.remove, name="remove"),
]
