"""A translation's way to the public: from its translator through every stage, on one page each."""

from django.test import TestCase
from django.urls import reverse
from django.utils import translation
from wagtail.models import Locale, Page
from wagtail_localize.models import Translation, TranslationSource

from goodnews.accounts.roles import Role
from goodnews.home.translating import pages_to_translate
from goodnews.home.translations import (
    OriginalNotPublicError,
    UnderReviewError,
    UnfinishedError,
    send_translation,
)
from news.models import StoryPage
from tests.accounts.factories import make_user
from tests.images.factories import make_image
from tests.news.factories import make_draft, make_site, make_story
from tests.translating import write_texts
from tests.units.factories import make_unit


class ReviewedTranslationTests(TestCase):
    @classmethod
    def setUpTestData(cls):
        site = make_site()
        unit = make_unit("Xã Mây Thượng", parent=make_unit())
        cls.story = make_story(
            site.stories,
            "Cầu mới qua suối",
            unit=unit,
            cover=make_image(),
            cover_alt_text="Cây cầu bê tông qua suối",
        )
        cls.people = {
            role: make_user(role.value, role=role, unit=unit, email=f"{role.value}@example.org")
            for role in (Role.TRANSLATOR, Role.REVIEWER, Role.EDITOR, Role.APPROVER)
        }
        cls.english = Locale.objects.get(language_code="en")
        source, _is_new = TranslationSource.update_or_create_from_instance(cls.story)
        cls.translation = Translation.objects.create(source=source, target_locale=cls.english)
        cls.translation.save_target(publish=False)
        cls.page = cls.story.get_translation(cls.english)
        cls.address = reverse("home_send_translation", args=[cls.page.pk])
        cls.editor = reverse("wagtailadmin_pages:edit", args=[cls.page.pk])

    def write(self, words: str = "New bridge", *, but: int = 0) -> None:
        write_texts(self.translation, words, but=but)

    def sign_in(self, role: Role) -> None:
        self.client.force_login(self.people[role])

    def send(self):
        self.sign_in(Role.TRANSLATOR)
        return self.client.post(self.address)

    def decide(self, role: Role, **said):
        """Open the editor as an approver would, and decide on the page that opens instead."""
        self.sign_in(role)
        opened = self.client.get(self.editor)
        self.assertIn("/duyet/", opened.headers.get("Location", ""))
        self.assertContains(self.client.get(opened.url), "New bridge")
        with self.captureOnCommitCallbacks(execute=True):
            return self.client.post(opened.url, said)

    def public(self) -> str:
        # An English page leaves its language behind.
        with translation.override("vi"):
            return self.client_class().get(self.page.url).text

    def listed(self) -> dict[str, str]:
        return {item.url: item.about for item in pages_to_translate()}

    def test_from_the_translator_to_the_reader(self):
        self.write()
        self.assertIn(self.address, self.listed())
        self.sign_in(Role.TRANSLATOR)
        self.assertContains(self.client.get(self.address), "Gửi duyệt")
        self.assertRedirects(self.send(), "/admin/")
        self.assertNotIn(self.address, self.listed())
        self.assertFalse(Page.objects.get(pk=self.page.pk).live)
        for role in (Role.REVIEWER, Role.EDITOR, Role.APPROVER):
            self.assertRedirects(self.decide(role, do="approve"), "/admin/")
        self.assertTrue(Page.objects.get(pk=self.page.pk).live)
        self.assertIn("New bridge", self.public())
        self.assertNotIn(self.address, self.listed())

    def test_what_comes_back_is_corrected_and_sent_again(self):
        self.write()
        self.send()
        self.decide(Role.REVIEWER, do="reject", comment="Sai tên bản.")
        self.sign_in(Role.TRANSLATOR)
        # The translation's own editor, not the page for decisions.
        self.assertEqual(self.client.get(self.editor).status_code, 200)
        self.assertContains(self.client.get(self.address), "Sai tên bản.")
        self.assertIn(self.address, self.listed())
        self.write("New bridge at Pa Lau")
        self.assertRedirects(self.send(), "/admin/")
        self.decide(Role.REVIEWER, do="approve")
        self.assertEqual(Page.objects.get(pk=self.page.pk).current_workflow_task.name, "Biên tập")

    def test_what_is_changed_after_the_publication_is_sent_anew(self):
        self.write()
        self.send()
        for role in (Role.REVIEWER, Role.EDITOR, Role.APPROVER):
            self.decide(role, do="approve")
        self.write("New bridge, corrected")
        self.assertIn(self.address, self.listed())
        self.send()
        self.assertNotIn("corrected", self.public())

    def test_whoever_translates_publishes_nothing_by_taking_a_change_over(self):
        home = self.story.get_parent().get_parent().specific
        source, _is_new = TranslationSource.update_or_create_from_instance(home)
        own = Translation.objects.create(source=source, target_locale=self.english)
        own.save_target(publish=False)
        before = Page.objects.get(pk=own.get_target_instance().pk).live_revision_id
        self.sign_in(Role.TRANSLATOR)
        for translated in (own, self.translation):
            address = reverse("wagtail_localize:update_translations", args=[translated.source_id])
            self.assertNotContains(self.client.get(address), "checkbox")
            with self.captureOnCommitCallbacks(execute=True):
                self.client.post(address, {"publish_translations": "on"})
        self.assertEqual(Page.objects.get(pk=own.get_target_instance().pk).live_revision_id, before)
        self.client.force_login(make_user("root", is_superuser=True, is_staff=True))
        address = reverse("wagtail_localize:update_translations", args=[own.source_id])
        self.assertContains(self.client.get(address), "checkbox")

    def test_whoever_translates_gives_no_translation_up(self):
        address = reverse("wagtail_localize:convert_to_alias", args=[self.page.pk])
        self.sign_in(Role.TRANSLATOR)
        self.assertRedirects(self.client.post(address), "/admin/")
        self.assertTrue(Translation.objects.filter(pk=self.translation.pk).exists())
        # Nor does the editor offer it: it leads to the reviewers instead.
        self.assertContains(self.client.get(self.editor), "sends-translations")
        self.assertContains(self.client.get(self.editor), f'href="{self.address}"')
        self.client.force_login(make_user("root", is_superuser=True, is_staff=True))
        self.assertEqual(self.client.get(address).status_code, 200)
        self.assertNotContains(self.client.get(self.editor), "sends-translations")

    def test_nothing_unfinished_and_nothing_twice_is_sent(self):
        self.write(but=1)
        with self.assertRaises(UnfinishedError):
            send_translation(translation=self.translation, user=self.people[Role.TRANSLATOR])
        self.sign_in(Role.TRANSLATOR)
        self.assertContains(self.client.get(self.address), "Còn 1 đoạn chưa dịch")
        self.send()
        self.assertIsNone(Page.objects.get(pk=self.page.pk).current_workflow_state)
        self.write()
        self.send()
        with self.assertRaises(UnderReviewError):
            send_translation(translation=self.translation, user=self.people[Role.TRANSLATOR])
        self.assertContains(self.client.get(self.address), "đang chờ duyệt")

    def test_a_translator_passes_nothing_on_and_others_send_nothing(self):
        self.write()
        self.send()
        # Whoever has nothing to decide stays in the editor.
        self.assertEqual(self.client.get(self.editor).status_code, 200)
        self.client.force_login(make_user("cong-tac-vien", role=Role.CORRESPONDENT))
        self.assertEqual(self.client.post(self.address).status_code, 403)
        original = reverse("home_send_translation", args=[self.story.pk])
        self.sign_in(Role.TRANSLATOR)
        self.assertEqual(self.client.post(original).status_code, 404)


