from django.urls import path

from .views import entry, listing

app_name = "directory"
urlpatterns = [
    path("services/", listing.index, name="list"),
    # Before the entries' own: words that no entry is called (directory.entries.RESERVED).
    path("services/<slug:slug>/", entry.page, name="entry"),
]
