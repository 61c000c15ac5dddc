"""Who is in a picture: recorded, asked for, and said by editors at the image."""

from uuid import uuid4

from django.test import SimpleTestCase, TestCase
from django.urls import reverse

from goodnews.accounts.roles import Role
from goodnews.accounts.services import apply_roles
from goodnews.consents.choices import AgeBand, PartyRole, Purpose
from goodnews.consents.models import PersonInPicture
from goodnews.consents.names import is_full_name, names_in
from goodnews.consents.pictures import picture_gaps
from goodnews.consents.services import name_person
from goodnews.core.picture_values import picture_numbers, silence_picture
from tests.accounts.factories import make_user
from tests.images.factories import make_image, make_image_row

from .factories import GUARDIAN, PERSON, SUBJECT, make_consent, make_text

NAME = "Lê Minh Châu"


class NameTests(SimpleTestCase):
    def test_a_name_is_found_whole_whatever_its_marks(self):
        for text in ("gặp LÊ MINH  CHÂU ở bản", "Le Minh Chau.", "“Lê Minh Châu”, 14 tuổi"):
            with self.subTest(text):
                self.assertEqual(names_in(text, [NAME]), [NAME])

    def test_a_part_of_a_name_is_another_name(self):
        for text in ("", "Lê Minh", "Đỗ Lê Minh Chân", "bê minh châu"):
            with self.subTest(text):
                self.assertEqual(names_in(text, [NAME]), [])
        self.assertFalse(is_full_name("Châu"))
        self.assertEqual(names_in("Châu Á", ["Châu"]), [])


class StoredBodyTests(SimpleTestCase):
    def test_what_is_said_of_one_picture_goes_and_the_rest_stays(self):
        def image(number):
            return {"image": number, "alt_text": "chị", "caption": "chị"}

        raw = [
            {"type": "image", "value": image(5)},
            {"type": "gallery", "value": {"images": [{"type": "item", "value": image(55)}]}},
            {"type": "video", "value": {"poster": 5, "title": "Phim"}},
        ]
        self.assertEqual(picture_numbers(raw), {5, 55})
        self.assertTrue(silence_picture(raw, 5))
        self.assertEqual(raw[0]["value"], {"image": 5, "alt_text": "", "caption": ""})
        self.assertEqual(raw[1]["value"]["images"][0]["value"]["caption"], "chị")
        self.assertIsNone(raw[2]["value"]["poster"])
        self.assertFalse(silence_picture(raw, 7))


class GapTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        for purpose in (Purpose.IMAGE, Purpose.STORY):
            make_text(purpose=purpose)
        cls.image = make_image_row()

    def named(self, age_band=AgeBand.ADULT):
        name_person(image=self.image, subject_key=SUBJECT, name=NAME, age_band=age_band)

    def gaps(self, **values):
        return [gap.missing for gap in picture_gaps(image_ids=[self.image.pk], **values)]

    def test_nobody_named_nothing_asked(self):
        with self.assertNumQueries(1):
            self.assertEqual(self.gaps(), [])

    def test_the_consent_to_the_picture_or_to_the_story_that_shows_it(self):
        self.named()
        self.assertEqual(self.gaps(), [(PartyRole.PERSON,)])
        make_consent(purpose=Purpose.STORY)
        self.assertEqual(self.gaps(), [(PartyRole.PERSON,)])
        self.assertEqual(self.gaps(story_key=uuid4()), [(PartyRole.PERSON,)])
        self.assertEqual(self.gaps(story_key=SUBJECT), [])
        make_consent(purpose=Purpose.IMAGE)
        self.assertEqual(self.gaps(), [])

    def test_a_child_needs_child_and_guardian(self):
        self.named(age_band=AgeBand.CHILD)
        make_consent(purpose=Purpose.IMAGE)
        self.assertEqual(self.gaps(), [(PartyRole.GUARDIAN,)])
        make_consent(purpose=Purpose.IMAGE, age_band=AgeBand.CHILD, parties=[PERSON, GUARDIAN])
        self.assertEqual(self.gaps(), [])

    def test_named_twice_is_named_once(self):
        self.named()
        name_person(
            image=self.image, subject_key=SUBJECT, name="LE MINH CHAU", age_band=AgeBand.ADULT
        )
        self.assertEqual(PersonInPicture.objects.count(), 1)


class PeopleInPictureViewTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        apply_roles()
        cls.image = make_image()
        cls.editor = make_user("editor", role=Role.EDITOR)
        cls.url = reverse("people_in_picture", args=[cls.image.pk])

    def setUp(self):
        self.client.force_login(self.editor)

    def rows(self, *names, initial=0, **more):
        data = {"people-TOTAL_FORMS": len(names), "people-INITIAL_FORMS": initial}
        for number, name in enumerate(names):
            data |= {f"people-{number}-name": name, f"people-{number}-age_band": AgeBand.ADULT}
        return {**data, **more}

    def test_an_editor_names_somebody_and_is_led_to_the_consent(self):
        self.assertContains(
            self.client.get(reverse("wagtailimages:edit", args=[self.image.pk])), self.url
        )
        response = self.client.post(self.url, self.rows(NAME), follow=True)
        person = PersonInPicture.objects.get()
        self.assertEqual((person.image, person.name), (self.image, NAME))
        self.assertContains(response, str(person.subject_key))
        self.assertContains(response, "Chưa có sự đồng ý về hình ảnh")
        gone = self.rows(NAME, initial=1, **{"people-0-id": person.pk, "people-0-DELETE": "on"})
        self.client.post(self.url, gone)
        self.assertFalse(PersonInPicture.objects.exists())

    def test_a_row_without_an_age_is_kept_as_it_was_typed(self):
        data = self.rows(NAME) | {"people-0-age_band": ""}
        response = self.client.post(self.url, data)
        self.assertContains(response, NAME)
        self.assertFalse(PersonInPicture.objects.exists())

    def test_strange_rows_are_no_error_page(self):
        for data in ({}, {"people-TOTAL_FORMS": "x", "people-INITIAL_FORMS": "-1"},
                     self.rows("A\x00b"), self.rows(NAME) | {"people-0-page": "99999999999999"}):  # fmt: skip
            with self.subTest(data):
                self.assertIn(self.client.post(self.url, data).status_code, (200, 302))
