from django.urls import path

from . import views

app_name = "newspaper"
urlpatterns = [
    path("", views.latest, name="latest"),
    path("<str:on>/", views.edition, name="edition"),
    path("<str:on>/poster/<str:code>/", views.poster, name="poster"),
]
