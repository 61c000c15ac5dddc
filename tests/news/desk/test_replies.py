"""The author answers to a return; and sees who is working on the story."""

from datetime import UTC, datetime, timedelta

from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from goodnews.accounts.roles import Role
from goodnews.workflows.models import AuthorReply, Claim, WaitingItem
from goodnews.workflows.services import claim_item
from news.desk.models import DeskDraft
from news.models import StoryPage
from tests.accounts.factories import make_user
from tests.workflows.factories import act, stage

from .factories import described, filled
from .test_views import EDIT, RECEIPT, SCRIPT, DeskTestCase

REPLY = f"{RECEIPT}tra-loi/"
WORDS = "Trưởng bản tên là Lý A Sùng.\nAnh ấy đồng ý nêu tên."


class ReplyTests(DeskTestCase):
    def returned(self) -> StoryPage:
        self.send()
        story = StoryPage.objects.get()
        act(story, self.room.reviewer, "reject", comment="Thêm tên trưởng bản.")
        return story

    def send_again(self) -> None:
        self.client.post(f"{RECEIPT}nhan-lai/")
        self.client.post(EDIT, filled(do="send", **described(self.draft)))

    def test_what_was_returned_stands_first_until_it_is_sent_again(self):
        self.returned()
        now = timezone.now() + timedelta(hours=1)
        owner = self.room.correspondent
        DeskDraft.objects.create(
            owner=owner, unit=owner.unit, title="Bản nháp mới", created_at=now, saved_at=now
        )

        def titles() -> list[str]:
            return [each.title for each in self.client.get("/gui-bai/").context["submissions"]]

        first = ["Con đường sáng giữa bản", "Bản nháp mới"]
        self.assertEqual(titles(), first)
        self.client.post(f"{RECEIPT}nhan-lai/")
        self.assertEqual(titles(), first)
        self.client.post(EDIT, filled(do="send", **described(self.draft)))
        self.assertEqual(titles(), first[::-1])

    def answer(self, text: str = WORDS, **options):
        return self.client.post(REPLY, {"text": text}, **options)

    def test_only_a_returned_story_offers_the_reply(self):
        self.send()
        self.assertNotContains(self.client.get(RECEIPT), REPLY)
        response = self.answer(follow=True)
        self.assertContains(response, "không còn chờ bạn trả lời")
        self.assertFalse(AuthorReply.objects.exists())
        act(StoryPage.objects.get(), self.room.reviewer, "reject", comment="Thêm tên.")
        self.assertContains(self.client.get(RECEIPT), REPLY)

    def test_it_reaches_whoever_returned_the_story_and_stands_in_the_timeline(self):
        self.returned()
        mail.outbox.clear()
        with self.captureOnCommitCallbacks(execute=True):
            self.assertRedirects(self.answer(), RECEIPT)
        (letter,) = mail.outbox
        self.assertEqual(letter.to, ["reviewer@example.org"])
        self.assertIn("Lý A Sùng", letter.body)
        self.assertIn("Trả lời của tác giả", letter.body)
        self.assertNotIn("người duyệt:", letter.body)
        page = self.client.get(RECEIPT)
        self.assertContains(page, "Trưởng bản tên là Lý A Sùng.<br>")
        self.assertEqual(stage(StoryPage.objects.get()), None)

    def test_the_timeline_says_when_it_was_sent_again(self):
        def labels() -> list[str]:
            return [event.label for event in self.client.get(RECEIPT).context["timeline"]]

        self.returned()
        unit = "Đơn vị rà soát"
        self.assertEqual(labels(), ["Đã gửi", f"{unit}: đã trả lại"])
        self.send_again()
        again = ["Đã gửi", f"{unit}: đã trả lại", "Đã gửi lại", f"{unit}: đang chờ"]
        self.assertEqual(labels(), again)
        self.client.post(f"{RECEIPT}rut/")
        self.send_again()
        self.assertEqual(labels()[-3:], ["Đã rút", "Đã gửi lại", f"{unit}: đang chờ"])

    def test_a_withdrawal_has_its_own_moment_whatever_stage_it_came_at(self):
        for was_passed_on in (True, False):
            with self.subTest(was_passed_on=was_passed_on):
                self.send() if was_passed_on else self.send_again()
                story = StoryPage.objects.get()
                act(story, self.room.reviewer, "approve" if was_passed_on else "reject")
                before = timezone.now()
                self.client.post(f"{RECEIPT}rut/")
                last = self.client.get(RECEIPT).context["timeline"][-1]
                self.assertEqual(last.label, "Đã rút")
                self.assertGreaterEqual(last.at, before)

    def test_its_number_has_the_month_of_viet_nam(self):
        self.send()
        # Three o'clock in the morning of 1 December in Viet Nam.
        DeskDraft.objects.update(sent_at=datetime(2026, 11, 30, 20, tzinfo=UTC))
        self.assertContains(self.client.get(RECEIPT), f"TT-2612-{self.draft.pk:04}")

    def test_sent_again_it_stands_in_the_queue_the_editor_and_the_history(self):
        story = self.returned()
        self.answer()
        self.send_again()
        self.assertEqual(stage(story), "unit")
        self.client.force_login(self.room.reviewer)
        self.assertContains(self.client.get("/admin/hang-cho/"), "Lý A Sùng")
        self.assertContains(self.client.get(f"/admin/pages/{story.pk}/edit/"), "Lý A Sùng")
        self.client.force_login(self.room.editor)
        self.assertContains(self.client.get(f"/admin/pages/{story.pk}/history/"), "Lý A Sùng")

    def test_a_double_tap_is_one_reply_and_six_are_too_many(self):
        self.returned()
        for _time in range(2):
            self.answer()
        self.assertEqual(AuthorReply.objects.count(), 1)
        for number in range(4):
            self.answer(f"Ý thứ {number}")
        self.assertContains(self.answer("Thêm nữa", follow=True), "năm lần")
        self.assertEqual(AuthorReply.objects.count(), 5)

    def test_an_empty_and_an_endless_reply_are_refused_at_the_field(self):
        self.returned()
        for text in ("", "   ", "a\x00b", "dài " * 300):
            with self.subTest(text=text[:10]):
                response = self.answer(text)
                self.assertContains(response, "tra-loi_text_error", status_code=422)
        self.assertContains(self.answer("dài " * 300), "dài dài", status_code=422)
        self.assertFalse(AuthorReply.objects.exists())

    def test_a_script_is_shown_as_text(self):
        story = self.returned()
        self.answer(SCRIPT)
        self.assertNotContains(self.client.get(RECEIPT), SCRIPT)
        self.send_again()
        self.client.force_login(self.room.superuser)
        for address in (
            "/admin/hang-cho/",
            f"/admin/pages/{story.pk}/edit/",
            f"/admin/pages/{story.pk}/history/",
        ):
            with self.subTest(address=address):
                page = self.client.get(address)
                self.assertContains(page, "&lt;script&gt;")
                self.assertNotContains(page, SCRIPT)

    def test_another_author_cannot_reply(self):
        self.returned()
        self.client.force_login(make_user("other", role=Role.CORRESPONDENT, unit=self.room.unit))
        self.assertEqual(self.answer().status_code, 404)
        self.assertFalse(AuthorReply.objects.exists())


