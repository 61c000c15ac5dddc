import logging

from django.conf import settings
from django.test import SimpleTestCase

from goodnews.core.secret_paths import SecretPathFilter, masked


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

    def test_other_words_and_values_stay(self):
        self.assertEqual(self.written("%s %d", "/tin-tot/", 3), "/tin-tot/ 3")
        self.assertEqual(masked("/rut-lai-dong-y/"), "/rut-lai-dong-y/")

    def test_every_handler_that_writes_asks_it(self):
        for name, handler in settings.LOGGING["handlers"].items():
            with self.subTest(name):
                self.assertIn("secret_paths", handler["filters"])
