"""Only what was approved goes live, by any path (rule 4)."""

from datetime import timedelta

from django.test import TestCase
from django.utils import timezone
from wagtail.models import Locale, Page, Revision
from wagtail_localize.models import Translation, TranslationSource

from goodnews.workflows.errors import PublicationRefusedError
from goodnews.workflows.models import Approval
from goodnews.workflows.services import approve_and_publish, publish_due
from news.models import StoryPage
from tests.translating import write_texts

from .factories import NOW, act, edit, edit_form_of, fresh, make_newsroom, stage


class GateTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_newsroom()

    def assert_held(self, page):
        self.assertFalse(fresh(page).live)

    def live_story(self, **values):
        return approve_and_publish(page=self.room.story(**values), now=NOW)


class CodePathTests(GateTestCase):
    def test_a_draft_cannot_be_switched_on(self):
        page = self.room.story()
        page.live = True
        with self.assertRaises(PublicationRefusedError):
            page.save()
        self.assert_held(page)

    def test_a_draft_cannot_be_switched_on_as_a_plain_page(self):
        page = Page.objects.get(pk=self.room.story().pk)
        page.live = True
        for update_fields in (None, ["live"]):
            with self.subTest(fields=update_fields), self.assertRaises(PublicationRefusedError):
                page.save(update_fields=update_fields)
        self.assert_held(page)

    def test_a_revision_cannot_be_published(self):
        page = self.room.story()
        with self.assertRaises(PublicationRefusedError):
            page.get_latest_revision().publish(user=self.room.superuser)
        self.assert_held(page)

    def test_another_pages_approval_does_not_count(self):
        live = self.live_story()
        page = self.room.story("Tin khác")
        page.live = True
        page.live_revision = live.live_revision
        with self.assertRaises(PublicationRefusedError):
            page.save()

    def test_a_new_page_cannot_begin_live(self):
        page = StoryPage(title="Tin chưa duyệt", owner=self.room.editor, live=True)
        with self.assertRaises(PublicationRefusedError):
            self.room.index.add_child(instance=page)
        self.assertFalse(StoryPage.objects.filter(title="Tin chưa duyệt").exists())

    def test_a_live_copy_is_refused(self):
        page = self.live_story()
        with self.assertRaises(PublicationRefusedError):
            page.copy(update_attrs={"slug": "ban-sao"}, keep_live=True)

    def test_a_copy_as_draft_is_allowed(self):
        copy = self.live_story().copy(update_attrs={"slug": "ban-sao"}, keep_live=False)
        self.assert_held(copy)

    def test_an_alias_stays_a_draft_and_does_not_stop_its_original(self):
        page = self.live_story()
        alias = page.create_alias(update_slug="bi-danh")
        self.assert_held(alias)
        approve_and_publish(page=edit(page, self.room.editor, title="Tên mới"), now=NOW)
        self.assertEqual(fresh(page).live_revision, fresh(page).latest_revision)
        self.assert_held(alias)

    def test_a_translation_does_not_go_live_by_itself(self):
        english = Locale.objects.create(language_code="en")
        self.room.index.copy_for_translation(english, copy_parents=True)
        page = self.live_story()
        copy = page.copy_for_translation(english)
        self.assert_held(copy)
        with self.assertRaises(PublicationRefusedError):
            copy.save_revision().publish(user=self.room.superuser)

    def test_a_translation_published_from_the_translation_editor_is_refused(self):
        english = Locale.objects.create(language_code="en")
        self.room.index.copy_for_translation(english, copy_parents=True)
        page = self.live_story()
        source, _created = TranslationSource.update_or_create_from_instance(page)
        translation = Translation.objects.create(source=source, target_locale=english)
        translation.save_target(user=self.room.superuser, publish=False)
        # wagtail-localize publishes once the transaction is committed.
        with (
            self.assertRaises(PublicationRefusedError),
            self.captureOnCommitCallbacks(execute=True),
        ):
            translation.save_target(user=self.room.superuser, publish=True)
        self.assert_held(translation.get_target_instance())

    def test_a_public_translation_keeps_what_was_approved_whatever_is_written_into_it(self):
        english = Locale.objects.create(language_code="en")
        self.room.index.copy_for_translation(english, copy_parents=True)
        source, _created = TranslationSource.update_or_create_from_instance(self.live_story())
        translation = Translation.objects.create(source=source, target_locale=english)
        translation.save_target(publish=False)
        page = translation.get_target_instance()
        approve_and_publish(page=page, now=NOW)
        approved = fresh(page).title
        write_texts(translation, "Nobody has read this")
        translation.save_target(user=self.room.editor, publish=False)
        # And with "publish immediately" of the page that takes changes over.
        with (
            self.assertRaises(PublicationRefusedError),
            self.captureOnCommitCallbacks(execute=True),
        ):
            translation.save_target(user=self.room.editor, publish=True)
        stored = fresh(page)
        self.assertEqual((stored.title, stored.live), (approved, True))
        self.assertNotIn("Nobody has read this", str(stored.body))
        draft = stored.get_latest_revision_as_object()
        self.assertEqual(draft.title, "Nobody has read this")
        approve_and_publish(page=draft, now=NOW)
        self.assertEqual(fresh(page).title, "Nobody has read this")

    def test_a_planned_revision_without_approval_stays_a_draft(self):
        page = self.room.story()
        page.revisions.update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
        self.assertEqual(publish_due(now=timezone.now()).failed_count, 1)
        self.assert_held(page)

    def test_a_revision_overwritten_after_its_approval_is_refused(self):
        page = self.room.story()
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision(user=self.room.correspondent)
        page.get_workflow().start(page, self.room.correspondent)
        for user in (self.room.reviewer, self.room.editor, self.room.approver):
            act(page, user, "approve")
        revision = fresh(page).get_latest_revision()
        self.assertTrue(Approval.objects.covers(revision_id=revision.pk, page_id=page.pk))
        # Wagtail's autosave writes into the latest revision of the same user.
        revision.content["title"] = "Chữ chưa ai đọc"
        revision.content["go_live_at"] = None
        Revision.objects.filter(pk=revision.pk).update(
            content=revision.content, approved_go_live_at=timezone.now()
        )
        self.assertEqual(publish_due(now=timezone.now()).failed_count, 1)
        self.assert_held(page)

    def test_a_live_page_shows_no_newer_revision_without_approval(self):
        page = self.live_story()
        newer = edit(page, self.room.editor, title="Tên chưa duyệt")
        with self.assertRaises(PublicationRefusedError):
            newer.get_latest_revision().publish()
        self.assertEqual(fresh(page).title, "Con đường sáng giữa bản")

    def test_saving_a_live_page_again_is_no_publication(self):
        page = self.live_story()
        page.save()
        page.move(self.room.index, pos="first-child")
        self.assertTrue(fresh(page).live)


