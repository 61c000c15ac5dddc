"""ASGI entry point, for uvicorn or hypercorn."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodnews.settings.production")

application = get_asgi_application()
