"""Pictures of stories that are not public are chosen by those who work on the story."""

import json

from django.test import TestCase
from django.urls import reverse
from wagtail.models import Collection
from wagtail.permissions import policy_registry
from wagtail.test.utils.form_data import nested_form_data, streamfield

from goodnews.accounts.roles import Role
from goodnews.images.models import SiteImage
from goodnews.images.services import private_collection, release_photos
from news.desk.models import DeskDraft, DeskPhoto
from news.models import StoryPage
from tests.accounts.factories import make_user
from tests.images.factories import make_image
from tests.quizblocks.factories import make_topic
from tests.windows import words_of
from tests.workflows.factories import edit_form_of

from .factories import make_desk


class PrivatePictureCase(TestCase):
    TITLE = "Em Lan đi học"

    @classmethod
    def setUpTestData(cls):
        cls.room = make_desk()
        cls.stranger = make_user("la", role=Role.REVIEWER, unit=cls.room.other_unit)
        cls.above = make_user("tinh", role=Role.REVIEWER, unit=cls.room.province)
        cls.organiser = make_user("thi", role=Role.ORGANISER, unit=cls.room.unit)
        cls.translator = make_user("dich", role=Role.TRANSLATOR, unit=cls.room.unit)

    def setUp(self):
        # Files go with each test.
        self.image = make_image(title=self.TITLE)
        self.image.collection = private_collection()
        self.image.save()
        self.public = make_image(title="Ra quân")
        owner = self.room.correspondent
        story = self.room.sent(self.TITLE)
        moment = story.latest_revision.created_at
        draft = DeskDraft.objects.create(
            owner=owner,
            unit=owner.unit,
            page=story,
            created_at=moment,
            saved_at=moment,
            sent_at=moment,
        )
        DeskPhoto.objects.create(
            draft=draft, image=self.image, content_hash="0" * 64, position=0, is_cover=True
        )


class PrivatePictureTests(PrivatePictureCase):
    def chosen(self, user) -> set[str]:
        """Return the titles that every way of choosing shows to ``user``."""
        self.client.force_login(user)
        chooser = reverse("wagtailimages_chooser:choose")
        many = reverse("wagtailimages_chooser:chosen_multiple")
        answers = [
            self.client.get(chooser),
            self.client.get(reverse("wagtailimages_chooser:choose_results")),
            self.client.get(
                reverse("wagtailimages_chooser:choose_results"),
                {"collection_id": self.image.collection_id},
            ),
            self.client.get(many, {"id": [self.image.pk, self.public.pk]}),
            self.client.get(reverse("wagtailimages_chooser:chosen", args=[self.image.pk])),
            self.client.get(reverse("wagtailimages:index")),
        ]
        shown = " ".join(map(words_of, answers))
        return {image.title for image in (self.image, self.public) if image.title in shown}

    def test_who_works_on_other_stories_sees_public_pictures_only(self):
        for user in (self.stranger, self.organiser, self.translator):
            with self.subTest(user=user.username):
                self.assertEqual(self.chosen(user), {"Ra quân"})

    def test_the_branch_and_the_office_see_both(self):
        room = self.room
        for user in (room.reviewer, self.above, room.editor, room.approver, room.superuser):
            with self.subTest(user=user.username):
                self.assertEqual(self.chosen(user), {self.TITLE, "Ra quân"})

    def test_what_was_never_sent_is_not_even_for_the_own_reviewer(self):
        DeskDraft.objects.update(page=None, sent_at=None)
        self.assertEqual(self.chosen(self.room.reviewer), {"Ra quân"})

    def test_a_picture_of_a_public_story_is_for_everybody(self):
        release_photos(images=[self.image])
        self.assertEqual(self.chosen(self.stranger), {self.TITLE, "Ra quân"})

    def test_one_picture_is_judged_as_the_list_is(self):
        policy = policy_registry.get_by_type(SiteImage)
        people = (self.stranger, self.room.reviewer, self.organiser, self.room.editor)
        for action in ("choose", "change", "delete"):
            for user in people:
                listed = policy.instances_user_has_any_permission_for(user, [action])
                for image in (self.image, self.public):
                    with self.subTest(user=user.username, action=action, image=image.title):
                        self.assertEqual(
                            policy.user_has_permission_for_instance(user, action, image),
                            listed.filter(pk=image.pk).exists(),
                        )

    def test_whoever_uploaded_a_picture_chooses_it(self):
        SiteImage.objects.filter(pk=self.image.pk).update(uploaded_by_user=self.stranger)
        self.assertEqual(self.chosen(self.stranger), {self.TITLE, "Ra quân"})

    def test_the_root_is_not_private(self):
        root = Collection.get_first_root_node()
        self.assertFalse(root.view_restrictions.exists())


