"""Stories: what they must prove, what they count as, what they say of themselves."""

from datetime import UTC, date, datetime
from unittest import mock

from django.core.exceptions import ValidationError
from django.test import TestCase
from django.utils import translation
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from campaigns.choices import SlotKind
from campaigns.models import CampaignEntry, CampaignPage
from goodnews.images.choices import Licence
from goodnews.workflows.errors import PublicationRefusedError
from goodnews.workflows.services import approve_and_publish
from news.choices import Origin, StoryKind
from news.models import StoryPage, Theme
from tests.images.factories import make_image
from tests.units.factories import make_unit

from .factories import NOW, TODAY, make_draft, make_site, make_story, make_theme


class StoryTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.site = make_site()
        cls.index = cls.site.stories


class StoryValidationTests(StoryTestCase):
    def errors(self, **values) -> dict:
        story = make_draft(self.index)
        for name, value in values.items():
            setattr(story, name, value)
        try:
            story.full_clean()
        except ValidationError as error:
            return error.message_dict
        return {}

    def test_a_story_as_editors_write_it_is_accepted(self):
        self.assertEqual(self.errors(), {})

    def test_a_repost_without_source_is_refused_at_both_fields(self):
        errors = self.errors(origin=Origin.REPOST)
        self.assertEqual(set(errors), {"source_name", "source_url"})

    def test_days_to_come_and_days_long_ago_are_refused(self):
        for day in (date(2190, 1, 1), date(1890, 1, 1)):
            with self.subTest(day=day):
                self.assertEqual(set(self.errors(happened_on=day)), {"happened_on"})

    def test_only_web_addresses_are_sources(self):
        for address in ("javascript:alert(1)", "ftp://example.com/a", "tin tốt"):
            with self.subTest(address=address):
                self.assertIn("source_url", self.errors(source_url=address))

    def test_messages_are_vietnamese(self):
        with translation.override("vi"):
            errors = self.errors(origin=Origin.REPOST, happened_on=date(2190, 1, 1))
        self.assertEqual(errors["happened_on"], ["Ngày này chưa đến."])
        self.assertEqual(errors["source_name"], ["Hãy ghi tin được đăng lại từ đâu."])


class PublicationFaultsTests(StoryTestCase):
    def fields(self, **values) -> set[str]:
        story = make_draft(self.index)
        for name, value in values.items():
            setattr(story, name, value)
        return {field for fault in story.publication_faults() for field in fault.message_dict}

    def test_a_whole_story_has_none(self):
        self.assertEqual(self.fields(), set())

    def test_lead_source_and_text_alternatives_are_needed(self):
        blind = make_image(alt_text="")
        picture = ("image", {"image": blind, "alt_text": "", "caption": ""})
        self.assertEqual(self.fields(lead="  "), {"lead"})
        self.assertEqual(self.fields(origin=Origin.REPOST), {"source_name"})
        self.assertEqual(self.fields(cover=blind), {"cover_alt_text"})
        self.assertEqual(self.fields(cover=blind, cover_alt_text="Đoàn viên trồng cây"), set())
        self.assertEqual(self.fields(body=[picture]), {"body"})
        picture[1]["is_decorative"] = True
        self.assertEqual(self.fields(body=[picture]), set())

    def test_a_licence_that_asks_for_a_name_needs_one(self):
        image = make_image()
        image.licence, image.credit = Licence.CC_BY, ""
        self.assertEqual(self.fields(cover=image), {"cover"})
        image.credit = "Lý A Sùng"
        self.assertEqual(self.fields(cover=image), set())

    def test_approval_asks_for_a_picture_and_a_lead_that_can_be_read(self):
        story = make_draft(self.index)
        self.assertEqual(self.approval_fields(story), {"cover"})
        story.body = [("image", {"image": make_image(), "caption": "Đèn"})]
        self.assertEqual(self.approval_fields(story), set())
        story.lead = "a" * 240
        self.assertEqual(self.approval_fields(story), set())
        story.lead = "a" * 241
        self.assertEqual(self.approval_fields(story), {"lead"})
        self.assertEqual(story.publication_faults(), [])

    def approval_fields(self, story) -> set[str]:
        return {field for fault in story.approval_faults() for field in fault.message_dict}

    def test_the_gate_holds_a_story_without_lead(self):
        story = make_draft(self.index, lead="")
        with self.assertRaises(PublicationRefusedError):
            approve_and_publish(page=story, user=None, now=NOW)


