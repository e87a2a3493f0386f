from django.urls import path

from . import leading_views, views

app_name = "groups"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("<slug:slug>/join/", views.join, name="join"),
    path("<slug:slug>/rules/", views.accept_rules, name="rules"),
    path("<slug:slug>/leave/", views.leave, name="leave"),
    path("<slug:slug>/members/", leading_views.members, name="members"),
    path("<slug:slug>/members/act/", leading_views.act, name="act"),
    path("<slug:slug>/edit/", leading_views.edit, name="edit"),
    path("<slug:slug>/end/", leading_views.end, name="end"),
]