class ForgedFormTests(PrivatePictureCase):
    """The number of a picture that no window shows is written into the form."""

    REFUSAL = "Ảnh này không dành cho bạn. Hãy chọn ảnh khác."

    def send(self, **changes):
        """Change a story of the reviewer's own branch, and return the answer."""
        self.story = self.room.sent("Ra quân đầu năm")
        form = edit_form_of(self.story, user=self.room.reviewer)
        kept = {name: value for name, value in form.items() if name.split("-")[0] not in changes}
        self.client.force_login(self.room.reviewer)
        address = reverse("wagtailadmin_pages:edit", args=[self.story.pk])
        return self.client.post(address, kept | nested_form_data(changes), follow=True)

    def saved(self):
        return StoryPage.objects.get(pk=self.story.pk).get_latest_revision_as_object()

    def in_body(self, image, caption: str = "") -> dict:
        picture = {"image": image.pk, "alt_text": "Mô tả", "caption": caption}
        return streamfield([("image", picture)])

    def sends_back(self, words: str, response) -> bool:
        """Tell whether the editor has ``words`` in a body, which comes as JSON inside its page."""
        return json.dumps(words)[1:-1] in words_of(response)

    def hide(self) -> None:
        """Let the picture be its author's alone."""
        DeskDraft.objects.update(page=None, sent_at=None)

    def test_a_cover_is_refused_at_its_field_and_not_shown(self):
        self.hide()
        for number in (self.image.pk, f" 0{self.image.pk}"):
            with self.subTest(number=number):
                response = self.send(title="Ra quân cuối năm", cover=number)
                self.assertContains(response, self.REFUSAL)
                self.assertContains(response, "Ra quân cuối năm")
                self.assertNotContains(response, self.TITLE)
                self.assertNotEqual(self.saved().cover, self.image)

    def test_a_picture_in_the_text_is_refused_and_not_shown(self):
        self.hide()
        response = self.send(body=self.in_body(self.image))
        self.assertTrue(self.sends_back(self.REFUSAL, response))
        self.assertFalse(self.sends_back(self.TITLE, response))
        self.assertNotIn("image", [block.block_type for block in self.saved().body])

    def test_a_form_that_comes_back_for_another_fault_does_not_show_it_either(self):
        self.hide()
        long = "Ảnh chụp lúc bảy giờ. " * 500
        response = self.send(body=self.in_body(self.image, caption=long))
        self.assertTrue(self.sends_back(long.strip(), response))
        self.assertFalse(self.sends_back(self.TITLE, response))

    def test_what_the_window_offers_is_taken(self):
        for image in (self.image, self.public):
            with self.subTest(image=image.title):
                self.send(cover=image.pk, body=self.in_body(image))
                self.assertEqual(self.saved().cover, image)
                self.assertEqual(self.saved().body[0].value["image"], image)

    def test_what_was_there_before_stays_whoever_saves(self):
        self.send(cover=self.image.pk, body=self.in_body(self.image))
        self.hide()
        form = edit_form_of(self.saved(), user=self.room.reviewer)
        address = reverse("wagtailadmin_pages:edit", args=[self.story.pk])
        self.client.post(address, form | {"title": "Ra quân cuối năm"})
        self.assertEqual(self.saved().title, "Ra quân cuối năm")
        self.assertEqual(self.saved().cover, self.image)

    def test_a_question_takes_none_either(self):
        self.client.force_login(self.organiser)
        data = {"stem": "Ảnh chụp ở đâu?", "topic": make_topic().pk, "picture": self.image.pk}
        response = self.client.post(reverse("wagtailsnippets_quizblocks_question:add"), data)
        self.assertContains(response, self.REFUSAL)
        self.assertNotContains(response, self.TITLE)
