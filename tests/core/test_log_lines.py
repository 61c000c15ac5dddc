import logging

from django.conf import settings
from django.test import SimpleTestCase

from goodnews.core.log_lines import EventFormatter


class EventFormatterTests(SimpleTestCase):
    def written(self, **values):
        record = logging.LogRecord("goodnews.core.busy", 30, "", 0, "Busy: %s", ("a",), None)
        record.__dict__.update(values)
        return EventFormatter().format(record)

    def test_a_line_says_how_bad_it_is_and_where_it_happened(self):
        self.assertEqual(self.written(), "WARNING goodnews.core.busy: Busy: a")

    def test_it_ends_with_the_event_and_holds_nothing_else_of_what_came_along(self):
        line = self.written(event="database_busy", path="/somebody/")
        self.assertEqual(line, "WARNING goodnews.core.busy: Busy: a [database_busy]")

    def test_every_handler_writes_so(self):
        for name, handler in settings.LOGGING["handlers"].items():
            with self.subTest(name):
                self.assertEqual(handler["formatter"], "event")
