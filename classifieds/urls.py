from django.urls import path

from .views import acts, changing, favourites, listing, mine, page, savings, searches, sharing, writing

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
    path("classifieds/saved/", savings.saved, name="saved"),
    path("classifieds/saved.csv", savings.saved_csv, name="saved_csv"),
    path("classifieds/hidden/", favourites.hidden, name="hidden"),
    path("classifieds/<key:pk>/favourite/", favourites.favourite, name="favourite"),
    path("classifieds/<key:pk>/hide/", favourites.hide, name="hide"),
    path("classifieds/<key:pk>/card.jpg", sharing.card, name="share_card"),
    path("classifieds/<key:pk>/qr.svg", sharing.qr, name="qr"),
    path("classifieds/mine/", mine.mine, name="mine"),
    path("classifieds/renew/<str:token>/", acts.renew_link, name="renew_link"),
    path("classifieds/<key:pk>/", page.page, name="page"),
    path("classifieds/<key:pk>/edit/", changing.edit, name="edit"),
    path("classifieds/<key:pk>/renew/", acts.renew, name="renew"),
    path("classifieds/<key:pk>/end/", acts.end, name="end"),
    path("classifieds/<key:pk>/again/", mine.again, name="again"),
]
