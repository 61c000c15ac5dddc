"""A database that is busy: 503, and what was typed is still there."""

import errno
import json
from functools import partial
from types import SimpleNamespace
from unittest import mock

from django.db import InterfaceError, OperationalError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory, SimpleTestCase, TestCase
from django.utils import timezone

from goodnews.core import absences
from goodnews.core.busy import BusyDatabaseMiddleware, is_busy, server_error
from news.desk.models import DeskDraft
from news.desk.services import open_draft
from tests.concurrency import AtOnceTestCase, needs_postgresql
from tests.news.desk.factories import KEY, make_desk
from tests.news.desk.test_phone import letter


def locked(state: str = "") -> OperationalError:
    """Return Django's error as either database raises it."""
    if not state:
        return OperationalError("database is locked")
    error = OperationalError("canceling statement due to lock timeout")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = state
    return error


class BusyTests(SimpleTestCase):
    def answer(self, request, error=None) -> HttpResponse:
        middleware = BusyDatabaseMiddleware(lambda request: None)
        return middleware.process_exception(request, error or locked())

    def post(self, path="/gui-bai/", **values):
        return RequestFactory().post(path, values)

    def test_only_locks_and_time_outs_are_busy(self):
        for state in ("55P03", "57014", "40P01", "40001", ""):
            with self.subTest(state=state):
                self.assertTrue(is_busy(locked(state)))
        for error in (OperationalError("no such table"), locked("08006"), ValueError(), None):
            with self.subTest(error=repr(error)):
                self.assertFalse(is_busy(error))
        self.assertIsNone(self.answer(self.post(), ValueError()))

    def test_a_full_disk_asks_to_try_again_and_calls_the_administrator(self):
        with self.assertLogs("goodnews.core.busy", "ERROR") as log:
            response = self.answer(self.post(), OSError(errno.ENOSPC, "No space left on device"))
        self.assertEqual((response.status_code, response["Retry-After"]), (503, "5"))
        self.assertEqual([record.event for record in log.records], ["disk_full"])
        self.assertIsNone(self.answer(self.post(), OSError(errno.EACCES, "Permission denied")))

    def test_a_database_that_is_away_asks_to_try_again_and_calls_the_administrator(self):
        kept = {"default": SimpleNamespace(vendor="postgresql")}
        with mock.patch.object(absences, "connections", kept):
            for error in (locked("08006"), locked("57P01"), InterfaceError("closed")):
                with self.assertLogs("goodnews.core.busy", "ERROR") as log:
                    response = self.answer(self.post(title="Cầu mới"), error)
                self.assertEqual((response.status_code, response["Retry-After"]), (503, "5"))
                self.assertIn("Cầu mới", response.content.decode())
                self.assertEqual([record.event for record in log.records], ["database_away"])
            self.assertIsNone(self.answer(self.post(), ValueError()))

    def test_what_was_typed_can_be_sent_again_by_a_button(self):
        response = self.answer(self.post("/gui-bai/?a=1&b=2", title="Cầu <mới>", text="Một\nHai"))
        self.assertEqual((response.status_code, response["Retry-After"]), (503, "5"))
        self.assertIn("no-store", response["Cache-Control"])
        page = response.content.decode()
        self.assertInHTML('<input type="hidden" name="title" value="Cầu &lt;mới&gt;">', page)
        self.assertInHTML('<input type="hidden" name="text" value="Một\nHai">', page)
        self.assertIn('<form method="post" action="/gui-bai/?a=1&amp;b=2">', page)
        self.assertIn("Gửi lại", page)

    def test_nothing_is_sent_again_without_its_files_and_no_secret_is_written_out(self):
        file = mock.Mock(spec=["read", "name"], read=lambda: b"x")
        file.name = "anh.jpg"
        for values in ({"title": "Cầu", "photo": file}, {"login": "a", "password": "bí mật"}):
            with self.subTest(values=sorted(values)):
                page = self.answer(self.post(**values)).content.decode()
                self.assertNotIn("<form", page)
                self.assertNotIn("bí mật", page)
                self.assertIn("Quay lại", page)

    def test_a_reader_is_asked_to_try_again(self):
        page = self.answer(RequestFactory().get("/tin-tot/?page=2")).content.decode()
        self.assertInHTML('<a class="btn" href="/tin-tot/?page=2">Thử lại</a>', page)

    def test_a_script_is_answered_in_its_language(self):
        request = RequestFactory().post(
            "/gui-bai/x/luu/", b"{", content_type="application/json; charset=utf-8"
        )
        response = self.answer(request)
        self.assertEqual((response.status_code, response["Retry-After"]), (503, "5"))
        self.assertEqual(json.loads(response.content)["reason"], "busy")

    def test_a_form_that_cannot_be_read_any_more_is_no_second_fault(self):
        request = RequestFactory().post("/", b"--x", content_type="multipart/form-data; boundary=")
        self.assertEqual(self.answer(request).status_code, 503)


class EverywhereTests(TestCase):
    def test_a_middleware_that_finds_the_database_busy_answers_503_too(self):
        client = Client(raise_request_exception=False)
        saved = "django.contrib.sessions.middleware.SessionMiddleware.process_response"
        for error, status in ((locked("55P03"), 503), (ValueError("x"), 500)):
            with self.subTest(status=status), mock.patch(saved, side_effect=error):
                self.assertEqual(client.get("/").status_code, status)

    def test_what_is_no_lock_is_a_plain_fault(self):
        try:
            raise ValueError
        except ValueError:
            response = server_error(RequestFactory().get("/"))
        self.assertEqual(response.status_code, 500)


@needs_postgresql
class LockedRowTests(AtOnceTestCase):
    def test_a_row_that_somebody_else_holds_is_a_503_for_the_phone(self):
        room = make_desk()
        self.client.force_login(room.correspondent)
        draft = open_draft(owner=room.correspondent, key=KEY, now=timezone.now())
        ask = partial(
            self.client.post,
            f"/gui-bai/{KEY}/luu/",
            letter(title="Cầu mới"),
            content_type="application/json",
        )

        def ask_while_it_is_held():
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = 200")
            return ask()

        with transaction.atomic():
            DeskDraft.objects.select_for_update().get(pk=draft.pk)
            response = self.at_once([ask_while_it_is_held])[0]
        self.assertEqual((response.status_code, response["Retry-After"]), (503, "5"))
        self.assertEqual(response.json()["reason"], "busy")
        self.assertEqual(ask().status_code, 200)
