"""The site on a machine whose clock is wrong by BENCH_CLOCK_SHIFT seconds; for measurements only.

libfaketime would shift it from outside, but Python 3.11 waits by calls that it does not know:
under it a thread that waits a second waits an hour.
"""

import os
import time
from datetime import UTC, datetime, timedelta

from django.utils import timezone

SHIFT = float(os.environ["BENCH_CLOCK_SHIFT"])
_time = time.time


def shifted_time() -> float:
    """Return the seconds since 1970 as the wrong clock counts them."""
    return _time() + SHIFT


def shifted_now() -> datetime:
    """Return the moment by the wrong clock."""
    return datetime.now(UTC) + timedelta(seconds=SHIFT)


# Before anything of the site is imported.
time.time = shifted_time
timezone.now = shifted_now

from goodnews.wsgi import application  # noqa: E402, F401
