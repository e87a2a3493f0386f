from django.urls import path

from .views import favourites, listing, page, searches, sharing, writing

app_name = "classifieds"
urlpatterns = [
    path("classifieds/", listing.index, name="list"),
    path("classifieds/new/", writing.new, name="new"),
    path("classifieds.geojson", listing.geojson, name="geojson"),
    path("classifieds/searches/", searches.index, name="searches"),
    path("classifieds/searches/new/", searches.new, name="save_search"),
    path("classifieds/searches/add/", searches.add, name="add_search"),
    path("classifieds/searches/<key:pk>/", searches.edit, name="edit_search"),
    path("classifieds/searches/<key:pk>/change/", searches.change, name="change_search"),
    path("classifieds/searches/stop/<str:token>/", searches.stop, name="stop_search"),
    path("classifieds/favourites/", favourites.favourites, name="favourites"),
    path("classifieds/hidden/", favourites.hidden, name="hidden"),
    path("classifieds/<key:pk>/", page.page, name="page"),
    path("classifieds/<key:pk>/favourite/", favourites.favourite, name="favourite"),
    path("classifieds/<key:pk>/hide/", favourites.hide, name="hide"),
    path("classifieds/<key:pk>/card.jpg", sharing.card, name="share_card"),
    path("classifieds/<key:pk>/qr.svg", sharing.qr, name="qr"),
]
