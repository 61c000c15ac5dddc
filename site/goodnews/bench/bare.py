"""The smallest Django site there is: the measure for every other page.

No middleware, no database, no template; served by the same gunicorn with the
same workers as the pages that are compared with it.
"""

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path

if not settings.configured:
    settings.configure(
        ALLOWED_HOSTS=["*"],
        MIDDLEWARE=[],
        ROOT_URLCONF=__name__,
        SECRET_KEY="bare",  # noqa: S106 -- signs nothing
    )


def bare(request):
    """Answer with two letters."""
    return HttpResponse("ok")


urlpatterns = [path("", bare)]
application = get_wsgi_application()
