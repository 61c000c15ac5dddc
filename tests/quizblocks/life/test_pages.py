"""The queue, the review page and approving many at once."""

from django.urls import reverse

from goodnews.accounts.roles import Role
from quizblocks.choices import QuestionState, QuestionUse
from quizblocks.models import Question, QuestionLife
from quizblocks.services import set_draft_keys
from tests.accounts.factories import make_user
from tests.quizblocks.factories import (
    digest_of_draft,
    make_draft,
    make_matching,
    make_numeric,
    make_ordering,
    make_question,
    make_short_answer,
)

from .people import BankCase

SPACE = "wagtailsnippets_quizblocks_question"
QUEUE = f"{SPACE}:queue"
REVIEW = f"{SPACE}:review"


class QueueTests(BankCase):
    def test_it_lists_what_others_wrote(self):
        make_draft(self.topic, "Câu của Lan hỏi gì?", author=self.lan)
        make_draft(self.topic, "Câu của Minh hỏi gì?", author=self.minh)
        make_question(self.topic, "Câu đã duyệt hỏi gì?")
        self.client.force_login(self.minh)
        for name in (QUEUE, f"{SPACE}:queue_results"):
            response = self.client.get(reverse(name))
            self.assertContains(response, "Câu của Lan")
            self.assertNotContains(response, "Câu của Minh")
            self.assertNotContains(response, "Câu đã duyệt")
        self.client.force_login(self.hoa)
        self.assertNotEqual(self.client.get(reverse(QUEUE)).status_code, 200)

    def test_an_empty_queue_says_that_nothing_waits(self):
        make_draft(self.topic, "Câu của Minh hỏi gì?", author=self.minh)
        self.client.force_login(self.minh)
        response = self.client.get(reverse(QUEUE))
        self.assertContains(response, "Không có câu hỏi nào chờ bạn thẩm định.")

    def test_the_list_shows_the_state_and_filters_by_it(self):
        make_draft(self.topic, "Câu còn chờ hỏi gì?", author=self.lan)
        make_question(self.topic, "Câu đã duyệt hỏi gì?")
        self.client.force_login(self.minh)
        response = self.client.get(reverse(f"{SPACE}:list"), {"state": "approved"})
        self.assertContains(response, "Câu đã duyệt")
        self.assertNotContains(response, "Câu còn chờ")


