"""Pictures of questions: chosen, described, shown, kept, and told to nobody who may not see them."""

from urllib.parse import urlencode

from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from goodnews.accounts.models import User
from goodnews.core.pagecache import current_generation
from goodnews.images.models import SiteImage
from goodnews.images.removal import remove_picture
from quizblocks.bodies import Body, BodyChoice
from quizblocks.choices import QuestionKind, QuestionUse
from quizblocks.contents import digest_of, said_in
from quizblocks.formats.items import ItemPicture
from quizblocks.models import Choice, HeldPicture, Question, QuestionVersion
from quizblocks.quizzes import shown_questions
from tests.images.factories import make_image
from tests.news.factories import NOW

from .factories import answer_url, approve, make_bodied, make_question, make_story_with_quiz
from .test_admin import ADD, EDIT, BankCase

LEFT, RING = "Mũi tên rẽ trái bị gạch chéo", "Vòng tròn đỏ trống"


def make_sign_question(topic, *, stem_picture, signs, **values) -> Question:
    """Return a live question "which sign", the first of two pictures right."""
    choices = (
        BodyChoice("", True, picture=ItemPicture(LEFT, image=signs[0].pk)),
        BodyChoice("", False, picture=ItemPicture(RING, image=signs[1].pk)),
    )
    return make_bodied(
        topic,
        "Biển báo nào cấm rẽ trái?",
        QuestionKind.SINGLE,
        Body(choices=choices),
        picture=stem_picture,
        picture_alt="Ngã tư có đèn",
        **values,
    )


