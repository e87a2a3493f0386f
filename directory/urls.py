from django.urls import path

from .views import advice, claims, entry, listing, owning, recommending

app_name = "directory"
urlpatterns = [
    path("services/", listing.index, name="list"),
    path("services.geojson", listing.geojson, name="geojson"),
    path("services.csv", listing.as_csv, name="csv"),
    # Before the entries' own: words that no entry is called (directory.entries.RESERVED).
    path("services/mine/", owning.mine, name="mine"),
    path("services/advice/", advice.index, name="advices"),
    path("services/advice/new/", advice.new, name="advice_new"),
    path("services/advice/<key:pk>/", advice.page, name="advice"),
    path("services/advice/<key:pk>/name/", advice.name, name="advice_name"),
    path("services/advice/<key:pk>/find/", advice.find, name="advice_find"),
    path("services/advice/<key:pk>/edit/", advice.edit, name="advice_edit"),
    path("services/advice/<key:pk>/found/", advice.found, name="advice_found"),
    path("services/advice/<key:pk>/withdraw/", advice.withdraw, name="advice_withdraw"),
    path("services/recommendations/<key:pk>/answer/", recommending.answer, name="answer"),
    path("services/recommendations/<key:pk>/take-back/", recommending.take_back, name="take_back"),
    path("services/<slug:slug>/", entry.page, name="entry"),
    path("services/<slug:slug>/card/", entry.card, name="card"),
    path("services/<slug:slug>/wrong/", entry.wrong, name="wrong"),
    path("services/<slug:slug>/claim/", claims.claim, name="claim"),
    path("services/<slug:slug>/claim/code/", claims.code, name="claim_code"),
    path("services/<slug:slug>/claim/give-up/", claims.give_up, name="give_up"),
    path("services/<slug:slug>/own/", owning.own, name="own"),
    path("services/<slug:slug>/own/checked/", owning.checked, name="checked"),
    path("services/<slug:slug>/own/move/", owning.move, name="move"),
    path("services/<slug:slug>/recommend/", recommending.recommend, name="recommend"),
]
