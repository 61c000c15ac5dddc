"""Nothing that can be posted to the form about personal data breaks it or gets lost."""

from urllib.parse import urlencode

from django.test import override_settings

from goodnews.privacy.models import DataRequest
from tests.news.factories import make_site
from tests.privacy.factories import ADDRESS, filled

from .test_hostile_posts import BAD_VALUES, BODIES, FORM, SCRIPT, HostilePostCase


@override_settings(DATA_REQUESTS_PER_HOUR=100_000)
class DataRequestTests(HostilePostCase):
    @classmethod
    def setUpTestData(cls):
        make_site()

    def send(self, body, content_type=FORM):
        return self.client.generic("POST", ADDRESS, body, content_type)

    def test_no_field_breaks_the_form_or_takes_the_words_along(self):
        for name in filled():
            for value in BAD_VALUES:
                with self.subTest(name, value=value[:20]):
                    response = self.send(urlencode(filled(**{name: value}), errors="replace"))
                    self.assert_friendly(response, (name, value))
                    if response.status_code == 422 and name != "details":
                        self.assertContains(response, "Cháu không muốn ảnh", status_code=422)

    def test_no_body_breaks_the_form(self):
        for body, content_type in BODIES:
            with self.subTest(type=content_type, body=body[:20]):
                response = self.send(body, content_type)
                self.assertIn(response.status_code, (400, 422), body[:30])
                self.assert_friendly(response, body[:30])

    def test_a_script_is_text_wherever_it_is_shown(self):
        texts = dict.fromkeys(("person_name", "details", "requester_name"), SCRIPT)
        response = self.send(urlencode(filled(**texts)))
        self.assertEqual(response.status_code, 302)
        request = DataRequest.objects.get()
        for address in (request.get_absolute_url(), ADDRESS):
            self.assert_friendly(self.client.get(address))
