from django.urls import path

from . import device_views, settings_views, views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.index, name="list"),
    path("notifications/unread/", views.unread, name="unread"),
    path("notifications/read/", views.read, name="read"),
    path("notifications/seen/", views.seen, name="seen"),
    path("notifications/<key:pk>/", views.open_one, name="open"),
    path("notifications/settings/", settings_views.page, name="settings"),
    path("notifications/mail/", settings_views.mail, name="mail"),
    path("notifications/mute/", settings_views.mute, name="mute"),
    path("notifications/unsubscribe/<str:token>/", settings_views.unsubscribe, name="unsubscribe"),
    path("notifications/devices/add/", device_views.add, name="add_device"),
    path("notifications/devices/renew/", device_views.renew, name="renew_device"),
    path("notifications/devices/forget/", device_views.forget, name="forget_device"),
    path("service-worker.js", device_views.service_worker, name="service_worker"),
    path("manifest.webmanifest", device_views.manifest, name="manifest"),
]
