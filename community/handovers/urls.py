app_name = "handovers"
urlpatterns = []
