from django.urls import path

from . import preview, views

app_name = "desk"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("pins.geojson", views.map_pins, name="pins"),
    path("who/", preview.who, name="who"),
    path("<key:pk>/", views.ticket, name="ticket"),
    path("<key:pk>/history/", views.history, name="history"),
    path("<key:pk>/<slug:deed>/", views.act, name="act"),
]
