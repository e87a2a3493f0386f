from django.urls import path

from .views import listing, page, writing

app_name = "classifieds"
urlpatterns = [
    path("classifieds/", listing.index, name="list"),
    path("classifieds/new/", writing.new, name="new"),
    path("classifieds/<key:pk>/", page.page, name="page"),
]
