from django.urls import path

from .views import acts, listing, number, page, still, writing

app_name = "lost_found"
urlpatterns = [
    path("lost-found/", listing.index, name="list"),
    path("lost-found.geojson", listing.geojson, name="geojson"),
    path("lost-found/new/", writing.new, name="new"),
    path("lost-found/number/", number.number, name="number"),
    path("lost-found/still/<str:token>/", still.still, name="still"),
    path("lost-found/matches/<key:pk>/not-it/", acts.not_it, name="not_it"),
    path("lost-found/asked/<key:pk>/refuse/", acts.refuse, name="refuse"),
    path("lost-found/<key:pk>/", page.page, name="page"),
    path("lost-found/<key:pk>/poster/", page.poster, name="poster"),
    path("lost-found/<key:pk>/edit/", writing.edit, name="edit"),
    path("lost-found/<key:pk>/claim/", acts.claim, name="claim"),
    path("lost-found/<key:pk>/card.jpg", page.card, name="share_card"),
    path("lost-found/<key:pk>/returned/", acts.give_back, name="returned"),
    path("lost-found/<key:pk>/withdraw/", acts.withdraw, name="withdraw"),
]
