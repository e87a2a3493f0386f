from django.urls import path

from . import views

app_name = "discussions"
urlpatterns = [
    path("discussions/", views.index, name="list"),
    path("discussions/new/", views.new, name="new"),
    path("discussions/<int:pk>/", views.page, name="page"),
    path("discussions/<int:pk>/edit/", views.edit, name="edit"),
    path("discussions/<int:pk>/settle/", views.settle, name="settle"),
    path("discussions/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
]
