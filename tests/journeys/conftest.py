"""What every journey needs."""

import time
from datetime import timedelta
from threading import Lock

import pytest
from django.core.signals import request_finished, request_started
from django.test import Client
from django.utils import timezone

from tests.news.desk.factories import make_desk

from .desk_phone import GOOD_LINE, PHONE, keep_desk, sign_in

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


@pytest.fixture(autouse=True)
def _no_page_is_left(request, _no_request_is_left):
    """Close what a test left open: its pages would go on asking the site beside the next test."""
    yield
    if "browser" in request.fixturenames:
        for context in request.getfixturevalue("browser").contexts:
            context.close()


@pytest.fixture
def move_clock(monkeypatch):
    """Return a function that sets every clock of the site forward."""
    now = timezone.now
    ahead = [timedelta()]
    monkeypatch.setattr(timezone, "now", lambda: now() + ahead[0])

    def move(moment):
        ahead[0] += moment - timezone.now()

    return move


@pytest.fixture
def valley(live_server, new_context):
    """The correspondent's phone, signed in, with the desk kept by its service worker."""
    room = make_desk()
    client = Client()
    client.force_login(room.correspondent)
    context = new_context(viewport=PHONE, base_url=live_server.url)
    # On a busy machine Chromium takes the line for a slow one.
    context.add_init_script(GOOD_LINE)
    sign_in(client, context, live_server.url)
    keep_desk(context)
    yield context
    # With a page still on its way somewhere, closing all at once may never come to an end.
    for page in context.pages:
        page.close()
