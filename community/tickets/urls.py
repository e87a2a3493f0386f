from django.urls import path

from . import replying

app_name = "tickets"
urlpatterns = [
    path("tickets/<slug:reference>/reply/", replying.reply, name="reply"),
]