class AdminPathTests(GateTestCase):
    """Superusers have the right to publish; the gate asks for the approval all the same."""

    def setUp(self):
        self.client.force_login(self.room.superuser)

    def form_of(self, page):
        return edit_form_of(page, user=self.room.superuser)

    def test_publishing_while_editing_saves_a_draft_and_says_so(self):
        page = self.room.story()
        data = self.form_of(page) | {"title": "Chữ mới", "action-publish": "1"}
        response = self.client.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)
        self.assert_held(page)
        self.assertContains(response, "lưu thành bản nháp")
        self.assertEqual(fresh(page).get_latest_revision_as_object().title, "Chữ mới")

    def test_publishing_while_creating_saves_a_draft_and_says_so(self):
        data = self.form_of(StoryPage(title="Tin mới tạo", lead="Một câu.")) | {
            "slug": "tin-moi-tao",
            "action-publish": "1",
        }
        response = self.client.post(
            f"/admin/pages/add/news/storypage/{self.room.index.pk}/", data, follow=True
        )
        page = StoryPage.objects.get(slug="tin-moi-tao")
        self.assert_held(page)
        self.assertContains(response, "chỉ lưu bản nháp")

    def test_bulk_publication_is_refused_with_a_message(self):
        page = self.room.story()
        response = self.client.post(
            f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/", follow=True
        )
        self.assert_held(page)
        self.assertContains(response, "chưa được duyệt")

    def test_bulk_publication_of_everything_below_is_refused_with_a_message(self):
        page = self.room.story()
        response = self.client.post(
            f"/admin/bulk/wagtailcore/page/publish/?id={self.room.index.pk}&next=/admin/",
            {"include_descendants": "on"},
            follow=True,
        )
        self.assertEqual(response.status_code, 200)
        self.assert_held(page)

    def test_the_admins_own_interface_is_refused_without_an_error_page(self):
        page = self.room.story()
        response = self.client.post(f"/admin/api/main/pages/{page.pk}/action/publish/")
        self.assertEqual(response.status_code, 400)
        self.assert_held(page)

    def test_a_live_copy_in_the_admin_is_refused_with_a_message(self):
        page = self.live_story()
        response = self.client.post(
            f"/admin/pages/{page.pk}/copy/",
            {
                "new_title": "Bản sao",
                "new_slug": "ban-sao",
                "new_parent_page": self.room.index.pk,
                "publish_copies": "on",
                "copy_subpages": "",
                "alias": "",
            },
            headers={"referer": f"http://testserver/admin/pages/{page.pk}/copy/"},
        )
        self.assertEqual(response.status_code, 302)
        self.assertFalse(StoryPage.objects.filter(slug="ban-sao").exists())

    def test_editing_and_approving_in_one_go_keeps_the_edit_and_says_why_not(self):
        page = self.room.at_approval()
        self.client.force_login(self.room.approver)
        data = self.form_of(page) | {
            "title": "Con đường sáng ở Sín Chải",
            "action-workflow-action": "true",
            "workflow-action-name": "approve",
        }
        response = self.client.post(f"/admin/pages/{page.pk}/edit/", data, follow=True)
        self.assertContains(response, "không thể duyệt")
        self.assertEqual(stage(page), "approval")
        self.assertEqual(
            fresh(page).get_latest_revision_as_object().title, "Con đường sáng ở Sín Chải"
        )
