from django.urls import path

from .views import acting, answering, asking, listing, meeting, page

app_name = "handovers"
urlpatterns = [
    path("", listing.index, name="list"),
    path("of/<key:pk>/", listing.of_post, name="of_post"),
    path("ask/<key:pk>/", asking.ask, name="ask"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("calendar/<str:token>/", meeting.calendar, name="calendar"),
    path("<key:pk>/", page.page, name="page"),
    path("<key:pk>/meet/", meeting.meet, name="meet"),
    path("<key:pk>/thank/", acting.thank, name="thank"),
    path("<key:pk>/<slug:act>/", acting.act, name="act"),
]
