from django.urls import path

from . import views

app_name = "moderators"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("keep/", views.keep, name="keep"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/claim/", views.claim, name="claim"),
    path("<int:pk>/put-down/", views.put_down, name="put_down"),
    path("<int:pk>/decide/", views.decide, name="decide"),
    path("appeals/<int:pk>/", views.appeal, name="appeal"),
]
