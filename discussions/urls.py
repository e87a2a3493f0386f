from django.urls import path

from . import views

app_name = "discussions"
urlpatterns = [
    path("discussions/", views.index, name="list"),
    path("discussions/new/", views.new, name="new"),
    path("discussions/<key:pk>/", views.page, name="page"),
    path("discussions/<key:pk>/edit/", views.edit, name="edit"),
    path("discussions/<key:pk>/settle/", views.settle, name="settle"),
    path("discussions/<key:pk>/withdraw/", views.withdraw, name="withdraw"),
]
