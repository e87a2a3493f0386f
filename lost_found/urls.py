app_name = "lost_found"
urlpatterns = []
