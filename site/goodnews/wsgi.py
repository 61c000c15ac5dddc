"""WSGI entry point, for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.utils.module_loading import import_string

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodnews.settings.production")

django_application = get_wsgi_application()
# By their names: nothing of the site can be imported before Django is set up.
roomy_application = import_string("goodnews.core.stack.RoomyApplication")(django_application)
kept_application = import_string("goodnews.core.pagecache.KeptPagesApplication")(roomy_application)
# Outside: what goes the short way is one person's, and is never looked for among kept pages.
application = import_string("goodnews.core.lean.LeanApplication")(kept_application)

# Addresses are read at the first request; a worker that is forked has them then.
import_string("goodnews.urls.urlpatterns")

# What was loaded stays for good. Walking through it took the collector 0.1 s, in which
# the request that happened to be running waited.
gc.collect()
gc.freeze()
