import pytest
from django.core.exceptions import ValidationError
from django.test import TestCase

from goodnews.home.models import SiteSettings
from goodnews.home.models.settings import validate_theme_colour


class ThemeColourTests(TestCase):
    def test_a_colour_that_can_be_read_on_white_is_taken(self):
        for colour in ("#0b5cad", "#0B5CAD", "#000000", "#767676"):
            with self.subTest(colour=colour):
                validate_theme_colour(colour)

    def test_a_light_colour_is_refused_with_its_contrast(self):
        with pytest.raises(ValidationError) as refused:
            SiteSettings(theme_colour="#ffc53d").full_clean()
        message = refused.value.message_dict["theme_colour"][0]
        self.assertIn("4.5", message)
        self.assertIn("1.57", message)

    def test_just_below_the_limit_is_refused_and_not_shown_as_the_limit(self):
        # #777777 has 4.478 on white.
        with pytest.raises(ValidationError) as refused:
            validate_theme_colour("#777777")
        self.assertIn("4.47", refused.value.messages[0])

    def test_what_is_no_colour_is_refused(self):
        for value in ("blue", "#fff", "#0b5cad;}", "#0b5ca", "<b>"):
            with self.subTest(value=value), pytest.raises(ValidationError):
                validate_theme_colour(value)


class ImprintTests(TestCase):
    def test_english_pages_take_the_english_texts_where_there_are_any(self):
        settings = SiteSettings(
            english_site_name="Good News",
            responsible_body="Tỉnh Đoàn Hải Sơn",
            english_responsible_body="",
        )
        self.assertEqual(settings.imprint("en").site_name, "Good News")
        self.assertEqual(settings.imprint("en").responsible_body, "Tỉnh Đoàn Hải Sơn")
        self.assertEqual(settings.imprint("vi").site_name, "Tin tốt mỗi ngày")

    def test_a_telephone_link_holds_digits_only(self):
        settings = SiteSettings(phone="(0259) 3822 111")
        self.assertEqual(settings.imprint("vi").phone_digits, "02593822111")
