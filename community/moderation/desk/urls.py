from django.urls import path

from . import views

app_name = "moderators"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("keep/", views.keep, name="keep"),
    path("<key:pk>/", views.case, name="case"),
    path("<key:pk>/claim/", views.claim, name="claim"),
    path("<key:pk>/put-down/", views.put_down, name="put_down"),
    path("<key:pk>/decide/", views.decide, name="decide"),
    path("appeals/<key:pk>/", views.appeal, name="appeal"),
]
