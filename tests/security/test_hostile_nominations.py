"""Nothing that can be posted to nominations and selection breaks them, or comes back as markup."""

from datetime import timedelta
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from exemplars.nominations.choices import NominationState, RoundState
from exemplars.nominations.models import Nomination, NominationPhoto, Score, SelectionRound
from tests.exemplars.nominations.factories import KEY, make_stage, typed

from .test_hostile_posts import BAD_VALUES, BODIES, HostilePostCase, hostile_files


class HostileNominationTests(HostilePostCase):
    @classmethod
    def setUpTestData(cls):
        now = timezone.now()
        cls.stage = make_stage(
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=1),
            scoring_closes_at=now + timedelta(days=9),
        )
        cls.new = reverse("nominations:new", args=[cls.stage.round.pk])
        cls.edit = reverse("nominations:edit", args=[KEY])

    def setUp(self):
        super().setUp()
        self.client.force_login(self.stage.correspondent)

    def assert_friendly(self, response, what=""):
        # The form again, with what was typed: somebody else has saved meanwhile.
        if response.status_code == 409:
            self.assertNotContains(response, "<script>alert", status_code=409)
            return
        super().assert_friendly(response, what)

    def test_no_field_takes_the_form_down_or_takes_the_words_along(self):
        names = [name for name in typed() if name != "do"]
        for name in [*names, "edition", "photos"]:
            for value in BAD_VALUES:
                with self.subTest(name, value=value[:20]):
                    values = typed(**{"key": uuid4(), "do": "send", "deed": "", name: value})
                    response = self.client.post(self.new, values)
                    self.assert_friendly(response, (name, value))
                    if response.status_code == 422 and name != "reasons":
                        self.assertContains(response, "Ánh đèn ở nhà", status_code=422)

    def test_no_button_and_no_body_takes_it_down(self):
        for number in ("", "0", "-1", "99999999999999999999", "9" * 5000, "²", "\x00", "1:2"):
            response = self.client.post(self.new, typed(do=f"remove:{number}"))
            self.assert_friendly(response, number)
        for body, content_type in BODIES:
            for address in (self.new, self.edit):
                response = self.client.generic("POST", address, body, content_type)
                self.assert_friendly(response, body[:40])

    def test_no_strange_file_is_stored(self):
        for name, content in hostile_files().items():
            file = SimpleUploadedFile("a.jpg", content, "image/jpeg")
            file._name = name
            response = self.client.post(self.new, {**typed(do="photos"), "photos": [file]})
            self.assert_friendly(response, name)
        self.assertFalse(NominationPhoto.objects.exists())

    def test_no_decision_and_no_points_take_the_admin_down(self):
        nomination = self.stage.nomination()
        Nomination.objects.update(
            state=NominationState.LONG_LISTED, sent_at=timezone.now(), is_in_scoring=True
        )
        SelectionRound.objects.update(state=RoundState.SCORING)
        criteria = list(self.stage.round.criteria.all())
        score = reverse("selection:score", args=[self.stage.round.pk, nomination.pk])
        addresses = [
            (self.stage.editor, reverse("selection:nomination", args=[nomination.pk])),
            (self.stage.editor, reverse("selection:board", args=[self.stage.round.pk])),
            (self.stage.members[0], score),
        ]
        for user, address in addresses:
            self.client.force_login(user)
            for value in BAD_VALUES:
                data = dict.fromkeys(("action", "reason", "from", "remark", "do"), value)
                data |= {f"tieu-chi-{each.pk}": value for each in criteria}
                self.assert_friendly(self.client.post(address, data, follow=True), value)
        # An Arabic three is a three.
        self.assertEqual({score.points for score in Score.objects.all()} - {3}, set())
