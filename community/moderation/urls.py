from django.urls import path

from . import views

app_name = "moderation"
urlpatterns = [
    path("flag/", views.flag, name="flag"),
    path("flag/sent/", views.sent, name="sent"),
    path("moderation/", views.log, name="log"),
    path("moderation/log.csv", views.log_csv, name="csv"),
    path("moderation/decisions/<key:pk>/", views.decision, name="decision"),
    path("moderation/decisions/<key:pk>/appeal/", views.appeal, name="appeal"),
]
