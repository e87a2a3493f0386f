from django.urls import path

from . import views

app_name = "notifications"
urlpatterns = [
    path("", views.index, name="list"),
    path("unread/", views.unread, name="unread"),
    path("read/", views.read, name="read"),
    path("mail/", views.mail, name="mail"),
    path("<int:pk>/", views.open_one, name="open"),
    path("unsubscribe/<str:token>/", views.unsubscribe, name="unsubscribe"),
]
