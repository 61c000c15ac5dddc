"""Pages of entrants take the short way through Django: the same replies, and the same headers."""

from datetime import timedelta
from http.cookies import SimpleCookie
from io import BytesIO
from unittest import mock
from urllib.parse import urlencode

from django.test import RequestFactory

from campaigns.contests.models import Attempt
from campaigns.contests.rush import gate
from campaigns.contests.rush.line import Place
from goodnews.core import kept, lean
from goodnews.core.lean import LeanPageHandler

from .cases import AttemptCase
from .factories import NOON

FORM = "application/x-www-form-urlencoded"
FAR = Place(era="hang", number=90, ahead=40, seconds=20)


class ShortWayTests(AttemptCase):
    def short(self, method, url, data="", **environ):
        """Ask on the short way, as the same device."""
        handler, request = self.asked(method, url, data, **environ)
        return handler.get_response(request)

    def asked(self, method, url, data="", **environ):
        """Return the short way, and what the same device asks there."""
        handler = LeanPageHandler()
        handler.load_middleware()
        request = RequestFactory().generic(method, url, data, content_type=FORM)
        cookies = SimpleCookie({name: each.value for name, each in self.client.cookies.items()})
        said = "; ".join(f"{name}={each.coded_value}" for name, each in cookies.items())
        request.META |= {"HTTP_COOKIE": said, "wsgi.input": BytesIO(data.encode()), **environ}
        return handler, request

    def assert_same(self, short, long):
        self.assertEqual(short.status_code, long.status_code)
        self.assertEqual(short.content, long.content)
        self.assertEqual(dict(short.items()), dict(long.items()))
        self.assertEqual(set(short.cookies), set(long.cookies))

    def test_every_page_has_the_same_bytes_and_headers_as_on_the_long_way(self):
        for get in ("attempt", "receipt"):
            self.assertEqual(self.client.get(self.url(get, 1, 1)).status_code, 404)
            self.assertEqual(self.short("GET", self.url(get, 1, 1)).status_code, 404)
        start = self.url("start", 1)
        with (
            mock.patch.object(gate, "take_place", return_value=FAR),
            mock.patch.object(gate.random, "SystemRandom") as rng,
        ):
            rng.return_value.uniform.return_value = 1.0
            self.assert_same(self.short("POST", start), self.post("start", 1))
        self.assert_same(self.short("POST", start), self.post("start", 1))
        attempt = Attempt.objects.get()
        self.assert_same(
            self.short("GET", self.url("attempt", 1, 1)), self.client.get(self.url("attempt", 1, 1))
        )
        fields = {"do": "save", **self.fields(attempt)}
        self.assert_same(
            self.short("POST", self.url("attempt", 1, 1), urlencode(fields)),
            self.post("attempt", 1, 1, **fields),
        )
        fields["do"] = "finish"
        self.assert_same(
            self.short("POST", self.url("attempt", 1, 1), urlencode(fields)),
            self.post("attempt", 1, 1, **fields),
        )
        self.assert_same(
            self.short("GET", self.url("receipt", 1, 1)), self.client.get(self.url("receipt", 1, 1))
        )

    def test_a_page_asks_once_whether_what_is_kept_still_holds(self):
        self.begin()
        handler, request = self.asked("GET", self.url("attempt", 1, 1))
        with (
            mock.patch.object(kept, "may_be_kept", return_value=True),
            mock.patch.dict(kept._values, clear=True),
            # The connection is the test's own.
            mock.patch.object(lean, "connections", mock.MagicMock()),
            mock.patch.object(kept, "current_generation", return_value="bây giờ") as asked,
        ):
            handler(request.META, mock.Mock())
            self.assertGreater(len(kept._values), 2)
        asked.assert_called_once()
        self.assertFalse(kept._of_request.is_running)

    def test_strangers_and_other_hosts_are_refused_here_too(self):
        attempt = self.begin()
        for url in (self.url("start", 1), self.url("attempt", 1, 1)):
            refused = self.short("POST", url, "do=finish", HTTP_ORIGIN="https://evil.vn")
            self.assertEqual(refused.status_code, 400)
        with self.settings(ALLOWED_HOSTS=["testserver"]):
            for name in ("line", "start"):
                reply = self.short("GET", self.url(name, 1), HTTP_HOST="evil.vn")
                self.assertEqual(reply.status_code, 400)
        with self.settings(SECURE_SSL_REDIRECT=True):
            self.assertEqual(self.short("GET", self.url("attempt", 1, 1)).status_code, 301)
        self.client.cookies.clear()
        self.assertEqual(self.short("GET", self.url("attempt", 1, 1)).status_code, 302)
        attempt.refresh_from_db()
        self.assertTrue(attempt.is_open)

    def test_whoever_is_told_when_to_come_again_is_no_fault_for_the_log(self):
        far = mock.patch.object(gate, "take_place", return_value=FAR)
        with far, self.assertNoLogs("django.request"):
            self.assertEqual(self.short("POST", self.url("start", 1)).status_code, 503)
        with self.assertLogs("django.request"):
            self.assertEqual(self.short("POST", self.url("start", 9)).status_code, 404)

    def test_nor_is_whoever_comes_after_the_deadline(self):
        attempt = self.begin()
        name, value = next(iter(self.fields(attempt).items()))
        answer = urlencode({"place": 1, "sequence": 1, name: value}, doseq=True)
        self.set_clock(NOON + timedelta(hours=1))
        with self.assertNoLogs("django.request"):
            late = self.short("POST", self.url("save", 1, 1), answer)
        self.assertEqual(late.status_code, 409)
