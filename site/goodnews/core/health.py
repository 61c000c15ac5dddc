"""Two answers for whatever watches the servers."""

from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.views.decorators.cache import never_cache


@never_cache
def alive(request):
    """Say that this process answers; asks nothing else (``/healthz``)."""
    return HttpResponse("ok", content_type="text/plain")


@never_cache
def ready(request):
    """Say whether this process can serve: the database answers (``/readyz``).

    Cache, mail and object storage are left out on purpose: without them pages
    are slower, not gone, and a server taken away for that would be missed.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("database unavailable", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")
