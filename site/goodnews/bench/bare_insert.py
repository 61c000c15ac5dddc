"""The smallest Django site that writes: one view, one INSERT, no middleware.

On the same database and with the same way to it as the site that is compared with it.
"""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

TABLE = "bench_bare_insert"

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        DATABASES=import_module(os.environ["DJANGO_SETTINGS_MODULE"]).DATABASES,
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        MIDDLEWARE=[],
        ROOT_URLCONF=__name__,
        SECRET_KEY="bare",  # noqa: S106 -- signs nothing
    )


@csrf_exempt
def bare(request):
    """Keep a number."""
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (number) VALUES (%s)", [1])  # noqa: S608
    return HttpResponse("ok")


urlpatterns = [path("", bare)]
application = get_wsgi_application()
