from django.urls import path

from . import views

app_name = "home"
urlpatterns = [
    path("map/", views.map_page, name="map"),
    path("credits/", views.credits_page, name="credits"),
]
