from django.urls import path

from . import views

app_name = "classifieds"
urlpatterns = [
    path("classifieds/", views.index, name="list"),
    path("classifieds/new/", views.new, name="new"),
    path("classifieds/<key:pk>/", views.page, name="page"),
]
