"""A chooser's hidden value that no chooser has written: an error at the field, never a fault."""

from django.test import TestCase
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from goodnews.home.models import HomePage, SiteSettings
from tests.images.factories import make_image_row
from tests.workflows.factories import fresh

from .world import make_public_site

NO_KEYS = ("abc", "%00", "\x00", "9" * 30, "9" * 5000, "1.5", "null", "[1]", "True")
# These could be keys, of which no row has one.
UNKNOWN_KEYS = ("-1", "0", "9" * 12)
TYPED = "Chữ vừa gõ xong, chưa lưu"


def body_with(value: str) -> list[tuple[str, object]]:
    """Return a body with ``value`` in a chooser of each kind: image, document, page, snippet."""
    quiz = {"title": TYPED, "mode": "chosen", "topic": value, "difficulty": "", "count": ""}
    quiz |= {"pace": "one", "bands": streamfield([]), "passages": streamfield([])}
    return [
        ("image", {"image": value, "alt_text": "", "caption": TYPED}),
        ("document", {"document": value, "title": TYPED, "note": ""}),
        ("exemplar", {"exemplar": value}),
        ("quiz", {**quiz, "questions": streamfield([("item", value)])}),
        ("video", {"address": "https://youtu.be/dQw4w9WgXcQ", "title": "", "poster": value}),
    ]


class TamperedChooserTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_public_site()

    def setUp(self):
        self.client.force_login(self.site.superuser)

    def save_story(self, *, cover="", body=(), exemplar=None, action="edit"):
        story = self.site.story
        row = {"exemplar": exemplar, "ORDER": "1"}
        values = {
            "title": TYPED,
            "kind": story.kind,
            "lead": story.lead,
            "unit": story.unit_id,
            "byline": "",
            "origin": story.origin,
            "slug": story.slug,
            "cover": cover,
            "body": streamfield([("text", rich_text(f"<p>{TYPED}</p>")), *body]),
            "comments": inline_formset([]),
            "story_exemplars": inline_formset([row] if exemplar else []),
            "named_people": inline_formset([]),
        }
        data = {key: value for key, value in nested_form_data(values).items() if value is not None}
        return self.client.post(reverse(f"wagtailadmin_pages:{action}", args=[story.pk]), data)

    def test_what_is_right_is_still_saved(self):
        image = make_image_row()
        picture = {"image": image.pk, "alt_text": "Cột đèn", "caption": "", "is_decorative": ""}
        response = self.save_story(
            cover=image.pk, body=[("image", picture)], exemplar=self.site.exemplar.pk
        )
        self.assertEqual(response.status_code, 302)
        draft = fresh(self.site.story).get_latest_revision_as_object()
        self.assertEqual((draft.title, draft.cover), (TYPED, image))
        self.assertEqual(draft.body[1].value["image"], image)

    def test_a_page_says_it_at_each_field_and_keeps_what_was_typed(self):
        count = self.site.story.revisions.count()
        for value in NO_KEYS:
            with self.subTest(value[:9]):
                response = self.save_story(cover=value, body=body_with(value), exemplar=value)
                self.assertContains(response, TYPED)
                form = response.context["form"]
                self.assertTrue(form.errors["cover"])
                self.assertTrue(form.formsets["story_exemplars"].errors[0]["exemplar"])
                faults = form.errors.as_data()["body"][0].block_errors
                self.assertEqual(set(faults), {1, 2, 3, 4, 5})
                self.assertEqual(set(faults[4].block_errors), {"questions", "topic"})
                self.assertEqual(set(faults[5].block_errors), {"poster"})
        self.assertEqual(self.site.story.revisions.count(), count)

    def test_a_key_of_nothing_breaks_nothing(self):
        for value in UNKNOWN_KEYS:
            with self.subTest(value[:9]):
                response = self.save_story(cover=value, body=body_with(value), exemplar=value)
                self.assertContains(response, TYPED)
                self.assertTrue(response.context["form"].errors["cover"])

    def test_the_preview_of_such_a_page_says_that_it_is_not_valid(self):
        for value in (*NO_KEYS, *UNKNOWN_KEYS):
            with self.subTest(value[:9]):
                response = self.save_story(
                    cover=value, body=body_with(value), action="preview_on_edit"
                )
                self.assertEqual((response.status_code, response.json()["is_valid"]), (200, False))

    def test_the_chosen_story_and_question_of_the_front_page(self):
        home = HomePage.objects.first()
        address = reverse("wagtailadmin_pages:edit", args=[home.pk])
        for value in (*NO_KEYS, *UNKNOWN_KEYS):
            values = {"title": TYPED, "slug": home.slug, "hero_story": value}
            data = nested_form_data(
                {
                    **values,
                    "quiz": streamfield([("quiz", dict(body_with(value))["quiz"])]),
                    "comments": inline_formset([]),
                }
            )
            with self.subTest(value[:9]):
                response = self.client.post(address, data)
                self.assertContains(response, TYPED)
                self.assertTrue(response.context["form"].errors["hero_story"])

    def test_the_logo_of_the_settings(self):
        row = SiteSettings.load()
        address = reverse("wagtailsettings:edit", args=["home", "sitesettings", row.pk])
        for value in (*NO_KEYS, *UNKNOWN_KEYS):
            data = {
                "site_name": TYPED,
                "logo": value,
                **nested_form_data({"links": streamfield([])}),
            }
            with self.subTest(value[:9]):
                response = self.client.post(address, data)
                self.assertContains(response, TYPED)
                self.assertTrue(response.context["form"].errors["logo"])

    def test_the_story_of_a_day_of_the_plan_and_the_page_of_a_consent(self):
        for name, field in (
            ("plan:add", "page"),
            ("consent_records:add", "page"),
            ("consent_requests:add", "page"),
        ):
            for value in (*NO_KEYS, *UNKNOWN_KEYS):
                with self.subTest(name, value=value[:9]):
                    values = {field: value, "campaign": value, "note": TYPED}
                    response = self.client.post(reverse(name), values)
                    self.assertEqual(response.status_code, 200)
                    self.assertTrue(response.context["form"].errors[field])
