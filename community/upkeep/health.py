from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache


@never_cache
def healthz(request):
    """200 once the database answers; a load balancer and `make run` wait for it."""
    connection.ensure_connection()
    return JsonResponse({"status": "ok"})