class PictureCase(BankCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.images = [make_image(title=f"Ảnh {number}") for number in range(3)]

    def make(self, **values) -> Question:
        return make_sign_question(
            self.topic, stem_picture=self.images[0], signs=self.images[1:], **values
        )


class WritingTests(PictureCase):
    def post(self, rows, **values):
        data = self.data() | nested_form_data({"choices": inline_formset(rows), **values})
        return self.client.post(reverse(ADD), data)

    def rows(self, *alts):
        return [
            {
                "text": "",
                "picture": image.pk,
                "picture_alt": alt,
                "is_right": "" if place else "on",
            }
            for place, (image, alt) in enumerate(zip(self.images[1:], alts, strict=True))
        ]

    def test_a_choice_may_be_a_picture_with_a_description(self):
        response = self.post(self.rows(LEFT, RING), picture=self.images[0].pk)
        self.assertEqual(response.status_code, 302)
        question = Question.objects.get()
        # The library's own text describes the question's picture.
        self.assertEqual(question.picture_alt, self.images[0].alt_text)
        self.assertEqual([row.picture_alt for row in question.choices.all()], [LEFT, RING])

    def test_the_picture_of_a_choice_is_described_by_hand(self):
        response = self.post(self.rows(LEFT, ""))
        self.assertContains(response, "không để lộ đáp án")
        self.assertFalse(Question.objects.exists())

    def test_a_choice_without_text_and_picture_is_refused(self):
        rows = [*self.rows(LEFT, RING), {"text": "", "feedback": "Sai rồi"}]
        values = {"action-publish": "action-publish"}
        self.assertContains(self.post(rows, **values), "chọn một ảnh")
        self.assertFalse(Question.objects.exists())

    def test_the_database_wants_a_description_too(self):
        question = self.make()
        for rows in (Question.objects.filter(pk=question.pk), Choice.objects.all()):
            with self.assertRaises(IntegrityError), transaction.atomic():
                rows.update(picture_alt="")


class ShowingTests(PictureCase):
    def test_article_reply_and_review_show_the_pictures_with_their_descriptions(self):
        question = self.make()
        page = make_story_with_quiz(question)
        with self.subTest("article"):
            html = self.client.get(page.url).content.decode()
            for alt in ("Ngã tư có đèn", LEFT, RING):
                self.assertEqual(html.count(f'alt="{alt}"'), 1)
            self.assertEqual(html.count('class="opt__picture"'), 2)
            self.assertIn('loading="lazy"', html)
        with self.subTest("reply"):
            right = question.choices.first()
            body = urlencode({"shown": question.pk, f"q{question.pk}": right.pk})
            kind = "application/x-www-form-urlencoded"
            response = self.client.post(answer_url(page), body, content_type=kind)
            self.assertContains(response, f'alt="{LEFT}"')
        for name in ("review", "versions"):
            with self.subTest(name):
                url = reverse(f"wagtailsnippets_quizblocks_question:{name}", args=[question.pk])
                self.assertContains(self.client.get(url), f'alt="{RING}"')

    def test_pictures_cost_no_query(self):
        for question in (make_question(self.topic), self.make()):
            with self.assertNumQueries(2):
                shown = shown_questions([question.translation_key], locale_id=question.locale_id)
            with self.assertNumQueries(0):
                names = [
                    choice.picture.image.file.name for choice in shown[0].choices if choice.picture
                ]
        self.assertEqual(len(names), 2)


class KeepingTests(PictureCase):
    def delete(self, image, name="wagtailimages:delete"):
        self.client.force_login(User.objects.create_superuser("root", "r@example.vn", "root"))
        return self.client.post(reverse(name, args=[image.pk]))

    def test_a_picture_of_a_question_is_not_deleted_and_nothing_breaks(self):
        self.make(use=QuestionUse.CONTEST)
        for image in self.images:
            response = (
                self.delete(image)
                if image is self.images[0]
                else self.client.post(reverse("wagtailimages:delete", args=[image.pk]))
            )
            self.assertEqual(response.status_code, 302)
            self.assertTrue(SiteImage.objects.filter(pk=image.pk).exists())
        url = reverse("wagtail_bulk_action", args=["images", "siteimage", "delete"])
        self.client.post(f"{url}?id={self.images[0].pk}")
        self.assertTrue(SiteImage.objects.filter(pk=self.images[0].pk).exists())

    def test_a_picture_that_only_a_draft_or_an_old_version_has_is_kept(self):
        question = self.make()
        other = make_image(title="Ảnh khác")
        question.picture, question.picture_alt = other, "Ảnh khác"
        question.save_revision(user=self.organiser)
        self.assertTrue(HeldPicture.objects.filter(picture=other).exists())
        approve(question, by=self.second)
        self.assertEqual(self.delete(self.images[0]).status_code, 302)
        self.assertTrue(SiteImage.objects.filter(pk=self.images[0].pk).exists())

    def test_a_picture_that_no_question_has_goes(self):
        image = make_image(title="Ảnh thừa")
        self.delete(image)
        self.assertFalse(SiteImage.objects.filter(pk=image.pk).exists())


class WithdrawalTests(PictureCase):
    def test_a_withdrawn_picture_leaves_pages_at_once_with_its_description(self):
        page = make_story_with_quiz(self.make())
        self.assertContains(self.client.get(page.url), RING)
        before = current_generation()
        with self.captureOnCommitCallbacks(execute=True):
            remove_picture(image=self.images[2], now=NOW)
        self.assertNotEqual(current_generation(), before)
        self.assertNotContains(self.client.get(page.url), RING)


class SecrecyTests(PictureCase):
    def test_the_uses_of_a_picture_tell_nothing_of_questions(self):
        question = self.make(use=QuestionUse.CONTEST)
        ReferenceIndex.create_or_update_for_object(question)
        for image in self.images:
            self.assertEqual(ReferenceIndex.get_references_to(image).count(), 0)
        self.client.force_login(self.editor)
        for image in self.images:
            for name in ("wagtailimages:image_usage", "wagtailimages:edit", "wagtailimages:delete"):
                response = self.client.get(reverse(name, args=[image.pk]), follow=True)
                for secret in ("Biển báo nào", LEFT, RING, "Câu hỏi thi"):
                    self.assertNotIn(secret, response.content.decode())


class VersionTests(PictureCase):
    def test_versions_hold_the_identity_of_each_picture(self):
        question = self.make()
        said = QuestionVersion.objects.get(question_key=question.translation_key).content["vi"]
        self.assertEqual(said["picture"], self.images[0].pk)
        self.assertEqual(
            [row["picture"] for row in said["choices"]], [image.pk for image in self.images[1:]]
        )

    def test_a_question_of_before_has_the_fingerprint_that_it_had(self):
        question = make_question(self.topic)
        content = question.serializable_data()
        before = {name: value for name, value in content.items() if "picture" not in name}
        before["choices"] = [
            {name: value for name, value in row.items() if "picture" not in name}
            for row in content["choices"]
        ]
        self.assertEqual(digest_of(said_in(content)), digest_of(said_in(before)))

    def test_the_form_of_a_question_with_pictures_opens(self):
        question = self.make()
        response = self.client.get(reverse(EDIT, args=[question.pk]))
        self.assertContains(response, RING)
