from django.urls import path

from . import views

app_name = "places"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("point/", views.point, name="point"),
    path("boundaries.geojson", views.boundaries, name="boundaries"),
]
