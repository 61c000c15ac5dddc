import logging
from pathlib import Path

from django.conf import settings
from django.test import SimpleTestCase
from django.urls import reverse

from goodnews.core.nginx import server_conf
from goodnews.core.secret_paths import SecretPathFilter, masked
from goodnews.privacy.models.requests import TOKEN_LENGTH


class SecretPathFilterTests(SimpleTestCase):
    def written(self, message, *arguments):
        record = logging.LogRecord("django.request", 30, "", 0, message, arguments, None)
        self.assertTrue(SecretPathFilter().filter(record))
        return record.getMessage()

    def test_a_personal_link_is_not_written_down(self):
        self.assertEqual(
            self.written("%s: %s", "Not Found", "/dong-y/AbC-12_x/rut-lai/"),
            "Not Found: /dong-y/…",
        )
        self.assertEqual(self.written("at /dong-y/AbC now"), "at /dong-y/… now")

    def test_whatever_a_stranger_could_open_is_not_written_down(self):
        for secret in (
            reverse("account_reset_password_from_key", args=["1", "d3-0123456789abcdef"]),
            reverse("privacy:status", args=["DL-2611-0042", "x" * TOKEN_LENGTH]),
            reverse("planning:feed", args=["AbC-12"]),
            reverse("reminders:mute", args=["AbC-12"]),
        ):
            with self.subTest(secret):
                self.assertRegex(self.written("at %s now", secret), "^at /[^ ]+… now$")
                self.assertTrue(secret.startswith(tuple(settings.SECRET_PATHS)))

    def test_nor_by_nginx(self):
        text = server_conf(listen="80", upstreams=["127.0.0.1:8001"], cache_dir=Path("kept"))
        for path in settings.SECRET_PATHS:
            with self.subTest(path):
                (location,) = [part for part in text.split("location ") if part.startswith(path)]
                self.assertTrue(location.startswith(f"{path} {{\n        access_log off;"))

    def test_other_words_and_values_stay(self):
        self.assertEqual(self.written("%s %d", "/tin-tot/", 3), "/tin-tot/ 3")
        self.assertEqual(masked("/rut-lai-dong-y/"), "/rut-lai-dong-y/")

    def test_every_handler_that_writes_asks_it(self):
        for name, handler in settings.LOGGING["handlers"].items():
            with self.subTest(name):
                self.assertIn("secret_paths", handler["filters"])