class PublishedOnTests(StoryTestCase):
    def test_it_is_the_local_day_of_the_first_publication(self):
        # 18:30 UTC on the 20th is already the 21st in Viet Nam.
        story = make_story(self.index, now=datetime(2026, 11, 20, 18, 30, tzinfo=UTC))
        self.assertEqual(story.published_on, date(2026, 11, 21))

    def test_a_draft_has_none(self):
        self.assertIsNone(make_draft(self.index).published_on)

    def test_an_older_revision_does_not_take_it_back(self):
        draft = make_draft(self.index, published_on=None)
        first_revision = draft.latest_revision.pk
        draft.published_on = date(2026, 11, 3)
        approve_and_publish(page=draft, user=None, now=NOW)
        older = Revision.objects.get(pk=first_revision)
        self.assertIsNone(older.content["published_on"])
        self.assertEqual(older.as_object().published_on, date(2026, 11, 3))

    def test_lists_hold_a_story_as_long_as_it_is_live(self):
        story = make_story(self.index)
        listed = StoryPage.objects.listed(locale=self.index.locale_id)
        self.assertIn(story, listed)
        story.unpublish()
        self.assertNotIn(story, listed.all())
        approve_and_publish(page=StoryPage.objects.get(pk=story.pk), user=None, now=NOW)
        self.assertIn(story, listed.all())

    def test_a_copy_has_its_own(self):
        story = make_story(self.index)
        copy = story.copy(update_attrs={"slug": "ban-sao"}, keep_live=False)
        self.assertIsNone(copy.published_on)


class CampaignSlotTests(StoryTestCase):
    @classmethod
    def setUpTestData(cls):
        super().setUpTestData()
        cls.campaign = cls.site.campaigns.add_child(
            instance=CampaignPage(
                title="Mỗi ngày một tin tốt",
                slug="moi-ngay-mot-tin-tot",
                live=False,
                starts_on=date(2026, 1, 1),
                ends_on=date(2026, 12, 31),
                summary="Mỗi ngày một tin tốt, mỗi tuần một câu chuyện đẹp.",
            )
        )
        approve_and_publish(page=cls.campaign, user=None, now=NOW)

    def test_a_published_story_lights_its_day(self):
        story = make_story(self.index, published_on=date(2026, 11, 20))
        entry = CampaignEntry.objects.get(page_id=story.pk)
        self.assertEqual((entry.kind, entry.slot_on), (SlotKind.DAY, date(2026, 11, 20)))

    def test_a_beautiful_story_lights_its_week(self):
        story = make_story(
            self.index, kind=StoryKind.BEAUTIFUL_STORY, published_on=date(2026, 11, 20)
        )
        entry = CampaignEntry.objects.get(page_id=story.pk)
        self.assertEqual((entry.kind, entry.slot_on), (SlotKind.WEEK, date(2026, 11, 16)))

    def test_unpublishing_gives_the_slot_back(self):
        story = make_story(self.index)
        story.unpublish()
        self.assertFalse(CampaignEntry.objects.exists())

    def test_deleting_gives_the_slot_to_the_next_story(self):
        first, second = (
            make_story(self.index, "Tin thứ nhất"),
            make_story(self.index, "Tin thứ hai"),
        )
        Page.objects.get(pk=first.pk).delete()
        self.assertEqual(CampaignEntry.objects.get(page_id=second.pk).slot_on, TODAY)

    def test_a_story_that_is_only_scheduled_does_not_enter(self):
        story = make_draft(self.index)
        with mock.patch.object(StoryPage, "live", False):
            page_published.send(sender=StoryPage, instance=story, revision=None)
        self.assertFalse(CampaignEntry.objects.exists())


class StoryTextTests(StoryTestCase):
    def test_the_slug_has_no_marks_in_drafts_either(self):
        story = make_draft(self.index, "Đoàn Thanh niên Đắk Lắk")
        self.assertEqual(story.slug, "doan-thanh-nien-dak-lak")

    def test_the_same_title_twice_gets_another_slug(self):
        make_draft(self.index, "Đắk Lắk")
        self.assertEqual(make_draft(self.index, "Đắk Lắk").slug, "dak-lak-2")

    def test_search_finds_lead_body_themes_unit_and_place(self):
        theme = make_theme("Chuyển đổi số")
        unit = make_unit("Xã Nậm Pung")
        text = make_draft(self.index, themes=[theme], unit=unit).searchable_text()
        for part in ("cột đèn", "lòng suối", "Chuyển đổi số", "Nậm Pung", "Sín Chải"):
            self.assertIn(part, text)

    def test_reading_minutes_go_by_the_length(self):
        words = "bản làng " * 400
        story = make_draft(self.index, body=[("text", f"<p>{words}</p>")])
        self.assertEqual(story.reading_minutes, 3)
        self.assertEqual(make_draft(self.index, body=[]).reading_minutes, 1)

    def test_the_slug_of_a_theme_has_no_marks(self):
        self.assertEqual(Theme.objects.create(name="Đền ơn đáp nghĩa").slug, "den-on-dap-nghia")
