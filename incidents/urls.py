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
    path("incidents/<int:pk>/", page.page, name="page"),
    path("incidents/<int:pk>/status/", page.status, name="status"),
    path("incidents/<int:pk>/qr.svg", sharing.qr, name="qr"),
    path("incidents/<int:pk>/card.jpg", sharing.card, name="share_card"),
    path("incidents/<int:pk>/join/", acts.join, name="join"),
    path("incidents/<int:pk>/confirm/", acts.confirm, name="confirm"),
    path("incidents/<int:pk>/unconfirm/", acts.unconfirm, name="unconfirm"),
    path("incidents/<int:pk>/still-there/", acts.still_there, name="still_there"),
    path("incidents/<int:pk>/gone/", acts.gone, name="gone"),
    path("incidents/<int:pk>/verdict/", acts.verdict, name="verdict"),
    path("incidents/<int:pk>/correct/", acts.correct, name="correct"),
    path("incidents/<int:pk>/withdraw/", acts.withdraw, name="withdraw"),
    path("incidents/<int:pk>/escalate/", acts.escalate, name="escalate"),
    path("incidents/<str:reference>/", page.by_reference, name="by_reference"),
]
