"""A new database through all its migrations in less than half the time.

Django renders the models anew for every operation, some thousand times. Each rendered model lets
it forget which models the settings can exchange, and for every foreign key it asks all apps again.
"""

import functools
import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps

# A rendered state has some hundred thousand. Searched for garbage after every 700, as Python does,
# states are walked through again and again; without any search they fill two gigabytes.
OBJECTS_BETWEEN_SEARCHES = 200_000


@contextmanager
def many_migrations() -> Iterator[None]:
    """Ask once which models are exchangeable, and look for garbage seldom."""
    thresholds = gc.get_threshold()
    gc.set_threshold(OBJECTS_BETWEEN_SEARCHES, *thresholds[1:])
    apps.get_swappable_settings_name = functools.cache(apps.get_swappable_settings_name)
    try:
        yield
    finally:
        del apps.get_swappable_settings_name
        gc.set_threshold(*thresholds)
        gc.collect()
