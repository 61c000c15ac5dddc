"""How moments and minutes are read as they are typed."""

from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.test import SimpleTestCase
from django.utils.translation import override

from campaigns.contests.admin_fields import ChainField, MinutesField, MomentField, read_moment

MIDNIGHT = datetime(2026, 4, 30, 17, tzinfo=UTC)


class MomentTests(SimpleTestCase):
    def test_hour_and_day_in_either_order(self):
        for text in ("24:00 30/4/2026", "30/04/2026 24:00", "0:00 1/5/2026", "00:00, 2026-05-01"):
            with self.subTest(text=text):
                self.assertEqual(read_moment(text), MIDNIGHT)

    def test_what_is_no_moment_is_refused_in_words(self):
        for text in (
            "",
            "30/4/2026",
            "10:00",
            "24:01 30/4/2026",
            "25:00 1/1/2026",
            "9:00 31/2/2026",
        ):
            with self.subTest(text=text), self.assertRaises(ValidationError):
                MomentField().clean(text)
        with self.assertRaises(ValidationError):
            MomentField().clean("10:00 02/11/0026")

    def test_a_closing_at_midnight_is_shown_as_it_was_typed(self):
        self.assertEqual(MomentField(is_end=True).prepare_value(MIDNIGHT), "24:00 30/04/2026")
        self.assertEqual(MomentField().prepare_value(MIDNIGHT), "00:00 01/05/2026")

    def test_minutes_are_kept_as_seconds(self):
        field = MinutesField(required=False)
        self.assertEqual(
            (field.clean("15"), field.clean(""), field.prepare_value(900)), (900, None, 15)
        )

    def test_what_are_no_minutes_is_said_in_plain_vietnamese(self):
        for typed, said in (
            ("0.5", "Hãy nhập một số nguyên."),
            ("0", "Giá trị phải từ 1 trở lên."),
            ("1441", "Giá trị không được quá 1440."),
        ):
            with self.subTest(typed=typed), override("vi"):
                with self.assertRaises(ValidationError) as refused:
                    MinutesField().clean(typed)
                self.assertEqual(refused.exception.messages, [said])

    def test_empty_places_in_the_order_are_passed_over(self):
        field = ChainField(required=False)
        self.assertEqual(
            field.clean(["score", "", "submitted", "", "", ""]), ["score", "submitted"]
        )
