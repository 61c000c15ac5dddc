"""What every journey needs."""

import time
from datetime import timedelta
from threading import Lock

import pytest
from django.core.signals import request_finished, request_started
from django.utils import timezone

PATIENCE = 10


class Requests:
    """Counts the requests that the live server is answering."""

    def __init__(self):
        self.running = 0
        self.lock = Lock()

    def begin(self, **kwargs):
        with self.lock:
            self.running += 1

    def end(self, **kwargs):
        with self.lock:
            self.running -= 1


@pytest.fixture(autouse=True)
def _no_request_is_left():
    """Wait for what a closed browser had begun: emptying the tables under it would deadlock."""
    requests = Requests()
    request_started.connect(requests.begin)
    request_finished.connect(requests.end)
    yield
    give_up_at = time.monotonic() + PATIENCE
    while requests.running > 0 and time.monotonic() < give_up_at:
        time.sleep(0.02)
    request_started.disconnect(requests.begin)
    request_finished.disconnect(requests.end)


@pytest.fixture
def move_clock(monkeypatch):
    """Return a function that sets every clock of the site forward."""
    now = timezone.now
    ahead = [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: now() + ahead[0])

    def move(moment):
        ahead[0] += moment - timezone.now()

    return move
