from django.urls import path

from . import views

app_name = "members"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("me/home/", views.home, name="home"),
    path("welcome/", views.welcome, name="welcome"),
]
