"""The desk as a phone meets it."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goodnews.accounts.roles import Role
from goodnews.images.models import SiteImage
from news.desk.models import DeskDraft
from news.models import StoryPage
from tests.accounts.factories import make_user
from tests.workflows.factories import act, edit, fresh, stage

from .factories import KEY, TEXT, child, described, filled, make_desk, person, photo

NEW = "/gui-bai/moi/"
EDIT = f"/gui-bai/{KEY}/sua/"
RECEIPT = f"/gui-bai/{KEY}/"
SCRIPT = '<script>alert("x")</script>'


class DeskTestCase(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.room = make_desk()

    def setUp(self):
        self.client.force_login(self.room.correspondent)

    @property
    def draft(self) -> DeskDraft:
        return DeskDraft.objects.get(key=KEY)

    def post(self, url=NEW, **values):
        return self.client.post(url, filled(**values))

    def send(self, **values):
        """Upload one photograph, then send with its description."""
        self.post(photos=[photo()], do="photos")
        return self.client.post(EDIT, filled(**{"do": "send", **described(self.draft), **values}))


class AccessTests(DeskTestCase):
    def test_strangers_are_asked_to_sign_in(self):
        self.client.logout()
        for url in ("/gui-bai/", NEW, EDIT, RECEIPT):
            with self.subTest(url=url):
                response = self.client.get(url)
                self.assertEqual(response.status_code, 302)
                self.assertIn("/tai-khoan/", response.url)

    def test_the_guide_is_one_tap_from_the_list(self):
        self.assertContains(self.client.get("/gui-bai/"), 'href="/gui-bai/huong-dan/"')
        guide = self.client.get("/gui-bai/huong-dan/")
        self.assertContains(guide, "<td>Cần bổ sung</td>")
        self.assertContains(guide, "<h1", count=1)

    def test_somebody_without_unit_is_told_what_is_missing(self):
        self.client.force_login(make_user("no-unit", role=Role.CORRESPONDENT))
        response = self.client.get("/gui-bai/")
        self.assertEqual(response.status_code, 403)
        self.assertContains(response, "đơn vị", status_code=403)

    def test_anothers_draft_is_not_found(self):
        self.post()
        self.client.force_login(make_user("other", role=Role.CORRESPONDENT, unit=self.room.unit))
        for url in (EDIT, RECEIPT):
            with self.subTest(url=url):
                self.assertEqual(self.client.get(url).status_code, 404)
        for url in (EDIT, NEW, f"{RECEIPT}rut/", f"{RECEIPT}xoa/", f"{RECEIPT}nhan-lai/"):
            with self.subTest(url=url):
                response = self.client.post(url, filled(title="Của người khác"))
                self.assertEqual(response.status_code, 404)
        self.assertEqual(self.draft.title, "Con đường sáng giữa bản")

    def test_the_list_shows_only_ones_own(self):
        self.post()
        self.assertContains(self.client.get("/gui-bai/"), "Con đường sáng giữa bản")
        self.client.force_login(make_user("other", role=Role.CORRESPONDENT, unit=self.room.unit))
        self.assertNotContains(self.client.get("/gui-bai/"), "Con đường sáng giữa bản")

    def test_the_list_leads_to_the_account(self):
        self.assertContains(self.client.get("/gui-bai/"), 'href="/tai-khoan/"')

    def test_looking_writes_nothing(self):
        self.client.get(NEW)
        self.assertFalse(DeskDraft.objects.exists())

    def test_no_page_of_the_desk_may_be_kept(self):
        self.assertIn("no-store", self.client.get("/gui-bai/")["Cache-Control"])

    def test_a_strange_page_number_shows_a_page(self):
        for number in ("abc", "0", "-1", "99999999999999999999", "%00"):
            with self.subTest(number=number):
                self.assertEqual(self.client.get(f"/gui-bai/?page={number}").status_code, 200)


class WritingTests(DeskTestCase):
    def test_the_form_begins_with_today_and_without_a_tick(self):
        response = self.client.get(NEW)
        self.assertContains(response, f'value="{timezone.localdate().isoformat()}"')
        ticks = re.findall(r'<input type="checkbox"[^>]*_agreed"[^>]*>', response.text)
        # One row, and the one that the script copies.
        self.assertEqual(len(ticks), 4)
        self.assertFalse([tick for tick in ticks if "checked" in tick])

    def test_a_half_written_draft_is_kept(self):
        response = self.post(title="", text="Mới có một câu.", people="")
        self.assertRedirects(response, EDIT)
        self.assertEqual(self.draft.text, "Mới có một câu.")
        self.assertContains(self.client.get(EDIT), "Mới có một câu.")

    def test_a_tick_given_once_is_asked_for_again(self):
        self.post(people="somebody", **child())
        page = self.client.get(EDIT)
        self.assertContains(page, "Lý Văn Sáng")
        ticks = re.findall(r'<input[^>]*_agreed"[^>]*>', page.text)
        self.assertEqual([tick for tick in ticks if "checked" in tick], [])

    def test_photographs_are_stored_although_the_rest_is_wrong(self):
        response = self.post(title="x" * 500, photos=[photo()], do="send")
        self.assertEqual(response.status_code, 422)
        self.assertEqual(self.draft.photos.count(), 1)
        self.assertContains(response, "x" * 500, status_code=422)
        self.assertTrue(self.draft.photos.get().is_cover)

    def test_the_same_photograph_twice_is_one(self):
        self.post(photos=[photo(), photo("ban-sao.jpg")], do="photos")
        self.post(photos=[photo()], do="photos")
        self.assertEqual(self.draft.photos.count(), 1)
        self.assertEqual(SiteImage.objects.count(), 1)

    def test_eleven_photographs_are_too_many(self):
        files = [photo(f"{n}.jpg", size=(64 + n, 48)) for n in range(11)]
        response = self.post(photos=files, do="photos")
        self.assertEqual(self.draft.photos.count(), 10)
        self.assertContains(response, "10.jpg")

    def test_photographs_are_moved_removed_and_one_is_the_cover(self):
        self.post(photos=[photo("a.jpg"), photo("b.jpg", size=(320, 240))], do="photos")
        first, second = self.draft.photos.all()
        self.post(EDIT, do=f"down:{first.pk}", cover=str(second.pk))
        self.assertEqual(list(self.draft.photos.all()), [second, first])
        self.assertTrue(self.draft.photos.get(pk=second.pk).is_cover)
        self.post(EDIT, do=f"remove:{second.pk}")
        self.assertTrue(self.draft.photos.get().is_cover)
        self.assertEqual(SiteImage.objects.count(), 1)

    def test_a_draft_is_deleted_with_its_photographs(self):
        self.post(photos=[photo()], do="photos")
        self.client.post(f"{RECEIPT}xoa/")
        self.assertFalse(DeskDraft.objects.exists())
        self.assertFalse(SiteImage.objects.exists())


class BadInputTests(DeskTestCase):
    def assert_error(self, response, field: str, words: str):
        self.assertEqual(response.status_code, 422)
        self.assertIn(words, " ".join(response.context["form"].errors[field]))
        self.assertContains(response, f'id="id_{field}_error"', status_code=422)
        self.assertFalse(StoryPage.objects.exists())

    def test_gaps_are_named_at_their_fields(self):
        response = self.send(title="", text="", happened_on="", people="")
        for field, words in (
            ("title", "tiêu đề"),
            ("text", "chuyện gì"),
            ("happened_on", "ngày"),
            ("people", "nhận ra"),
        ):
            with self.subTest(field=field):
                self.assert_error(response, field, words)

    def test_a_title_of_500_characters(self):
        self.assert_error(self.send(title="đ" * 500), "title", "500")

    def test_a_title_of_signs_only(self):
        self.assert_error(self.send(title="??? !!!"), "title", "chữ")

    def test_days_that_cannot_be(self):
        for day, words in (
            ("2190-01-01", "chưa đến"),
            ("1999-12-31", "2000"),
            ("31/02/2026", "21/11/2026"),
            ("hôm qua", "21/11/2026"),
            ("0000-00-00", "21/11/2026"),
        ):
            with self.subTest(day=day):
                response = self.send(happened_on=day)
                self.assert_error(response, "happened_on", words)
                self.assertContains(response, day, status_code=422)

    def test_a_repost_without_source(self):
        response = self.send(origin="repost")
        self.assert_error(response, "source_name", "báo")
        self.assert_error(response, "source_url", "đường dẫn")

    def test_an_address_that_runs_a_script(self):
        response = self.send(origin="repost", source_name="Báo", source_url="javascript:alert(1)")
        self.assert_error(response, "source_url", "https://")

    def test_a_photograph_without_text_alternative(self):
        self.post(photos=[photo()], do="photos")
        place = self.draft.photos.get()
        response = self.client.post(EDIT, filled(do="send", **{f"photo-{place.pk}-alt_text": " "}))
        self.assertContains(response, f"id_photo-{place.pk}-alt_text_error", status_code=422)
        self.assertFalse(StoryPage.objects.exists())

    def test_a_story_without_photograph(self):
        response = self.post(do="send")
        self.assertContains(response, "id_photos_error", status_code=422)

    def test_files_that_are_no_photographs(self):
        for name, content in (
            ("trang.jpg", b"<html><script>alert(1)</script></html>"),
            ("rong.png", b""),
            ("tai-lieu.pdf", b"%PDF-1.7"),
        ):
            with self.subTest(name=name):
                file = SimpleUploadedFile(name, content, "image/jpeg")
                response = self.post(photos=[file], do="send")
                self.assertEqual(self.draft.photos.count(), 0)
                self.assertEqual(self.draft.title, "Con đường sáng giữa bản")
                self.assertEqual(response.status_code, 422)

    def test_script_in_every_field_is_text(self):
        self.post(photos=[photo()], do="photos")
        place = self.draft.photos.get()
        values = dict.fromkeys(("title", "text", "place", "source_name"), SCRIPT)
        values |= person(name=SCRIPT)
        values |= {f"photo-{place.pk}-{n}": SCRIPT for n in ("alt_text", "caption", "people_note")}
        response = self.client.post(
            EDIT, filled(do="send", people="somebody", **values), follow=True
        )
        self.assertNotContains(response, SCRIPT)
        self.assertNotContains(self.client.get("/gui-bai/"), SCRIPT)
        story = StoryPage.objects.get()
        self.assertNotIn("<script", str(story.body))
        self.assertEqual(story.title, SCRIPT)

    def test_null_bytes_and_unknown_choices_are_no_error_page(self):
        response = self.post(
            title="a\x00b",
            kind="evil",
            origin="evil",
            people="evil",
            themes=["999", "x"],
            do="send",
        )
        self.assertEqual(response.status_code, 422)
        for values in ({"key": "none"}, {"do": "remove:abc"}, {"cover": "9999999999999999999999"}):
            with self.subTest(values=values):
                self.assertLess(self.post(**values).status_code, 500)


class SendingTests(DeskTestCase):
    def test_a_story_becomes_a_draft_page_in_the_workflow(self):
        response = self.send()
        self.assertRedirects(response, RECEIPT)
        story = StoryPage.objects.get()
        self.assertFalse(story.live)
        self.assertEqual(story.owner, self.room.correspondent)
        self.assertEqual(story.unit, self.room.unit)
        self.assertEqual(story.lead, TEXT.split("\n")[0])
        self.assertEqual(story.slug, "con-duong-sang-giua-ban")
        self.assertEqual(story.cover.alt_text, "Đoàn viên dựng cột đèn")
        self.assertEqual(story.byline, "Nguyễn Văn Correspondent")
        self.assertEqual(stage(story), "unit")
        self.assertContains(self.client.get(RECEIPT), "Nguyễn Văn Reviewer")

    def test_the_receipt_shows_what_was_sent(self):
        self.send()
        response = self.client.get(RECEIPT)
        self.assertContains(response, "Bà con mang ngô luộc ra cùng ăn.")
        self.assertContains(response, 'alt="Đoàn viên dựng cột đèn"')

    def test_a_double_tap_gives_one_story_and_the_same_receipt(self):
        self.send()
        for url in (EDIT, NEW):
            with self.subTest(url=url):
                response = self.client.post(url, filled(do="send", **described(self.draft)))
                self.assertRedirects(response, RECEIPT)
        self.assertEqual(StoryPage.objects.count(), 1)

    def test_a_reviewer_holds_the_story_so_the_author_waits_and_sees_who(self):
        self.send()
        response = self.client.get(EDIT, follow=True)
        self.assertRedirects(response, RECEIPT)
        self.assertContains(response, "Nguyễn Văn Reviewer")
        self.post(EDIT, title="Sửa lén", do="save")
        self.assertEqual(self.draft.title, "Con đường sáng giữa bản")
        self.assertEqual(fresh(self.draft.page).draft_title, "Con đường sáng giữa bản")

    def test_a_returned_story_comes_back_with_the_words_and_the_editors_changes(self):
        self.send()
        story = StoryPage.objects.get()
        edit(story, self.room.reviewer, title="Con đường sáng ở Sín Chải")
        act(story, self.room.reviewer, "reject", comment="Thêm tên trưởng bản.")
        self.assertContains(self.client.get("/gui-bai/"), "Thêm tên trưởng bản.")
        self.assertRedirects(self.client.get(EDIT), RECEIPT)
        self.assertRedirects(self.client.post(f"{RECEIPT}nhan-lai/"), EDIT)
        response = self.client.get(EDIT)
        self.assertContains(response, "Thêm tên trưởng bản.")
        self.assertContains(response, "Con đường sáng ở Sín Chải")
        self.assertContains(response, "Bà con mang ngô luộc ra cùng ăn.")
        self.client.post(
            EDIT,
            filled(do="send", title="Con đường sáng của Sín Chải", **described(self.draft)),
        )
        story = fresh(story)
        self.assertEqual(story.get_latest_revision_as_object().title, "Con đường sáng của Sín Chải")
        self.assertEqual(stage(story), "unit")
        self.assertEqual(StoryPage.objects.count(), 1)
        self.assertEqual(self.draft.photos.count(), 1)

    def test_a_withdrawn_story_can_be_sent_again(self):
        self.send()
        self.assertRedirects(self.client.post(f"{RECEIPT}rut/"), RECEIPT)
        self.assertIsNone(stage(StoryPage.objects.get()))
        self.client.post(f"{RECEIPT}nhan-lai/")
        self.client.post(EDIT, filled(do="send", **described(self.draft)))
        self.assertEqual(stage(StoryPage.objects.get()), "unit")
        self.assertEqual(StoryPage.objects.count(), 1)

    def test_a_public_story_is_neither_changed_nor_withdrawn(self):
        self.send()
        story = StoryPage.objects.get()
        for user in (self.room.reviewer, self.room.editor, self.room.approver):
            act(story, user, "approve")
        self.client.post(f"{RECEIPT}rut/")
        self.post(EDIT, title="Sửa lén", do="send")
        story = fresh(story)
        self.assertTrue(story.live)
        self.assertEqual(story.title, "Con đường sáng giữa bản")
        self.assertContains(self.client.get(RECEIPT), story.get_url())

    def test_the_list_costs_the_same_with_ten_stories(self):
        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                self.client.get("/gui-bai/")
            return len(captured)

        self.send()
        self.client.get("/gui-bai/")
        few = queries()
        for n in range(9):
            story = self.room.sent(f"Tin số {n}")
            DeskDraft.objects.create(
                owner=self.room.correspondent,
                page=story,
                unit=self.room.unit,
                created_at=self.draft.saved_at,
                saved_at=self.draft.saved_at,
                sent_at=self.draft.saved_at,
            )
        self.assertEqual(queries(), few)
