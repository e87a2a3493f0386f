from django.urls import path

from . import tiles, uploads

app_name = "posts"
urlpatterns = [
    path("tiles/<int:z>/<int:x>/<int:y>.json", tiles.tile, name="tile"),
    path("photos/", uploads.upload, name="upload"),
    path("photos/<uuid:key>/remove/", uploads.remove, name="photo_remove"),
    path("photos/<uuid:key>/preview/", uploads.preview, name="photo_preview"),
    path("photos/<uuid:key>/original/", uploads.original, name="photo_original"),
]