class ReviewPageTests(BankCase):
    def setUp(self):
        self.draft = make_draft(self.topic, author=self.lan)
        self.url = reverse(REVIEW, args=[self.draft.pk])
        self.client.force_login(self.minh)

    def post(self, do, **values):
        data = {"do": do, "digest": digest_of_draft(self.draft)} | values
        return self.client.post(self.url, data, follow=True)

    def test_the_key_is_shown_to_keepers_alone(self):
        self.assertContains(self.client.get(self.url), "bank-import__right")
        self.client.force_login(self.hoa)
        response = self.client.get(self.url)
        self.assertContains(response, self.draft.stem)
        self.assertNotContains(response, "bank-import__right")
        contest = make_draft(self.topic, "Câu thi bí mật là gì?", use=QuestionUse.CONTEST)
        closed = self.client.get(reverse(REVIEW, args=[contest.pk]), follow=True)
        self.assertNotContains(closed, "Câu thi bí mật")

    def test_nobody_without_a_right_to_the_bank_opens_a_page(self):
        self.client.force_login(make_user("editor", role=Role.EDITOR))
        for name in ("review", "versions", "annul"):
            address = reverse(f"{SPACE}:{name}", args=[self.draft.pk])
            for response in (self.client.get(address, follow=True), self.post("approved")):
                self.assertNotContains(response, self.draft.stem)
        self.draft.refresh_from_db()
        self.assertFalse(self.draft.live)

    def test_every_kind_is_laid_out_with_its_key(self):
        for make, secret in (
            (make_numeric, "Đáp án:</strong>"),
            (make_short_answer, "Hồ Chí Minh"),
            (make_ordering, "1. Dừng lại"),
            (make_matching, "Lào → Viêng Chăn"),
        ):
            question = make(self.topic, live=False, author=self.lan)
            for user, sees in ((self.minh, True), (self.hoa, False)):
                with self.subTest(make.__name__, user=user):
                    self.client.force_login(user)
                    page = self.client.get(reverse(REVIEW, args=[question.pk]))
                    self.assertContains(page, question.stem)
                    self.assertEqual(secret in page.content.decode(), sees)

    def test_the_author_is_told_why_there_are_no_buttons(self):
        self.client.force_login(self.lan)
        response = self.client.get(self.url)
        self.assertNotContains(response, 'value="approved"')
        self.assertContains(response, "người khác")
        self.assertContains(self.post("approved"), "người khác")
        self.draft.refresh_from_db()
        self.assertFalse(self.draft.live)

    def test_each_button_takes_its_step(self):
        self.assertContains(self.post("returned"), "lý do")
        typed = self.post("returned", reason="Thiếu nguồn.", digest="cũ")
        self.assertContains(typed, "Thiếu nguồn.</textarea>")
        for do, values, state in (
            ("returned", {"reason": "Thiếu nguồn."}, QuestionState.RETURNED),
            ("passed", {}, QuestionState.REVIEWED),
            ("approved", {}, QuestionState.APPROVED),
            ("retired", {"reason": "Cũ."}, QuestionState.RETIRED),
        ):
            with self.subTest(do):
                self.assertContains(self.post(do, **values), "bank-life__steps")
                self.assertEqual(QuestionLife.objects.get(question=self.draft).state, state)

    def test_what_may_be_the_same_is_linked_and_contests_stay_hidden(self):
        near = make_question(self.topic, "Mật khẩu mạnh dài ít nhất là bao nhiêu?")
        secret = make_question(
            self.topic, "Mật khẩu mạnh thì dài ít nhất bao nhiêu?", use=QuestionUse.CONTEST
        )
        edit = reverse(f"{SPACE}:edit", args=[near.pk])
        for url in (self.url, reverse(f"{SPACE}:edit", args=[self.draft.pk])):
            self.assertContains(self.client.get(url), edit)
        self.client.force_login(self.hoa)
        response = self.client.get(self.url)
        self.assertContains(response, near.stem)
        self.assertNotContains(response, secret.stem)

    def test_taking_off_leads_to_the_page_that_asks_for_the_reason(self):
        url = reverse(f"{SPACE}:unpublish", args=[self.draft.pk])
        self.assertRedirects(self.client.get(url), self.url)
        self.assertRedirects(self.client.post(url), self.url)


class BulkTests(BankCase):
    def test_what_could_not_be_approved_does_not_pass_either(self):
        drafts = [make_draft(self.topic, f"Câu dở số {n}?", author=self.lan) for n in range(2)]
        set_draft_keys({question.translation_key: {} for question in drafts})
        for question in drafts:
            question.save_revision(user=self.lan)
        self.client.force_login(self.minh)
        ids = "&".join(f"id={question.pk}" for question in drafts)
        data = {f"digest-{question.pk}": digest_of_draft(question) for question in drafts}
        for step in ("pass", "approve"):
            with self.subTest(step):
                url = f"/admin/bulk/quizblocks/question/{step}/?next=/admin/&{ids}"
                done = self.client.post(url, data, follow=True)
                self.assertContains(done, "Câu dở số 1?")
                self.assertNotContains(done, ".;")
                states = set(QuestionLife.objects.values_list("state", flat=True))
                self.assertEqual(states, {QuestionState.DRAFT})

    def test_many_are_approved_together_and_the_refused_are_named(self):
        drafts = [
            make_draft(self.topic, f"Câu nháp số {n} hỏi gì?", author=self.lan) for n in range(3)
        ]
        own = make_draft(self.topic, "Câu của chính Minh?", author=self.minh)
        self.client.force_login(self.minh)
        ids = "&".join(f"id={question.pk}" for question in [*drafts, own])
        url = f"/admin/bulk/quizblocks/question/approve/?next=/admin/&{ids}"
        shown = self.client.get(url)
        self.assertContains(shown, "bank-import__right", count=3)
        self.assertContains(shown, "Câu của chính Minh?")
        data = {f"digest-{question.pk}": digest_of_draft(question) for question in drafts}
        drafts[2].stem = "Câu này vừa bị đổi lời?"
        drafts[2].save_revision(user=self.lan)
        done = self.client.post(url, data, follow=True)
        live = Question.objects.filter(live=True)
        self.assertEqual(set(live), set(drafts[:2]))
        text = done.content.decode()
        self.assertIn("2 câu hỏi", text)
        self.assertIn("Câu của chính Minh?", text)
        everything = self.client.get("/admin/bulk/quizblocks/question/approve/?next=/admin/&id=all")
        self.assertEqual(everything.status_code, 302)