class HolderTests(DeskTestCase):
    def claim(self, user) -> Claim:
        item = WaitingItem.objects.waiting().get(page=self.draft.page_id)
        claim_item(item=item, user=user, now=timezone.now())
        return Claim.objects.get(item=item)

    def test_the_holder_of_a_claim_is_named(self):
        self.send()
        act(self.draft.page, self.room.reviewer, "approve")
        for address in (RECEIPT, "/gui-bai/"):
            self.assertNotContains(self.client.get(address), "Đang biên tập:")
        claim = self.claim(self.room.editor)
        for address in (RECEIPT, "/gui-bai/"):
            with self.subTest(address=address):
                page = self.client.get(address)
                self.assertContains(page, "Đang biên tập:")
                self.assertContains(page, "Nguyễn Văn Editor")
        claim.expires_at = claim.claimed_at + timedelta(microseconds=1)
        claim.save()
        self.assertNotContains(self.client.get(RECEIPT), "Nguyễn Văn Editor")

    def test_the_list_costs_the_same_with_more_claims(self):
        self.send()
        self.claim(self.room.reviewer)

        def queries() -> int:
            with CaptureQueriesContext(connection) as captured:
                self.client.get("/gui-bai/")
            return len(captured)

        few = queries()
        for n in range(3):
            story = self.room.sent(f"Tin số {n}")
            now = timezone.now()
            self.draft.__class__.objects.create(
                owner=self.room.correspondent,
                page=story,
                unit=self.room.unit,
                created_at=now,
                saved_at=now,
                sent_at=now,
            )
            item = WaitingItem.objects.waiting().get(page=story.pk)
            claim_item(item=item, user=self.room.reviewer, now=now)
        self.assertEqual(queries(), few)
