from django.urls import path

from . import feeds, sharing
from .views import acts, listing, page, report, without_account

app_name = "incidents"
urlpatterns = [
    path("incidents/", listing.index, name="list"),
    path("incidents.geojson", listing.geojson, name="geojson"),
    path("incidents/feed/", feeds.feed, name="feed"),
    path("incidents/new/", report.new, name="new"),
    path("incidents/new/around/", report.around_fragment, name="around"),
    path("incidents/new/sent/", without_account.sent, name="sent"),
    path("incidents/new/confirm/<str:token>/", without_account.confirm, name="confirm_address"),
    path("incidents/<key:pk>/", page.page, name="page"),
    path("incidents/<key:pk>/status/", page.status, name="status"),
    path("incidents/<key:pk>/qr.svg", sharing.qr, name="qr"),
    path("incidents/<key:pk>/card.jpg", sharing.card, name="share_card"),
    path("incidents/<key:pk>/join/", acts.join, name="join"),
    path("incidents/<key:pk>/confirm/", acts.confirm, name="confirm"),
    path("incidents/<key:pk>/unconfirm/", acts.unconfirm, name="unconfirm"),
    path("incidents/<key:pk>/still-there/", acts.still_there, name="still_there"),
    path("incidents/<key:pk>/gone/", acts.gone, name="gone"),
    path("incidents/<key:pk>/verdict/", acts.verdict, name="verdict"),
    path("incidents/<key:pk>/correct/", acts.correct, name="correct"),
    path("incidents/<key:pk>/withdraw/", acts.withdraw, name="withdraw"),
    path("incidents/<key:pk>/escalate/", acts.escalate, name="escalate"),
    path("incidents/<str:reference>/", page.by_reference, name="by_reference"),
]