class DraftTests(TestCase):
    """What is not public is not shown to translators, and not translated."""

    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.draft = make_draft(cls.site.stories, "Tin chưa duyệt", lead="Em Lan, 12 tuổi.")
        cls.translator = make_user("translator", role=Role.TRANSLATOR, unit=make_unit())
        cls.english = Locale.objects.get(language_code="en")

    def setUp(self):
        self.client.force_login(self.translator)

    def submit(self, page, **values):
        address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
        return self.client.post(address, {"locales": [self.english.pk], **values})

    def test_a_draft_is_not_sent_to_translation(self):
        address = reverse("wagtail_localize:submit_page_translation", args=[self.draft.pk])
        response = self.client.get(address, follow=True)
        self.assertContains(response, "chỉ dịch được trang đang công khai")
        self.assertNotContains(response, "Em Lan")
        self.submit(self.draft)
        self.assertFalse(TranslationSource.objects.exists())

    def test_drafts_below_a_public_page_are_not_sent_with_it(self):
        english = self.site.stories.get_translation(self.english)
        english.delete()
        self.assertEqual(self.submit(self.site.stories, include_subtree="on").status_code, 302)
        self.assertTrue(self.site.stories.has_translation(self.english))
        self.assertFalse(self.draft.has_translation(self.english))

    def test_a_public_story_is_and_its_translation_waits_where_it_was_taken_down_since(self):
        story = make_story(self.site.stories)
        self.assertEqual(self.submit(story).status_code, 302)
        translation = Translation.objects.get()
        write_texts(translation, "New bridge")
        StoryPage.objects.filter(pk=story.pk).update(live=False)
        with self.assertRaises(OriginalNotPublicError):
            send_translation(translation=translation, user=self.translator)
